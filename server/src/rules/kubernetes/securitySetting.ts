import type { Container } from '../../core/kubernetes/pod.ts';
import type { Node } from '../../core/model/node.ts';
import { entry, get } from '../../core/model/read.ts';

/** The container's own value of a security setting, else the pod's. */
export function effectiveSetting(container: Container, field: string): Node | undefined {
  return ownSetting(container, field) ?? podSetting(container, field);
}

/** The value that the container itself sets. */
export function ownSetting(container: Container, field: string): Node | undefined {
  return entry(get(container.node, 'securityContext'), field)?.value;
}

/** The value that the pod sets for all its containers. */
function podSetting(container: Container, field: string): Node | undefined {
  return entry(get(container.pod.spec, 'securityContext'), field)?.value;
}

/** A capability's name without `CAP_`, in capitals. */
export function capabilityName(text: string): string {
  return text.toUpperCase().replace(/^CAP_/, '');
}
