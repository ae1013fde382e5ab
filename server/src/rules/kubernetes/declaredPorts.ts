import type { Container } from '../../core/kubernetes/pod.ts';
import type { Node } from '../../core/model/node.ts';
import { get } from '../../core/model/read.ts';

/** A port that a container declares, with the place of its number. */
export interface DeclaredPort {
  readonly number: number;
  readonly protocol: string;
  readonly node: Node;
}

/** The ports that a container declares by number. */
export function declaredPorts(container: Container): DeclaredPort[] {
  return container.ports.flatMap(({ containerPort, protocol, node }) => {
    const number = get(node, 'containerPort');
    return number && containerPort !== undefined ? [{ number: containerPort, protocol, node: number }] : [];
  });
}
