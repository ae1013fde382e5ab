import type { BuiltStage, Dockerfile, Healthcheck } from './dockerfile.ts';

interface Instruction {
  readonly name: string;
  readonly rest: string;
}

interface Stage {
  /** In lower case: names of stages are compared without regard to it. */
  readonly name: string | undefined;
  readonly from: string;
  readonly parent: Stage | undefined;
  readonly environment: Map<string, string>;
  healthcheck: Healthcheck | 'none' | undefined;
  readonly exposed: number[];
  user: string | undefined;
}

/**
 * Reads a Dockerfile as far as Plumbline has use for it: the settings of its stages, each with those of the stages it is
 * built on. Never throws; instructions it can't read are passed over. Source: Dockerfile reference.
 */
export function parseDockerfile(uri: string, text: string): Dockerfile {
  const stages: Stage[] = [];
  const global = new Map<string, string>();
  let variables = global;
  for (const { name, rest } of instructions(text)) {
    const stage = stages.at(-1);
    if (name === 'FROM') {
      const next = stageOf(expand(rest, global), stages);
      stages.push(next);
      variables = new Map([...global, ...next.environment]);
      continue;
    }
    const value = expand(rest, variables);
    if (name === 'ARG') define(value, variables, stage?.environment);
    else if (name === 'ENV') {
      define(value, variables);
      if (stage) define(value, stage.environment);
    } else apply(stage, name, value);
  }
  const built = stages.map(builtStage);
  return { uri, stages: built, ...(built.at(-1) ?? NOTHING) };
}

const NOTHING: BuiltStage = {
  name: undefined,
  healthcheck: undefined,
  exposed: [],
  user: undefined,
  baseImage: undefined,
};

function builtStage(stage: Stage): BuiltStage {
  const { name, healthcheck, exposed, user } = stage;
  return { name, healthcheck, exposed, user, baseImage: imageOf(stage) };
}

function instructions(text: string): Instruction[] {
  const escapeMark = /^#[ \t]*escape[ \t]*=[ \t]*`/im.test(text.slice(0, 500)) ? '`' : '\\';
  const result: Instruction[] = [];
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  for (let at = 0; at < lines.length; at++) {
    let logical = lines[at] ?? '';
    if (/^\s*(?:#|$)/.test(logical)) continue;
    while (logical.trimEnd().endsWith(escapeMark) && at + 1 < lines.length) {
      const next = lines[++at] ?? '';
      // Comment lines inside a continued instruction are left out.
      logical = `${logical.trimEnd().slice(0, -1)}${/^\s*#/.test(next) ? escapeMark : next}`;
    }
    at = skipHeredocs(logical, lines, at);
    const match = /^\s*([A-Za-z]+)\s+(.*)$/s.exec(logical);
    if (match?.[1]) result.push({ name: match[1].toUpperCase(), rest: (match[2] ?? '').trim() });
  }
  return result;
}

/** A word of its own: `<<<` and the shell's arithmetic are none. */
const HEREDOC = /(?<=\s)\d*<<-?(["']?)([A-Za-z_]\w*)\1(?=\s|$)/g;

function skipHeredocs(logical: string, lines: readonly string[], at: number): number {
  if (!/^\s*(?:RUN|COPY|ADD)\s/i.test(logical)) return at;
  let end = at;
  for (const match of logical.matchAll(HEREDOC)) {
    while (end + 1 < lines.length && lines[++end]?.trim() !== match[2]) {
      // The text of the heredoc is no instruction.
    }
  }
  return end;
}

function stageOf(value: string, stages: readonly Stage[]): Stage {
  const words = value.split(/\s+/).filter((word) => !word.startsWith('--'));
  const from = words[0] ?? '';
  const name = words[1]?.toUpperCase() === 'AS' ? words[2]?.toLowerCase() : undefined;
  const parent = stages.find((stage) => stage.name !== undefined && stage.name === from.toLowerCase());
  return {
    name,
    from,
    parent,
    environment: new Map(parent?.environment),
    healthcheck: parent?.healthcheck,
    exposed: [...(parent?.exposed ?? [])],
    user: parent?.user,
  };
}

function imageOf(stage: Stage): string | undefined {
  let at = stage;
  while (at.parent) at = at.parent;
  return at.from === '' || at.from === 'scratch' || at.from.includes('$') ? undefined : at.from;
}

function apply(stage: Stage | undefined, name: string, value: string): void {
  if (!stage) return;
  if (name === 'USER') stage.user = value;
  if (name === 'EXPOSE') {
    for (const word of value.split(/\s+/)) {
      const port = Number(word.split('/', 1)[0]);
      if (Number.isInteger(port) && port > 0 && !stage.exposed.includes(port)) stage.exposed.push(port);
    }
  }
  if (name === 'HEALTHCHECK') stage.healthcheck = healthcheckOf(value);
}

function healthcheckOf(value: string): Healthcheck | 'none' | undefined {
  if (/^NONE\b/i.test(value)) return 'none';
  const match = /^((?:--[a-z-]+=\S+\s+)*)CMD\s+(.+)$/is.exec(value);
  if (!match) return undefined;
  const flags = new Map<string, string>();
  for (const flag of (match[1] ?? '').matchAll(/--([a-z-]+)=(\S+)/gi))
    flags.set(flag[1] ?? '', flag[2] ?? '');
  const command = (match[2] ?? '').replace(/\s+/g, ' ').trim();
  const retries = Number(flags.get('retries'));
  const interval = flags.get('interval');
  const timeout = flags.get('timeout');
  const startPeriod = flags.get('start-period');
  return {
    test: commandOf(command),
    ...(interval === undefined ? {} : { interval }),
    ...(timeout === undefined ? {} : { timeout }),
    ...(Number.isInteger(retries) ? { retries } : {}),
    ...(startPeriod === undefined ? {} : { startPeriod }),
  };
}

function commandOf(command: string): string[] {
  if (command.startsWith('[')) {
    try {
      const words: unknown = JSON.parse(command);
      if (Array.isArray(words) && words.every((word) => typeof word === 'string')) return ['CMD', ...words];
    } catch {
      // Docker takes what is no JSON for a shell command, and so do we.
    }
  }
  return ['CMD-SHELL', command];
}

/** Sets what an ARG or an ENV sets; what is `fixed` stays as it is. */
function define(
  rest: string,
  variables: Map<string, string>,
  fixed: ReadonlyMap<string, string> = new Map(),
): void {
  for (const match of rest.matchAll(/([A-Za-z_]\w*)=("[^"]*"|'[^']*'|\S*)/g)) {
    const value = (match[2] ?? '').replace(/^["']|["']$/g, '');
    if (match[1] && !fixed.has(match[1])) variables.set(match[1], value);
  }
}

/** Variables may be made of each other: what they add to one instruction is limited to this length. */
const MOST_CHARACTERS = 10_000;

function expand(text: string, variables: ReadonlyMap<string, string>): string {
  let room = MOST_CHARACTERS;
  return text.replace(
    /\$\{([A-Za-z_]\w*)(?::?-([^}]*))?\}|\$([A-Za-z_]\w*)/g,
    (whole, braced, fallback, bare) => {
      const value: string = variables.get(braced ?? bare) ?? fallback ?? whole;
      room -= value.length;
      return room < 0 ? whole : value;
    },
  );
}
