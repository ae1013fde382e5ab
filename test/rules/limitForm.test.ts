import { expect, it } from 'vitest';
import { hardening } from '../../server/src/core/analysis/harden.ts';
import { findingsOf } from '../support/analysis.ts';

const LIMITS = ['compose/cpu-limit', 'compose/memory-limit', 'compose/pids-limit'];

/** The values that hardening adds to the one service of a Compose file for its limits. */
function limitsFor(keys: string): unknown {
  const files = { 'compose.yaml': `services:\n  api:\n    image: example/api:1.4.2\n${keys}` };
  const findings = findingsOf(files, { preset: 'strict' }).filter(({ ruleId }) => LIMITS.includes(ruleId));
  const node = findings[0]?.subject?.node;
  return node && hardening(node, findings)?.addition.values;
}

it.each([
  ['', { deploy: { resources: { limits: { cpus: '1.0', memory: '512M', pids: 200 } } } }],
  ['    cpus: 1\n', { mem_limit: '512M', pids_limit: 200 }],
  ['    pids_limit: 9\n', { mem_limit: '512M', cpus: '1.0' }],
  [
    '    deploy:\n      resources:\n        limits: {cpus: "1"}\n',
    { deploy: { resources: { limits: { memory: '512M', pids: 200 } } } },
  ],
])('sets all limits in one form, since Compose refuses a mixture: %j', (keys, values) => {
  expect(limitsFor(keys)).toEqual(values);
});
