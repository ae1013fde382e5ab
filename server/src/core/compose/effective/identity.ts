import type { Node } from '../../model/node.ts';
import { get, stringOf } from '../../model/read.ts';
import { mountParts } from './forms.ts';
import { goValue } from './goValue.ts';
import { clean } from './paths.ts';
import type { Session } from './session.ts';

/** What makes two items of a list the same one; undefined: each stands for itself. */
export type Identity = (item: Node, session: Session) => string | undefined;

/** `KEY=value`: by the key. A word: by itself. */
export function byKey(item: Node): string | undefined {
  const text = stringOf(item);
  if (text === undefined) return undefined;
  const equals = text.indexOf('=');
  return equals < 0 ? text : text.slice(0, equals);
}

export function byText(item: Node): string | undefined {
  return stringOf(item);
}

/** Mounts: by where they are mounted. */
export function byTarget(item: Node): string | undefined {
  const text = stringOf(item.kind === 'map' ? get(item, 'target') : item);
  if (text === undefined) return undefined;
  // Compose looks at a long form before it tidies the path.
  return item.kind === 'map' ? text : mountTarget(text);
}

/** The target of a short mount. */
function mountTarget(text: string): string {
  const parts = mountParts(text);
  return clean(parts[1] ?? parts[0] ?? text);
}

/** Secrets and configs: by where they are mounted. */
export function byGrant(folder: string): Identity {
  return (item) => {
    if (item.kind !== 'map') {
      const text = stringOf(item);
      return text === undefined ? undefined : `${folder}/${text}`;
    }
    return stringOf(get(item, 'target')) ?? `${folder}/${stringOf(get(item, 'source')) ?? ''}`;
  };
}

/** Devices: by what they are called inside. */
export function byDevice(item: Node): string | undefined {
  if (item.kind === 'map') return stringOf(get(item, 'target'));
  const parts = stringOf(item)?.split(':');
  return parts?.[1] ?? parts?.[0];
}

/** Env files: by their path, and what it is relative to. */
export function byPath(item: Node, session: Session): string | undefined {
  const path = item.kind === 'map' ? get(item, 'path') : item;
  const text = stringOf(path);
  return path && text !== undefined ? `${session.baseOf(path).folder}:${text}` : undefined;
}

const PORT = /^(?:(\[[^\]]*\]|\d+\.\d+\.\d+\.\d+):)?(?:([\d-]*):)?([\d-]+)(?:\/(\w+))?$/;

/** Ports: by address, published port, target and protocol, whichever form they have. */
export function byPort(item: Node): string | undefined {
  if (item.kind === 'map') {
    const target = stringOf(get(item, 'target'));
    const published = get(item, 'published');
    // Compose does not see that a number and a string name the same port.
    const number = published?.kind === 'scalar' && goValue(published).type === 'int' ? '#' : '';
    return target === undefined
      ? undefined
      : portKey(
          stringOf(get(item, 'host_ip')),
          stringOf(published),
          target,
          stringOf(get(item, 'protocol')),
        ) + number;
  }
  const text = stringOf(item);
  const match = text === undefined ? null : PORT.exec(text);
  if (!match) return text;
  return portKey(
    match[1]?.replace(/[[\]]/g, ''),
    match[2] || undefined,
    match[3] ?? '',
    match[4]?.toLowerCase(),
  );
}

/** What tells a port from others; nothing and an empty string are not the same. */
export function portKey(
  ip: string | undefined,
  published: string | undefined,
  target: string,
  protocol: string | undefined,
): string {
  return `${ip ?? '0.0.0.0'} ${published ?? 'none'} ${target} ${protocol ?? 'tcp'}`;
}
