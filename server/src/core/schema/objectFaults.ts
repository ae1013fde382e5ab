import type { MapNode } from '../model/node.ts';
import { closestName } from '../text/closestName.ts';
import type { Fault } from './fault.ts';
import { isUncertain, kubernetesData } from './kubernetesData.ts';
import { keyed, placeAt } from './place.ts';
import type { ObjectSchema } from './schemaBook.ts';

const known = new WeakMap<ObjectSchema, WeakMap<MapNode, readonly Fault[]>>();

/** What is wrong with a Kubernetes object; remembered, since environments share objects. */
export function objectFaults(schema: ObjectSchema, root: MapNode): readonly Fault[] {
  let byRoot = known.get(schema);
  if (!byRoot) {
    byRoot = new WeakMap();
    known.set(schema, byRoot);
  }
  const before = byRoot.get(root);
  if (before) return before;
  const told = schema.faults(kubernetesData(root));
  const faults = told.length === 0 ? told : certain(told, root);
  byRoot.set(root, faults);
  return faults;
}

/** The faults that hold whatever variables stand for. */
function certain(faults: readonly Fault[], root: MapNode): readonly Fault[] {
  return withoutRepeats(faults).filter((fault) => {
    const node = placeAt(root, fault.path)?.node;
    if (!node || fault.kind === 'missing') return node !== undefined;
    if (fault.kind !== 'unknown') return !isUncertain(node);
    return node.kind === 'map' && keyed(node.entries, fault.name) !== undefined && !/[${]/.test(fault.name);
  });
}

/** What seems to be missing because it is misspelt is said once. */
export function withoutRepeats(faults: readonly Fault[]): readonly Fault[] {
  return faults.filter(
    (fault) =>
      fault.kind !== 'missing' ||
      !faults.some(
        (other) =>
          other.kind === 'unknown' &&
          samePath(other, fault) &&
          closestName(other.name, [fault.name]) !== undefined,
      ),
  );
}

function samePath(a: Fault, b: Fault): boolean {
  return a.path.length === b.path.length && a.path.every((step, index) => step === b.path[index]);
}
