import { describe, expect, it } from 'vitest';
import { podOf } from '../../../server/src/core/kubernetes/pod.ts';
import { objectOf, podIn, textAt } from './objects.ts';

const TEMPLATE =
  'metadata: {labels: {app: api}}\nspec:\n  containers:\n    - name: api\n      image: example/api:1.4.2\n';

function indented(text: string, indent: number): string {
  return text.replace(/^(?=.)/gm, ' '.repeat(indent));
}

/** An object with the template under these keys. */
function workload(apiVersion: string, kind: string, ...path: string[]): string {
  const head = path.map((key, depth) => `${'  '.repeat(depth)}${key}:\n`).join('');
  return `apiVersion: ${apiVersion}\nkind: ${kind}\n${head}${indented(TEMPLATE, path.length * 2)}`;
}

describe('the pod of a workload', () => {
  it.each([
    ['v1', 'Pod', []],
    ['v1', 'PodTemplate', ['template']],
    ['v1', 'ReplicationController', ['spec', 'template']],
    ['apps/v1', 'Deployment', ['spec', 'template']],
    ['apps/v1', 'StatefulSet', ['spec', 'template']],
    ['apps/v1', 'DaemonSet', ['spec', 'template']],
    ['apps/v1', 'ReplicaSet', ['spec', 'template']],
    ['batch/v1', 'Job', ['spec', 'template']],
    ['batch/v1', 'CronJob', ['spec', 'jobTemplate', 'spec', 'template']],
    ['apps.openshift.io/v1', 'DeploymentConfig', ['spec', 'template']],
    ['serving.knative.dev/v1', 'Service', ['spec', 'template']],
    ['argoproj.io/v1alpha1', 'Rollout', ['spec', 'template']],
  ])('is found in %s %s', (apiVersion, kind, path) => {
    const pod = podIn(workload(apiVersion, kind, ...path));
    expect(pod.containers.map((each) => [each.name, each.image])).toEqual([['api', 'example/api:1.4.2']]);
    expect([...pod.labels]).toEqual([['app', 'api']]);
    expect(pod.workload.kind).toBe(kind);
  });

  it.each([
    ['an object without one', 'apiVersion: v1\nkind: ConfigMap\ndata: {a: b}\n'],
    ['a Deployment without a template', 'apiVersion: apps/v1\nkind: Deployment\nspec: {replicas: 1}\n'],
    ['a Pod without a spec', 'apiVersion: v1\nkind: Pod\nspec:\n'],
    [
      'a template without containers',
      'apiVersion: example.com/v1\nkind: Thing\nspec: {template: {spec: {a: b}}}\n',
    ],
    ['a schema', workload('apiextensions.k8s.io/v1', 'CustomResourceDefinition', 'spec', 'template')],
    ['a CronJob with its template elsewhere', workload('batch/v1', 'CronJob', 'spec', 'template')],
  ])('is none in %s', (_, text) => {
    expect(podOf(objectOf(text))).toBeUndefined();
  });

  it('is read once', () => {
    const object = objectOf(workload('v1', 'Pod'));
    expect(podOf(object)).toBe(podOf(object));
  });

  it.each([
    ['batch/v1', 'Job', 'Never', true],
    ['apps/v1', 'Deployment', 'Always', false],
    ['apps/v1', 'Deployment', 'Never', false],
  ])('of %s %s that restarts %s runs to completion: %s', (apiVersion, kind, restart, expected) => {
    const text = `${workload(apiVersion, kind, 'spec', 'template')}      restartPolicy: ${restart}\n`;
    const pod = podIn(text);
    expect(pod.runsToCompletion).toBe(expected);
    expect(pod.containers.map((each) => each.longRunning)).toEqual([!expected]);
  });

  it.each([
    ['Never', true],
    ['OnFailure', true],
    ['Always', false],
  ])('alone that restarts %s runs to completion: %s', (restart, expected) => {
    expect(podIn(`${workload('v1', 'Pod')}  restartPolicy: ${restart}\n`).runsToCompletion).toBe(expected);
  });

  it.each([
    ['os: {name: windows}', true],
    ['os: {name: linux}', false],
    ['nodeSelector: {kubernetes.io/os: windows}', true],
    ['nodeSelector: {disk: ssd}', false],
  ])('is of Windows by what it says: %s', (line, windows) => {
    expect(podIn(`${workload('v1', 'Pod')}  ${line}\n`).windows).toBe(windows);
  });
});

describe('containers', () => {
  const pod = podIn(
    'apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - image: a\n      name: main\n    - {image: b}\n    - text\n  initContainers:\n    - {name: first, image: c}\n    - {name: side, image: d, restartPolicy: Always}\n  ephemeralContainers:\n    - {name: debug, image: e}\n',
  );

  it('have their roles, in the order in which they start', () => {
    expect(pod.containers.map((each) => [each.name, each.role, each.longRunning])).toEqual([
      ['first', 'init', false],
      ['side', 'sidecar', true],
      ['main', 'container', true],
      ['', 'container', true],
      ['debug', 'ephemeral', false],
    ]);
  });

  it('are marked at their names, else where they begin', () => {
    expect(pod.containers.map((each) => textAt(each.nameSpan))).toEqual([
      'first',
      'side',
      'main',
      'image',
      'debug',
    ]);
    const empty = podIn('apiVersion: v1\nkind: Pod\nspec: {containers: [{}]}\n');
    expect(empty.containers.map((each) => textAt(each.nameSpan))).toEqual(['{}']);
  });

  it('have their ports, numbers quoted or not', () => {
    const [container] = podIn(
      'apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - name: a\n      ports:\n        - containerPort: 80\n        - {name: dns, containerPort: "53", protocol: UDP}\n        - {name: bad, containerPort: http}\n        - 81\n',
    ).containers;
    expect(container?.ports.map((each) => [each.name, each.containerPort, each.protocol])).toEqual([
      [undefined, 80, 'TCP'],
      ['dns', 53, 'UDP'],
      ['bad', undefined, 'TCP'],
      [undefined, undefined, 'TCP'],
    ]);
  });

  it('are none where there is no list', () => {
    expect(podIn('apiVersion: v1\nkind: Pod\nspec: {containers: {a: b}}\n').containers).toEqual([]);
  });
});
