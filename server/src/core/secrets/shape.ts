/** A token format that a provider has published. */
interface Format {
  readonly what: string;
  readonly pattern: RegExp;
}

const FORMATS: readonly Format[] = [
  { what: 'a private key', pattern: /-{3,}BEGIN (?:[A-Z]+ )*PRIVATE KEY-{3,}/ },
  { what: 'an AWS access key', pattern: /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/ },
  { what: 'a GitHub token', pattern: /\b(?:gh[pousr]_[0-9A-Za-z]{36,}|github_pat_[0-9A-Za-z_]{60,})\b/ },
  { what: 'a GitLab token', pattern: /\bgl(?:pat|dt|rt|ptt|oas|cbt|ft|imt|agent|soat)-[0-9A-Za-z_-]{20,}\b/ },
  { what: 'a Slack token', pattern: /\b(?:xox[abposre]|xapp)-[0-9A-Za-z-]{10,}\b/ },
  {
    what: 'a Slack webhook',
    pattern: /https:\/\/hooks\.slack\.com\/services\/T[0-9A-Za-z_]+\/B[0-9A-Za-z_]+\/[0-9A-Za-z]{20,}/,
  },
  { what: 'a Stripe key', pattern: /\b[sr]k_live_[0-9A-Za-z]{20,}\b/ },
  { what: 'a Google API key', pattern: /\bAIza[0-9A-Za-z_-]{35}\b/ },
  { what: 'an OpenAI key', pattern: /\bsk-(?:proj-|svcacct-)?[0-9A-Za-z_-]{32,}\b/ },
  { what: 'an Anthropic key', pattern: /\bsk-ant-[0-9A-Za-z_-]{32,}\b/ },
  { what: 'an npm token', pattern: /\bnpm_[0-9A-Za-z]{36}\b/ },
  { what: 'a SendGrid key', pattern: /\bSG\.[0-9A-Za-z_-]{22}\.[0-9A-Za-z_-]{43}\b/ },
  { what: 'a PyPI token', pattern: /\bpypi-AgEI[0-9A-Za-z_-]{50,}\b/ },
  { what: 'a Twilio key', pattern: /\bSK[0-9a-f]{32}\b/ },
  { what: 'a Google OAuth secret', pattern: /\bGOCSPX-[0-9A-Za-z_-]{28}\b/ },
  { what: 'a Stripe webhook secret', pattern: /\bwhsec_[0-9A-Za-z+/=]{24,}/ },
  { what: 'a DigitalOcean token', pattern: /\bdo[opr]_v1_[0-9a-f]{64}\b/ },
  { what: 'a Vault token', pattern: /\bhv[sbr]\.[0-9A-Za-z_-]{24,}\b/ },
  { what: 'a Grafana token', pattern: /\bgl(?:sa|c)_[0-9A-Za-z_=-]{32,}\b/ },
  { what: 'an Azure storage key', pattern: /\bAccountKey=[0-9A-Za-z+/]{80,}={0,2}/ },
  { what: 'an age key', pattern: /\bAGE-SECRET-KEY-1[0-9A-Z]{58}\b/ },
  { what: 'a Docker Hub token', pattern: /\bdckr_pat_[0-9A-Za-z_-]{20,}\b/ },
  { what: 'a Hugging Face token', pattern: /\bhf_[0-9A-Za-z]{30,}\b/ },
  { what: 'a JSON Web Token', pattern: /\beyJ[0-9A-Za-z_-]{8,}\.eyJ[0-9A-Za-z_-]{8,}\.[0-9A-Za-z_-]{8,}/ },
];

/** The provider's format that a text holds; undefined where it holds none. Documented example keys are none. */
export function providerOf(text: string): { readonly what: string; readonly value: string } | undefined {
  for (const { what, pattern } of FORMATS) {
    const value = pattern.exec(text)?.[0];
    if (value !== undefined && !/EXAMPLE/i.test(value)) return { what, value };
  }
  return undefined;
}

/** Every token of a provider that a text holds. */
export function providersIn(text: string): string[] {
  return FORMATS.flatMap(({ pattern }) => text.match(new RegExp(pattern.source, 'g')) ?? []);
}

const PLACEHOLDERS = [
  /\$\{[^}]*\}|\$[A-Za-z_(]|\{\{.*\}\}|%[A-Za-z_]+%/,
  /^<.*>$|^\[.*\]$|^\.\.\.$|^\*+$|^x+$|^-+$|^_+$/i,
  /^(?:insert|replace|enter|add|put|fill|paste|provide|set)[-_ ]/i,
  /^(?:change|replace)[-_ ]?(?:me|this|it)/i,
  /change[-_ ]?me|replace[-_ ]?me|todo|fixme|placeholder|dummy[-_ ]?value|example[-_ ]?(?:password|secret|token|key)|not[-_ ]?a[-_ ]?(?:real[-_ ]?)?(?:secret|password)/i,
  /^(?:your|my)[-_ ].*(?:here|password|secret|token|key|value)$/i,
  // GOOGLE_API_KEY_VAL: a name, where the value is to be.
  /^[A-Z]+(?:_[A-Z]+)+$/,
  /^(?:tbd|n\/a|na|redacted|hidden|masked|removed|example|sample)$/i,
  /^(?:vault|secret|ssm|awssm|gcpsm|op|ref|env|file|sops|azurekv|bao):/i,
];

/** Whether a value stands for one that somebody is to fill in, or that is looked up elsewhere. */
export function isPlaceholder(text: string): boolean {
  return PLACEHOLDERS.some((pattern) => pattern.test(text));
}

/** Shannon entropy in bits a character. */
export function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let entropy = 0;
  for (const count of counts.values()) entropy -= (count / text.length) * Math.log2(count / text.length);
  return entropy;
}
