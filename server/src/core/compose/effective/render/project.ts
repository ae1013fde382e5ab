import type { Entry, MapNode, Node } from '../../../model/node.ts';
import { asMap, type Data, entriesOf, entry, get, stringOf } from '../../../model/read.ts';
import { goValue } from '../goValue.ts';
import { checkProject } from './check.ts';
import {
  anyFlag,
  anyText,
  type Codec,
  flag,
  isExternal,
  isRendered,
  labels,
  list,
  members,
  object,
  options,
  path,
  type Rendered,
  type Rendering,
  resolved,
  text,
  unlessEmpty,
} from './codec.ts';
import { formsOf, serviceOf } from './service.ts';

interface Named extends Rendering {
  readonly name: string;
  /** The project with the services of every profile. */
  readonly whole: MapNode;
}

const ipam = object({
  driver: text,
  config: list(
    object({
      subnet: text,
      ip_range: text,
      gateway: text,
      aux_addresses: options,
    }),
  ),
});

const NETWORK: { readonly [key: string]: Codec } = {
  name: text,
  driver: text,
  driver_opts: options,
  ipam,
  internal: flag,
  attachable: flag,
  labels,
  enable_ipv4: anyFlag,
  enable_ipv6: anyFlag,
};

const VOLUME: { readonly [key: string]: Codec } = { name: text, driver: text, driver_opts: options, labels };

const STORED: { readonly [key: string]: Codec } = {
  name: text,
  file: path,
  environment: text,
  content: unlessEmpty(anyText),
  labels,
  driver: text,
  driver_opts: options,
  template_driver: text,
};

/** The project as `docker compose config --format json` prints it. */
export function renderProject(on: Named, root: MapNode): Data {
  const services: Record<string, Rendered> = {};
  const active = new Set(entriesOf(get(root, 'services')).map((each) => each.key));
  for (const { key, value } of entriesOf(get(on.whole, 'services'))) {
    if (value.kind !== 'map') continue;
    if (active.has(key)) services[key] = serviceOf(value, on);
    else formsOf(value, on);
  }
  checkProject(on, root, services);
  const used = usedBy(services);
  const sections: Record<string, Data> = {
    networks: section(on, root, 'networks', NETWORK, used, { ipam: {} }),
    volumes: section(on, root, 'volumes', VOLUME, used, {}),
    secrets: section(on, root, 'secrets', STORED, used, {}),
    configs: section(on, root, 'configs', STORED, used, {}),
  };
  const result: Record<string, Data> = { name: on.name, services };
  for (const [key, value] of Object.entries(sections)) {
    if (isRendered(value) && Object.keys(value).length > 0) result[key] = value;
  }
  for (const { key, value } of root.entries) if (key.startsWith('x-')) result[key] = extensionOf(value);
  return escaped(result);
}

type Used = ReadonlyMap<string, ReadonlySet<string>>;

/** What of each section the services use: the rest is not printed. */
function usedBy(services: { readonly [name: string]: Rendered }): Used {
  const used = new Map(['networks', 'volumes', 'secrets', 'configs'].map((key) => [key, new Set<string>()]));
  const add = (key: string, name: Data | undefined) => {
    if (typeof name === 'string') used.get(key)?.add(name);
  };
  for (const service of Object.values(services)) {
    for (const name of Object.keys(service['networks'] ?? {})) add('networks', name);
    for (const mount of recordsOf(service['volumes']))
      if (mount['type'] === 'volume') add('volumes', mount['source']);
    const build = service['build'];
    const secrets = [
      ...recordsOf(service['secrets']),
      ...recordsOf(isRendered(build) ? build['secrets'] : undefined),
    ];
    for (const each of secrets) add('secrets', each['source']);
    for (const each of recordsOf(service['configs'])) add('configs', each['source']);
  }
  return used;
}

function recordsOf(data: Data | undefined): readonly Rendered[] {
  return Array.isArray(data) ? data.filter(isRendered) : [];
}

function section(
  on: Named,
  root: MapNode,
  key: string,
  fields: { readonly [key: string]: Codec },
  used: Used,
  always: Rendered,
): Rendered {
  const result: Record<string, Data> = {};
  const names = used.get(key) ?? new Set();
  const written = entriesOf(get(root, key));
  for (const each of written) {
    if (names.has(each.key)) result[each.key] = { ...always, ...resource(on, each, fields) };
  }
  const unwritten =
    key === 'networks' && names.has('default') && !written.some((each) => each.key === 'default');
  if (unwritten) result['default'] = { ...always, name: `${on.name}_default` };
  return result;
}

function resource(on: Named, { key, value }: Entry, fields: { readonly [key: string]: Codec }): Rendered {
  const written = { ...members(value, fields, on), ...boundDevice(value, fields, on) };
  const external = entry(value, 'external')?.value;
  const outside = isExternal(value);
  const called = asMap(external) && stringOf(get(external, 'name'));
  const own = called ?? (outside ? key : `${on.name}_${key}`);
  const name = entry(value, 'name') ? {} : { name: own };
  return { ...written, ...name, ...(outside ? { external: true } : {}) };
}

/** The device of a volume that binds a folder is a path. */
function boundDevice(
  volume: Node,
  fields: { readonly [key: string]: Codec },
  on: Rendering,
): Rendered | undefined {
  const own = get(volume, 'driver_opts');
  const device = get(own, 'device');
  const binds = stringOf(get(volume, 'driver')) === 'local' && stringOf(get(own, 'o')) === 'bind';
  if (fields !== VOLUME || !own || !binds || device?.kind !== 'scalar') return undefined;
  const all = options(own, on);
  return isRendered(all) ? { driver_opts: { ...all, device: resolved(device, device.text, on) } } : undefined;
}

/** A value below `x-`, as Compose's YAML parser reads it. */
function extensionOf(node: Node): Data {
  switch (node.kind) {
    case 'scalar': {
      const value = goValue(node);
      return value.type === 'null' ? null : value.value;
    }
    case 'seq':
      return node.items.map((item) => extensionOf(item.value));
    case 'map':
      return Object.fromEntries(node.entries.map((each) => [each.key, extensionOf(each.value)]));
  }
}

/** Every dollar sign is doubled, so that what is printed can be read again. */
function escaped(data: Data): Data {
  if (typeof data === 'string') return data.replaceAll('$', '$$$$');
  if (Array.isArray(data)) return data.map(escaped);
  if (!isRendered(data)) return data;
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [escaped(key) as string, escaped(value)]),
  );
}
