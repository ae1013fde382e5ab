import type { Node } from '../model/node.ts';

/** Whether a value takes away what a lower file sets (Compose specification, `!reset`): whatever it says, nothing is there. */
export function isReset(node: Node | undefined): boolean {
  return node?.tag === '!reset';
}
