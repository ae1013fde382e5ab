import type { Node, ScalarNode } from '../../../model/node.ts';
import { type Data, entry } from '../../../model/read.ts';
import { placeOfPart } from '../forms.ts';
import { goText } from '../goValue.ts';
import { byPort, portKey } from '../identity.ts';
import { members, number, type Rendered, type Rendering, text } from './codec.ts';

/** The ports of a service in their long form, ranges written out, each once. */
export function portsOf(node: Node, on: Rendering): Data | undefined {
  if (node.kind !== 'seq') return undefined;
  const ports = new Map<string, Rendered>();
  node.items.forEach(({ value }, index) => {
    const found =
      value.kind === 'map' ? [longPort(value, on)] : value.kind === 'scalar' ? shortPorts(value, on) : [];
    for (const { port, key } of found) ports.set(key || `#${index}`, port);
  });
  return ports.size === 0 ? undefined : [...ports.values()];
}

interface Port {
  readonly port: Rendered;
  readonly key: string;
}

const LONG = {
  name: text,
  mode: text,
  host_ip: text,
  target: number,
  published: text,
  protocol: text,
  app_protocol: text,
};

function longPort(node: Node, on: Rendering): Port {
  const unless = (key: string, value: string) => (entry(node, key) ? {} : { [key]: value });
  const defaults = { ...unless('mode', 'ingress'), ...unless('protocol', 'tcp') };
  const port: Rendered = { ...defaults, ...members(node, LONG, on) };
  if (!entry(node, 'target') || Number(port['target']) < 0) {
    on.session.error('port', node.span, 'This port has no target: add the port inside the container.');
  }
  return { port, key: byPort(node) ?? '' };
}

/** What a port of a range is taken to cost. */
const CHARACTERS = 100;

interface Range {
  readonly from: number;
  readonly to: number;
}

/** A short port, taken apart from its end: `[[address:]published:]target[/protocol]`. */
function shortPorts(node: ScalarNode, on: Rendering): Port[] {
  const written = goText(node) ?? '';
  const slash = written.indexOf('/');
  const address = slash < 0 ? written : written.slice(0, slash);
  const protocol = slash < 0 ? 'tcp' : (written.slice(slash + 1).split('/')[0] ?? '').toLowerCase() || 'tcp';
  const lastColon = address.lastIndexOf(':');
  const target = address.slice(lastColon + 1);
  const before = lastColon < 0 ? '' : address.slice(0, lastColon);
  const colon = before.lastIndexOf(':');
  const published = before.slice(colon + 1);
  const ip = colon < 0 ? '' : before.slice(0, colon);
  const refuse = (part: string, at: number, message: string): Port[] => {
    const place = part === '' || written !== node.text ? node.span : placeOfPart(node, at, at + part.length);
    on.session.error('port', place, message);
    return [];
  };
  const inside = rangeOf(target);
  if (!inside || inside.to === 0)
    return refuse(target, lastColon + 1, 'This is no port of a container: write a number from 1 to 65535.');
  const outside = published === '' ? undefined : rangeOf(published);
  if (published !== '' && !outside) {
    return refuse(
      published,
      colon + 1,
      'This is no port of the host: write a number from 0 to 65535, or a range.',
    );
  }
  if (!/^(?:tcp|udp|sctp)$/.test(protocol)) {
    return refuse(protocol, slash + 1, 'A port has the protocol tcp, udp or sctp.');
  }
  const bare = /^\[.*\]$/.test(ip) ? ip.slice(1, -1) : ip;
  if (ip !== '' && !isAddress(bare, bare !== ip)) {
    return refuse(ip, 0, 'This is no IP address: one with colons stands in [brackets].');
  }
  const count = inside.to - inside.from;
  if (outside && count !== outside.to - outside.from && count !== 0) {
    return refuse(
      published,
      colon + 1,
      'The ranges of the host and of the container must be of the same length.',
    );
  }
  if (!on.session.affords(CHARACTERS * count)) {
    return refuse('', 0, 'Ranges of ports make this project too large to be judged.');
  }
  return expanded(inside, outside, bare, protocol);
}

function expanded(inside: Range, outside: Range | undefined, ip: string, protocol: string): Port[] {
  const found: Port[] = [];
  for (let offset = 0; offset <= inside.to - inside.from; offset++) {
    const wide = outside && inside.from === inside.to && outside.from !== outside.to;
    const published = wide
      ? `${outside.from}-${outside.to}`
      : outside
        ? String(outside.from + offset)
        : undefined;
    const port: Rendered = {
      mode: 'ingress',
      ...(ip === '' ? {} : { host_ip: ip }),
      target: inside.from + offset,
      ...(published === undefined ? {} : { published }),
      protocol,
    };
    const key = portKey(ip || undefined, published, String(inside.from + offset), protocol);
    found.push({ port, key });
  }
  return found;
}

function rangeOf(written: string): Range | undefined {
  const [, first, second] = /^(\d+)(?:-(\d+))?$/.exec(written) ?? [];
  const [from, to] = [Number(first), Number(second ?? first)];
  return first !== undefined && from <= to && to <= 65535 ? { from, to } : undefined;
}

function isAddress(ip: string, bracketed: boolean): boolean {
  if (ip.includes(':')) return bracketed && /^[0-9a-fA-F:.]+$/.test(ip) && /^(?!.*::.*::)/.test(ip);
  const parts = ip.split('.');
  return parts.length === 4 && parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255);
}
