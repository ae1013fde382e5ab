import type { Node } from '../model/node.ts';
import { asMap, get, isTrue, itemsOf, stringOf } from '../model/read.ts';
import type { ComposeService } from './project.ts';
import { isReset } from './reset.ts';

/** A mount of a service, short or long (Compose specification, `volumes`). */
export interface Mount {
  readonly node: Node;
  readonly type: 'bind' | 'volume' | 'other';
  /** A host path, or a volume's name; undefined for an anonymous volume. */
  readonly source: string | undefined;
  readonly target: string;
  readonly readOnly: boolean;
  /** The scalar that names the source. */
  readonly sourceNode: Node;
}

/** The mounts of a service; those that can't be read are left out. */
export function mountsOf(service: ComposeService): Mount[] {
  const volumes = get(service.node, 'volumes');
  if (isReset(volumes)) return [];
  return itemsOf(volumes).flatMap((node) => mountOf(node) ?? []);
}

function mountOf(node: Node): Mount | undefined {
  const map = asMap(node);
  if (map) {
    const type = stringOf(get(map, 'type'));
    const source = get(map, 'source');
    return {
      node,
      type: type === 'bind' || type === 'volume' ? type : 'other',
      source: stringOf(source),
      target: stringOf(get(map, 'target')) ?? '',
      readOnly: isTrue(get(map, 'read_only')),
      sourceNode: source ?? node,
    };
  }
  const text = stringOf(node);
  if (text === undefined) return undefined;
  // A variable's own colons (`${DATA:-/srv}`) are no separators; neither is that of a Windows drive.
  const parts = text.match(/(?:\$\{[^}]*\}|^[A-Za-z]:[\\/]|[^:])+/g) ?? [];
  const [first = '', second, mode = ''] = parts;
  if (second === undefined) {
    return { node, type: 'volume', source: undefined, target: first, readOnly: false, sourceNode: node };
  }
  const bind = /^(?:[./~]|[A-Za-z]:[\\/])/.test(first);
  return {
    node,
    type: bind ? 'bind' : 'volume',
    source: first,
    target: second,
    readOnly: mode.split(',').includes('ro'),
    sourceNode: node,
  };
}
