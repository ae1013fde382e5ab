import { describe, expect, it } from 'vitest';
import type { PolicySetting } from '../../server/src/core/rule/policy.ts';
import { deployment } from '../../server/src/rules/kubernetes/exampleManifests.ts';
import { findingsOf } from '../support/analysis.ts';

function findings(ruleId: string, container: string, policy: PolicySetting) {
  const files = { 'production/api.yaml': deployment(`containers:\n- name: api\n  image: x:1\n${container}`) };
  const setting = { policies: { production: policy }, rules: { [ruleId]: { level: 'warning' as const } } };
  return findingsOf(files, setting).filter((each) => each.ruleId === ruleId);
}

describe('the policy of an environment', () => {
  it.each([
    ['memory-limits', { limits: { memory: '2Gi' } }, 'Set the memory limit to 2Gi'],
    ['memory-requests', { requests: { memory: '2Gi' } }, 'Set the memory request to 2Gi'],
    ['cpu-requests', { requests: { cpu: '250m' } }, 'Set the cpu request to 250m'],
    ['cpu-limits', { limits: { cpu: '2' } }, 'Set the cpu limit to 2'],
    [
      'ephemeral-storage',
      { limits: { 'ephemeral-storage': '3Gi' } },
      'Request 256Mi of ephemeral storage, and limit it to 3Gi',
    ],
  ])('says what %s sets', (id, resources, title) => {
    const [found] = findings(`kubernetes/${id}`, '', { resources });
    expect(found?.fixes().map((fix) => fix.title)).toEqual([title]);
  });

  it('never has a limit set below what is requested', () => {
    const [found] = findings('kubernetes/memory-limits', '  resources: {requests: {memory: 4Gi}}\n', {
      resources: { limits: { memory: '2Gi' } },
    });
    expect(found?.fixes()[0]?.title).toBe('Set the memory limit to 4Gi');
  });

  it('is asked of probes where it is configured, and set safely', () => {
    const probe = '  livenessProbe: {tcpSocket: {port: 80}}\n';
    expect(findings('kubernetes/probe-timing', probe, {})).toEqual([]);
    const found = findings('kubernetes/probe-timing', probe, { probes: { liveness: { periodSeconds: 20 } } });
    expect(found.flatMap((each) => each.fixes().map((fix) => [fix.title, fix.safe]))).toEqual([
      ['Set "periodSeconds" to 20', true],
    ]);
  });
});
