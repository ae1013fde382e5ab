import type { Node } from '../../core/model/node.ts';

/** A message that tells from which variable a value comes: behind what is wrong, before what comes of it. */
export function fromVariable(message: string, node: Node | undefined): string {
  const template = node?.kind === 'scalar' ? node.template : undefined;
  if (template === undefined) return message;
  const told = message.replace(': ', () => ` (from "${template.trim()}"): `);
  return told.length < 140 && !told.includes('\n') ? told : message;
}
