import type { ComposeProject } from '../compose/project.ts';
import type { Container, Pod } from '../kubernetes/pod.ts';
import type { Resource } from '../kubernetes/resource.ts';
import type { Node } from '../model/node.ts';
import { entriesOf, get, isNull } from '../model/read.ts';

/** Kinds whose objects the API server refuses without `spec.selector`. */
const NEED_SELECTOR = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet']);

const known = new WeakMap<Resource, boolean>();

/**
 * Whether an object is shaped like a patch: it leaves out what no object of its kind can do without. It must not be
 * told what it lacks, since it is laid over another one.
 */
export function looksLikePatch(resource: Resource, pod: Pod | undefined): boolean {
  const before = known.get(resource);
  if (before !== undefined) return before;
  const found = isShapedLikePatch(resource, pod);
  known.set(resource, found);
  return found;
}

function isShapedLikePatch(resource: Resource, pod: Pod | undefined): boolean {
  if (hasPatchDirective(resource.node)) return true;
  if (
    resource.group === 'apps' &&
    NEED_SELECTOR.has(resource.kind) &&
    isNull(get(resource.node, 'spec', 'selector'))
  ) {
    return !pod?.containers.every(complete) || pod.containers.length === 0;
  }
  const containers = pod?.containers.filter((each) => each.role === 'container') ?? [];
  return containers.length > 0 && containers.every((each) => !complete(each));
}

function complete(container: Container): boolean {
  return container.image !== undefined && container.image !== '';
}

function hasPatchDirective(node: Node, depth = 0): boolean {
  if (depth > 20) return false;
  if (node.kind === 'map') {
    return node.entries.some(
      ({ key, value }) =>
        key === '$patch' ||
        key.startsWith('$setElementOrder/') ||
        key.startsWith('$deleteFromPrimitiveList/') ||
        hasPatchDirective(value, depth + 1),
    );
  }
  return node.kind === 'seq' && node.items.some((item) => hasPatchDirective(item.value, depth + 1));
}

/** Whether a Compose file only makes sense over another: no service of it says what it runs. */
export function looksLikeOverride(project: ComposeProject): boolean {
  if (project.override) return true;
  return (
    project.services.length > 0 &&
    project.services.every(
      ({ image, built, node }) => image === undefined && !built && isNull(get(node, 'extends')),
    ) &&
    isNull(get(project.root, 'include')) &&
    entriesOf(project.root).every(({ key }) => key !== 'name')
  );
}
