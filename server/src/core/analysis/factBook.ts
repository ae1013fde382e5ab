import { podOf, serviceAccountOf } from '../kubernetes/pod.ts';
import { dataKeysOf } from '../kubernetes/references.ts';
import { type Resource, writtenName } from '../kubernetes/resource.ts';
import { dataOf, get, stringOf } from '../model/read.ts';

/**
 * Numbers what other documents may depend on: equal facts, equal number. A pod is known by its names, labels, replicas,
 * ports, images, commands and probes; a ConfigMap or Secret by its names and keys; any other object by its whole text.
 */
export class FactBook {
  private readonly byObject = new WeakMap<object, number>();
  private readonly numbers = new Map<string, number>();
  private next = 1;

  factsOf(resource: Resource): number {
    const known = this.byObject.get(resource);
    if (known !== undefined) return known;
    const number = this.numberOf(`${resource.source.uri} ${factOf(resource)}`);
    this.byObject.set(resource, number);
    return number;
  }

  idOf(object: object): number {
    const known = this.byObject.get(object);
    if (known !== undefined) return known;
    this.byObject.set(object, this.next);
    return this.next++;
  }

  private numberOf(facts: string): number {
    const known = this.numbers.get(facts);
    if (known !== undefined) return known;
    // Facts that no document holds any more are not worth remembering for ever.
    if (this.numbers.size > 10_000) this.numbers.clear();
    this.numbers.set(facts, this.next);
    return this.next++;
  }
}

function factOf(resource: Resource): string {
  const { apiVersion, kind, name, namespace } = resource;
  const names = [apiVersion, kind, name, namespace, writtenName(resource), [...resource.labels]];
  if (kind === 'ConfigMap' || kind === 'Secret') {
    const annotations = get(resource.node, 'metadata', 'annotations');
    return JSON.stringify([...names, dataKeysOf(resource.node), annotations ? dataOf(annotations) : null]);
  }
  const pod = podOf(resource);
  if (!pod) return JSON.stringify(dataOf(resource.node));
  const containers = pod.containers.map((each) => {
    const parts = ['ports', 'livenessProbe', 'readinessProbe', 'command', 'args'].map((key) => {
      const value = get(each.node, key);
      return value ? dataOf(value) : null;
    });
    return [each.name, each.image, ...parts];
  });
  return JSON.stringify([
    ...names,
    stringOf(get(resource.node, 'spec', 'replicas')),
    [...pod.labels],
    serviceAccountOf(pod),
    containers,
  ]);
}
