import { describe, expect, it } from 'vitest';
import { policyFor } from '../../../server/src/core/rule/policy.ts';

describe('the policy of an environment', () => {
  it('asks more of production', () => {
    expect(policyFor('production', []).replicas).toBe(2);
    expect(policyFor('staging', []).replicas).toBe(1);
    expect(policyFor('production', []).probes.readiness).toEqual({ periodSeconds: 5, failureThreshold: 2 });
    expect(policyFor('development', []).probes.readiness.periodSeconds).toBe(10);
  });

  it('is what the settings say, later ones over earlier ones, and built in where they are silent', () => {
    const policy = policyFor('production', [
      {
        replicas: 3,
        user: 10001,
        probes: { liveness: { periodSeconds: 20 } },
        resources: { limits: { memory: '1Gi' } },
      },
      { replicas: 4, resources: { limits: { cpu: '1' } }, registries: ['ghcr.io/acme'] },
    ]);
    expect(policy).toMatchObject({
      replicas: 4,
      user: 10001,
      registries: ['ghcr.io/acme'],
      probes: {
        liveness: { periodSeconds: 20, failureThreshold: 3 },
        readiness: { periodSeconds: 5, failureThreshold: 2 },
      },
      resources: { requests: {}, limits: { memory: '1Gi', cpu: '1' } },
    });
  });
});
