import { describe, expect, it } from 'vitest';
import { type Cluster, clusterOf } from '../../../server/src/core/kubernetes/cluster.ts';
import {
  bringsMore,
  configObjects,
  isMadeAtRunTime,
  mayBeMade,
} from '../../../server/src/core/kubernetes/makers.ts';
import { configReferences } from '../../../server/src/core/kubernetes/references.ts';
import { objectsOf, podIn } from './objects.ts';

function cluster(...objects: readonly string[]): Cluster {
  return clusterOf(objectsOf(objects.join('\n---\n')));
}

function object(type: string, name: string, rest = ''): string {
  const [group, kind] = type.split(' ');
  return `apiVersion: ${group}\nkind: ${kind}\nmetadata: {name: ${name}}\n${rest}`;
}

function keys(text: string): (string | readonly string[])[] {
  return configObjects(cluster(text)).map(({ kind, name, keys: all }) =>
    all ? [`${kind} ${name}`, ...all] : `${kind} ${name}`,
  );
}

describe('ConfigMaps and Secrets', () => {
  it.each<[string, (string | readonly string[])[]]>([
    [object('v1 ConfigMap', 'a', 'data: {x: "1"}\nbinaryData: {y: ""}'), [['ConfigMap a', 'x', 'y']]],
    [object('v1 Secret', 'a', 'stringData: {x: "1"}'), [['Secret a', 'x']]],
    [object('v1 Secret', 'a'), ['Secret a']],
    [
      object(
        'bitnami.com/v1alpha1 SealedSecret',
        'a',
        'spec: {encryptedData: {x: Ag}, template: {data: {y: z}}}',
      ),
      [['Secret a', 'x', 'y']],
    ],
    [
      object(
        'bitnami.com/v1alpha1 SealedSecret',
        'a',
        'spec: {encryptedData: {x: Ag}, template: {metadata: {name: b}}}',
      ),
      [['Secret b', 'x']],
    ],
    [
      object('external-secrets.io/v1 ExternalSecret', 'a', 'spec: {data: [{secretKey: x}]}'),
      [['Secret a', 'x']],
    ],
    [
      object(
        'external-secrets.io/v1 ExternalSecret',
        'a',
        'spec: {target: {name: b}, dataFrom: [{extract: {key: y}}]}',
      ),
      ['Secret b'],
    ],
    [object('cert-manager.io/v1 Certificate', 'a', 'spec: {secretName: b}'), ['Secret b']],
    [object('v1 Service', 'a'), []],
  ])('of %s', (text, expected) => {
    expect(keys(text)).toEqual(expected);
  });

  it('may be given keys by those who inject them', () => {
    const annotated = `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ca\n  annotations: {service.beta.openshift.io/inject-cabundle: "true"}\ndata: {x: "1"}`;
    expect(keys(annotated)).toEqual(['ConfigMap ca']);
  });
});

describe('what is written nowhere', () => {
  const pod = (name: string, field = 'secretRef') =>
    podIn(
      `apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {containers: [{name: web, envFrom: [{${field}: {name: ${name}}}]}]}`,
    );
  const made = (name: string, field: string, ...objects: readonly string[]) =>
    configReferences(pod(name, field)).map((each) => isMadeAtRunTime(cluster(...objects), each));

  it('is made by the cluster, by custom resources, and by Jobs that are told so', () => {
    expect(made('kube-root-ca.crt', 'configMapRef')).toEqual([true]);
    expect(made('app', 'configMapRef')).toEqual([false]);
    expect(made('pg-app', 'secretRef', object('postgresql.cnpg.io/v1 Cluster', 'pg'))).toEqual([true]);
    expect(made('login', 'secretRef', object('v1 Service', 'login'))).toEqual([false]);
    expect(
      made(
        'webhook-certs',
        'secretRef',
        object(
          'batch/v1 Job',
          'certs',
          'spec: {template: {spec: {containers: [{name: c, args: [--secret-name=webhook-certs]}]}}}',
        ),
      ),
    ).toEqual([true]);
  });

  it('may come with charts and other folders', () => {
    expect(bringsMore(cluster(object('helm.toolkit.fluxcd.io/v2 HelmRelease', 'x')))).toBe(true);
    expect(bringsMore(cluster(object('argoproj.io/v1alpha1 Application', 'x')))).toBe(true);
    expect(bringsMore(cluster(object('v1 ConfigMap', 'x')))).toBe(false);
  });

  it('is not made by what only describes others', () => {
    expect(mayBeMade(cluster(object('monitoring.coreos.com/v1 ServiceMonitor', 'web')), 'web')).toBe(false);
    expect(mayBeMade(cluster(object('monitoring.coreos.com/v1 Prometheus', 'web')), 'web')).toBe(true);
    expect(mayBeMade(cluster(object('networking.istio.io/v1 VirtualService', 'web')), 'web')).toBe(false);
    expect(mayBeMade(cluster(object('db.example.com/v1 Database', 'x', 'spec: {service: web}')), 'web')).toBe(
      true,
    );
  });
});
