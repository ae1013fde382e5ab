import type { Entry, Node } from '../../../model/node.ts';
import { type Data, entriesOf, isNull, itemsOf } from '../../../model/read.ts';
import { namesAsMap, pairEntry } from '../forms.ts';
import {
  anyNumber,
  anyText,
  bareNumber,
  bytes,
  type Codec,
  command,
  flag,
  list,
  members,
  number,
  object,
  once,
  pairs,
  type Rendered,
  type Rendering,
  text,
  texts,
  unlessEmpty,
} from './codec.ts';

/** Secrets and configs of a service. `folder`: where one is mounted that names no target. */
export function grants(folder: string | undefined): Codec {
  const fields = { source: text, target: text, uid: text, gid: text, mode: anyNumber };
  return (node, on) => {
    const result = new Map<string, Rendered>();
    for (const item of itemsOf(node)) {
      const written = item.kind === 'map' ? members(item, fields, on) : { source: anyText(item, on) ?? '' };
      const known = folder === undefined || 'target' in written;
      const grant = known ? written : { ...written, target: `${folder}/${written['source'] ?? ''}` };
      result.set(String(grant['target'] ?? `/${grant['source'] ?? ''}`), grant);
    }
    return result.size === 0 ? undefined : [...result.values()];
  };
}

/** Host names with their addresses, sorted: `host=address`. */
export function hostsOf(node: Node, on: Rendering): Data | undefined {
  const pairsOf: readonly { entry: Entry; item: Node }[] =
    node.kind === 'map'
      ? node.entries.map((entry) => ({ entry, item: entry.value }))
      : itemsOf(node).flatMap((item) => {
          const separator = item.kind === 'scalar' && item.text.includes('=') ? '=' : ':';
          const entry = pairEntry(item, separator);
          return entry ? [{ entry, item }] : [];
        });
  const hosts: string[] = [];
  for (const { entry, item } of pairsOf) {
    if (node.kind === 'seq' && isNull(entry.value)) {
      on.session.error('extra-host', item.span, 'This host has no address: write host=address.');
    }
    for (const value of entry.value.kind === 'seq' ? itemsOf(entry.value) : [entry.value]) {
      hosts.push(`${entry.key}=${String(anyText(value, on) ?? '').replace(/^\[(.*)\]$/, '$1')}`);
    }
  }
  return hosts.length === 0 ? undefined : hosts.sort();
}

export const ulimits: Codec = unlessEmpty((node, on) => {
  const result: Record<string, Data> = {};
  for (const { key, value } of entriesOf(node)) {
    const limit =
      value.kind === 'map' ? members(value, { soft: number, hard: number }, on) : anyNumber(value, on);
    // Compose prints nothing of a limit of zero.
    if (limit !== undefined) result[key] = limit || {};
  }
  return result;
});

/** Devices of the host: `source[:target[:permissions]]`. */
export const devices: Codec = (node, on) => {
  const result = new Map<string, Rendered>();
  for (const item of itemsOf(node)) {
    const device = item.kind === 'map' ? longDevice(item, on) : shortDevice(item, on);
    if (device) result.set(String(device['target'] ?? ''), device);
  }
  return result.size === 0 ? undefined : [...result.values()];
};

function longDevice(item: Node, on: Rendering): Rendered {
  const device = members(item, { source: text, target: text, permissions: text }, on);
  if (!('target' in device)) {
    on.session.error('device', item.span, 'This device has no target: add the path inside the container.');
  }
  return device;
}

function shortDevice(item: Node, on: Rendering): Rendered | undefined {
  const [source = '', target = source, permissions = 'rwm', ...rest] = String(anyText(item, on) ?? '').split(
    ':',
  );
  if (rest.length > 0) {
    on.session.error('device', item.span, 'This device is not well formed: write source:target:permissions.');
    return undefined;
  }
  const device = { source, target, permissions };
  return Object.fromEntries(Object.entries(device).filter(([, value]) => value !== ''));
}

/** Requests for graphics cards and the like. */
export const deviceRequests: Codec = (node, on) => {
  const written = node.kind === 'scalar' ? [node] : itemsOf(node);
  const items = written.map((item) => deviceRequest(item, on));
  const requests = items.map((each) =>
    'count' in each || 'device_ids' in each ? each : { ...each, count: -1 },
  );
  return requests.length === 0 ? undefined : requests;
};

function deviceRequest(item: Node, on: Rendering): Rendered {
  const keys = entriesOf(item).map((each) => each.key);
  if (keys.includes('count') && keys.includes('device_ids')) {
    const message = 'A request for devices has "count" or "device_ids", not both: take one of them out.';
    on.session.error('device-request', item.span, message);
  }
  return members(
    item,
    { capabilities: texts, driver: text, count: deviceCount, device_ids: texts, options: PAIRS },
    on,
  );
}

const PAIRS = pairs(() => '');

function deviceCount(node: Node, on: Rendering): Data | undefined {
  if (node.kind !== 'scalar') return undefined;
  if (node.text === 'all') return -1;
  const count = anyNumber(node, on);
  if (count === undefined) {
    on.session.error('device-request', node.span, 'The count of devices must be a number, or "all".');
  }
  return count;
}

/** A service's networks; one without settings stands there with nothing behind it. */
export const networks: Codec = (node, on) => {
  const result: Record<string, Data> = {};
  const byName = namesAsMap(node, (item) => item);
  for (const { key, value } of entriesOf(byName))
    result[key] = value.kind === 'map' ? members(value, NETWORK, on) : null;
  return Object.keys(result).length === 0 ? undefined : result;
};

const NETWORK = {
  aliases: once(texts),
  ipv4_address: text,
  ipv6_address: text,
  link_local_ips: once(texts),
  mac_address: text,
  driver_opts: PAIRS,
  priority: number,
};

export const blkio: Codec = (node, on) => {
  const limits = list(capitals({ path: text, rate: bytes }));
  const weights = list(capitals({ path: text, weight: bareNumber }));
  return object({
    weight: bareNumber,
    weight_device: weights,
    device_read_bps: limits,
    device_read_iops: limits,
    device_write_bps: limits,
    device_write_iops: limits,
  })(node, on);
};

/** Compose prints these keys with a capital letter. */
function capitals(fields: { readonly [key: string]: Codec }): Codec {
  return (node, on) =>
    Object.fromEntries(
      Object.entries(members(node, fields, on)).map(([key, value]) => [
        key.slice(0, 1).toUpperCase() + key.slice(1),
        value,
      ]),
    );
}

/** A command to run at some point of a container's life. */
export const hook: Codec = object(
  {
    command,
    user: text,
    privileged: flag,
    working_dir: text,
    environment: pairs(() => null),
  },
  { command: null },
);
