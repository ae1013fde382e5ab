import type { Node } from '../model/node.ts';
import { asMap, get, itemsOf, stringOf } from '../model/read.ts';
import { type Span, span } from '../text/span.ts';
import type { ComposeService } from './project.ts';
import { isReset } from './reset.ts';

/** A port mapping of a service, short or long (Compose specification, `ports`). */
export interface PortMapping {
  readonly node: Node;
  /** The address it is bound to; undefined for every interface. */
  readonly hostIp: string | undefined;
  /** The host's port or range; undefined where Docker picks one. */
  readonly published: string | undefined;
  /** The container's port or range; of a variable, its default. */
  readonly target: string;
  readonly protocol: string;
  /** Where the host's side stands, inside a short mapping or as a value of a long one. */
  readonly publishedSpan: Span | undefined;
}

/** A port or a range; or a variable that can only be one: by the default it has, else by its name. */
const PORT = /\d+(?:-\d+)?|\$\{\w+:?-\d+(?:-\d+)?\}|\$\{\w*PORT\w*(?::?\?[^}]*)?\}|\$\w*PORT\w*/.source;
const ADDRESS = /\[([0-9a-fA-F:]+)\]|(\d{1,3}(?:\.\d{1,3}){3})|([0-9a-fA-F]*:[0-9a-fA-F:]*:)/.source;
const SHORT = new RegExp(`^(?:(?:${ADDRESS}):)?(?:(${PORT})?:)?(${PORT})(?:\\/(\\w+))?$`);

/** The port mappings of a service; those in which a variable may stand for an address are left out. */
export function portsOf(service: ComposeService): PortMapping[] {
  const ports = get(service.node, 'ports');
  if (isReset(ports)) return [];
  return itemsOf(ports).flatMap((node) => portOf(node) ?? []);
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
  const match = SHORT.exec(text?.trim() ?? '');
  if (!match) return undefined;
  const published = match[4];
  return {
    node,
    hostIp: match[1] ?? match[2] ?? match[3],
    published,
    target: defaulted(match[5] ?? ''),
    protocol: match[6] ?? 'tcp',
    publishedSpan: published === undefined ? undefined : inside(node, published),
  };
}

/** The port that a variable stands for unless it is set; anything else as it is. */
function defaulted(port: string): string {
  return /^\$\{\w+:?-(.*)\}$/.exec(port)?.[1] ?? port;
}

/** Where the host's port stands in a short mapping; the address before it may hold the same digits. */
function inside(node: Node, published: string): Span {
  const { source, start, end } = node.span;
  const at = source.text.slice(start, end).lastIndexOf(`${published}:`);
  return at < 0 ? node.span : span(source, start + at, start + at + published.length);
}
