import { describe, expect, it } from 'vitest';
import { readConfiguration } from '../../../server/src/core/config/readConfiguration.ts';

function read(text: string) {
  const { layer, problems } = readConfiguration('file:///w/.plumbline.yaml', text, [], []);
  return { layer, problems: problems.map(({ message }) => message) };
}

describe('policies in .plumbline.yaml', () => {
  it('are read by kind, and for one environment', () => {
    const text =
      'kubernetesVersion: 1.30\nexternal: [Secret/db]\npolicies:\n  production:\n    replicas: 3\n    user: 10001\n    registries: [ghcr.io/acme]\n    probes: {liveness: {periodSeconds: 20}, readiness: {failureThreshold: 4}}\n    resources: {limits: {memory: 1Gi, ephemeral-storage: 2Gi}}\nenvironments:\n  live: {kustomize: k8s/live, policy: {replicas: 5}}\n';
    expect(read(text)).toMatchObject({
      problems: [],
      layer: {
        kubernetesMinor: 30,
        external: ['Secret/db'],
        policies: {
          production: {
            replicas: 3,
            user: 10001,
            registries: ['ghcr.io/acme'],
            probes: { liveness: { periodSeconds: 20 }, readiness: { failureThreshold: 4 } },
            resources: { limits: { memory: '1Gi', 'ephemeral-storage': '2Gi' } },
          },
        },
        environments: [{ name: 'live', policy: { replicas: 5 } }],
      },
    });
  });

  it.each([
    ['kubernetesVersion: 2.1\n', 'A version from "1.22" to "1.37" is expected here.'],
    ['policies: {prod: {}}\n', 'There is no kind of environment "prod".'],
    ['policies: {production: {replicas: 0}}\n', 'A whole number, 1 or more, is expected here.'],
    [
      'policies: {production: {replica: 2}}\n',
      'There is no key of a policy "replica". Did you mean "replicas"?',
    ],
    ['policies: {production: {probes: {live: {}}}}\n', 'There is no key here "live".'],
    ['policies: {production: {resources: {limits: {mem: 1}}}}\n', 'There is no resource "mem".'],
    ['external: Secret/db\n', 'A list of Kind/names is expected here.'],
    ['overrides: {a: b}\n', 'A list of overrides is expected here.'],
    ['overrides: [{rules: {}}]\n', 'An override needs "files".'],
    ['exceptions: none\n', 'A list of exceptions is expected here.'],
  ])('are marked where they are wrong: %j', (text, message) => {
    expect(read(text).problems).toContain(message);
    expect(read(text).layer).toBeUndefined();
  });
});
