import { describe, expect, it } from 'vitest';
import {
  clusterOf,
  podsSelectedBy,
  sameNamespace,
  servicesSelecting,
} from '../../../server/src/core/kubernetes/cluster.ts';
import { objectsOf } from './objects.ts';

function pod(name: string, labels: string, namespace = ''): string {
  const space = namespace === '' ? '' : `, namespace: ${namespace}`;
  return `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}${space}, labels: ${labels}}\nspec: {containers: []}\n---\n`;
}

function service(name: string, spec: string, namespace = ''): string {
  const space = namespace === '' ? '' : `, namespace: ${namespace}`;
  return `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}${space}}\nspec: ${spec}\n---\n`;
}

/** The names of the pods that each Service selects, and of the Services that select each pod. */
function chosen(text: string): { [name: string]: string } {
  const cluster = clusterOf(objectsOf(text));
  const names = (each: readonly { readonly name: string | undefined }[]): string =>
    each.map(({ name }) => name).join();
  return Object.fromEntries([
    ...cluster.services.map((each) => [
      `service ${each.resource.name}`,
      names(podsSelectedBy(cluster, each).map(({ workload }) => workload)),
    ]),
    ...cluster.pods.map((each) => [
      `pod ${each.workload.name}`,
      names(servicesSelecting(cluster, each).map(({ resource }) => resource)),
    ]),
  ]);
}

describe('a Service', () => {
  it('selects the pods that have all its labels', () => {
    const text =
      pod('web', '{app: shop, tier: web}') +
      pod('db', '{app: shop, tier: db}') +
      service('all', '{selector: {app: shop}}') +
      service('web', '{selector: {app: shop, tier: web}}') +
      service('none', '{selector: {app: other}}') +
      service('external', '{type: ExternalName}');
    expect(chosen(text)).toEqual({
      'service all': 'web,db',
      'service web': 'web',
      'service none': '',
      'service external': '',
      'pod web': 'all,web',
      'pod db': 'all',
    });
  });

  it('selects within its namespace, and where none is set yet', () => {
    const labels = '{app: a}';
    const text =
      pod('here', labels, 'here') +
      pod('there', labels, 'there') +
      pod('anywhere', labels) +
      service('here', '{selector: {app: a}}', 'here') +
      service('anywhere', '{selector: {app: a}}');
    expect(chosen(text)).toMatchObject({
      'service here': 'here,anywhere',
      'service anywhere': 'here,there,anywhere',
      'pod there': 'anywhere',
    });
    expect([sameNamespace('a', 'b'), sameNamespace('a', 'a'), sameNamespace('a', undefined)]).toEqual([
      false,
      true,
      true,
    ]);
  });

  it('is one of the core group: others have other fields', () => {
    const text = `${service('core', '{}')}${service('knative', '{}').replace('v1', 'serving.knative.dev/v1')}`;
    expect(Object.keys(chosen(text))).toEqual(['service core']);
  });

  it('selects the pods of workloads by the labels of their templates', () => {
    const workload =
      'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: api, labels: {app: outer}}\nspec:\n  template:\n    metadata: {labels: {app: inner}}\n    spec: {containers: []}\n---\n';
    const text =
      workload + service('outer', '{selector: {app: outer}}') + service('inner', '{selector: {app: inner}}');
    expect(chosen(text)).toMatchObject({ 'service outer': '', 'service inner': 'api' });
  });

  it('has its ports', () => {
    const spec =
      '{ports: [{name: web, port: 80, targetPort: http}, {port: "443", targetPort: 8443, protocol: TCP}, {port: 53, protocol: UDP}, {}]}';
    const [found] = clusterOf(objectsOf(service('a', spec))).services;
    expect(found?.ports.map((each) => [each.name, each.port, each.targetPort?.kind, each.protocol])).toEqual([
      ['web', 80, 'scalar', 'TCP'],
      [undefined, 443, 'scalar', 'TCP'],
      [undefined, 53, undefined, 'UDP'],
      [undefined, undefined, undefined, 'TCP'],
    ]);
  });
});

describe('a cluster', () => {
  it('finds the pod of each object', () => {
    const objects = objectsOf(pod('a', '{}') + service('b', '{}') + pod('c', '{}'));
    const cluster = clusterOf(objects);
    expect(objects.map((each) => cluster.podOf(each)?.workload.name)).toEqual(['a', undefined, 'c']);
    expect(cluster.resources).toEqual(objects);
  });

  it('may be empty', () => {
    expect(clusterOf([])).toMatchObject({ resources: [], pods: [], services: [] });
  });
});
