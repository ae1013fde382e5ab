import { describe, expect, it } from 'vitest';
import { MASK, maskedText } from '../../../server/src/core/secrets/maskedText.ts';
import { secretIn } from '../../../server/src/core/secrets/secret.ts';
import { findingsOf } from '../../support/analysis.ts';

/** Made up here; put together so that no scanner takes this file for a leak. */
const word = (length: number, alphabet = 'Qz7Kp2Xw9Rb4Tn6Vd8'): string =>
  Array.from({ length }, (_, index) => alphabet[(index * 7 + 3) % alphabet.length]).join('');

const TOKENS: readonly (readonly [what: string, token: string])[] = [
  ['an AWS access key', `AKIA${word(16, 'QZ7KP2XW9RB4TN6V')}`],
  ['a GitHub token', `ghp_${word(36)}`],
  ['a GitLab token', `glpat-${word(20)}`],
  ['a GitLab token', `glrt-${word(20)}`],
  ['a Slack token', `xoxb-${word(24)}`],
  ['a Slack token', `xapp-1-${word(24)}`],
  ['a Stripe key', `sk_live_${word(24)}`],
  ['a Stripe webhook secret', `whsec_${word(32)}`],
  ['a Google API key', `AIza${word(35)}`],
  ['a Google OAuth secret', `GOCSPX-${word(28)}`],
  ['an npm token', `npm_${word(36)}`],
  ['a PyPI token', `pypi-AgEI${word(60)}`],
  ['a SendGrid key', `SG.${word(22)}.${word(43)}`],
  ['a Twilio key', `SK${word(32, '0a1b2c3d4e5f')}`],
  ['a JSON Web Token', `eyJ${word(20)}.eyJ${word(20)}.${word(30)}`],
  ['a Vault token', `hvs.${word(30)}`],
  ['a DigitalOcean token', `dop_v1_${word(64, '0a1b2c3d4e5f')}`],
  ['a Grafana token', `glsa_${word(32)}`],
  ['an age key', `AGE-SECRET-KEY-1${word(58, 'QZ7KP2XW9RB4TN6V')}`],
];

describe.each(TOKENS)('%s', (what, token) => {
  it('is known whatever its name is', () => {
    expect(secretIn('SETTING', token)?.what).toBe(what);
    expect(secretIn('', `see ${token} there`)?.value).toBe(token);
    expect(maskedText('SETTING', `a ${token} b`)).toBe(`a ${MASK} b`);
  });

  it('is found in variables, ConfigMaps and command lines', () => {
    const files = {
      'd.yaml': `apiVersion: v1
kind: Pod
metadata: {name: d}
spec:
  containers:
    - name: c
      image: example/c:1
      command: [sh, -c, "curl -H 'X-Auth: ${token}' http://x"]
      args: ["${token}"]
      env: [{name: SETTING, value: "${token}"}]
---
apiVersion: v1
kind: ConfigMap
metadata: {name: m}
data:
  setting: ${token}
  run.sh: |
    curl -H 'X-Auth: ${token}' http://x
`,
      'compose.yaml': `services:
  c:
    image: example/c:1
    environment: {SETTING: "${token}"}
    command: [serve, "${token}"]
`,
    };
    const found = findingsOf(files).filter(({ ruleId }) => /secret/.test(ruleId));
    expect(found.map(({ ruleId }) => ruleId).sort()).toEqual([
      'compose/env-hardcoded-secret',
      'compose/env-hardcoded-secret',
      'kubernetes/configmap-secrets',
      'kubernetes/configmap-secrets',
      'kubernetes/env-hardcoded-secret',
      'kubernetes/env-hardcoded-secret',
      'kubernetes/env-hardcoded-secret',
    ]);
    const text = (uri: string): string => (uri.endsWith('d.yaml') ? files['d.yaml'] : files['compose.yaml']);
    for (const { location } of found)
      expect(text(location.uri).slice(location.start, location.end)).toContain(token);
    expect(found.map(({ message }) => message).join()).not.toContain(token);
  });
});
