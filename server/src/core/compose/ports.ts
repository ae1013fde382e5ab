import type { Node } from '../model/node.ts';
import { asMap, get, itemsOf, stringOf } from '../model/read.ts';
import { type Span, span } from '../text/span.ts';
import type { ComposeService } from './project.ts';

/** A port mapping of a service, short or long (Compose specification, `ports`). */
export interface PortMapping {
  readonly node: Node;
  /** The address it is bound to; undefined for every interface. */
  readonly hostIp: string | undefined;
  /** The host's port or range; undefined where Docker picks one. */
  readonly published: string | undefined;
  /** The container's port or range. */
  readonly target: string;
  readonly protocol: string;
  /** Where the host's side stands, inside a short mapping or as a value of a long one. */
  readonly publishedSpan: Span | undefined;
}

const SHORT =
  /^(?:(?:\[([0-9a-fA-F:]+)\]|(\d{1,3}(?:\.\d{1,3}){3})|([0-9a-fA-F]*:[0-9a-fA-F:]*:)):)?(?:(\d+(?:-\d+)?)?:)?(\d+(?:-\d+)?)(?:\/(\w+))?$/;

/** The port mappings of a service; those with a variable in them are left out. */
export function portsOf(service: ComposeService): PortMapping[] {
  return itemsOf(get(service.node, 'ports')).flatMap((node) => portOf(node) ?? []);
}

function portOf(node: Node): PortMapping | undefined {
  const map = asMap(node);
  if (map) {
    const target = stringOf(get(map, 'target'));
    const published = get(map, 'published');
    if (target === undefined) return undefined;
    return {
      node,
      hostIp: stringOf(get(map, 'host_ip')) || undefined,
      published: stringOf(published),
      target,
      protocol: stringOf(get(map, 'protocol')) ?? 'tcp',
      publishedSpan: published?.span,
    };
  }
  const text = stringOf(node);
  const match = text === undefined ? null : SHORT.exec(text.trim());
  if (!match || text === undefined) return undefined;
  const published = match[4];
  return {
    node,
    hostIp: match[1] ?? match[2] ?? match[3],
    published,
    target: match[5] ?? '',
    protocol: match[6] ?? 'tcp',
    publishedSpan: published === undefined ? undefined : inside(node, published),
  };
}

/** Where the host's port stands in a short mapping; the address before it may hold the same digits. */
function inside(node: Node, published: string): Span {
  const { source, start, end } = node.span;
  const at = source.text.slice(start, end).lastIndexOf(`${published}:`);
  return at < 0 ? node.span : span(source, start + at, start + at + published.length);
}
