import type { MapNode, Node } from '../../../model/node.ts';
import { type Data, entriesOf, entry, get, itemsOf, stringOf } from '../../../model/read.ts';
import { dependenciesAsMap } from '../forms.ts';
import { buildOf } from './build.ts';
import {
  anyFlag,
  anyNumber,
  anyText,
  bytes,
  type Codec,
  command,
  duration,
  flag,
  isRendered,
  labels,
  list,
  members,
  number,
  object,
  once,
  options,
  pairs,
  path,
  type Rendered,
  type Rendering,
  ratio,
  text,
  textOrTexts,
  texts,
} from './codec.ts';
import { deploy } from './deploy.ts';
import { blkio, deviceRequests, devices, grants, hook, hostsOf, networks, ulimits } from './parts.ts';
import { portsOf } from './ports.ts';
import { environmentOf, labelsOf } from './variables.ts';
import { volumesOf } from './volumes.ts';

const healthcheck: Codec = object({
  test: (node, on) => {
    if (node.kind === 'seq') return texts(node, on);
    const line = anyText(node, on);
    return line === undefined ? undefined : ['CMD-SHELL', line];
  },
  timeout: duration,
  interval: duration,
  retries: anyNumber,
  start_period: duration,
  start_interval: duration,
  disable: flag,
});

const watch: Codec = object(
  { path, action: text, target: text, exec: hook, ignore: texts },
  { exec: { command: null } },
);

const set = once(texts);
const textOrSet = once(textOrTexts);
const strings = pairs(() => '');

const FIELDS: { readonly [key: string]: Codec } = {
  annotations: labels,
  attach: anyFlag,
  build: buildOf,
  develop: object({ watch: list(watch) }),
  blkio_config: blkio,
  cap_add: set,
  cap_drop: set,
  cgroup_parent: text,
  cgroup: text,
  cpu_count: number,
  cpu_percent: ratio,
  cpu_period: number,
  cpu_quota: number,
  cpu_rt_period: number,
  cpu_rt_runtime: number,
  cpus: ratio,
  cpuset: text,
  cpu_shares: number,
  command,
  configs: grants(undefined),
  container_name: text,
  credential_spec: object({ config: text, file: text, registry: text }),
  deploy,
  device_cgroup_rules: texts,
  devices,
  dns: once((node, on) => {
    const servers = textOrTexts(node, on);
    return Array.isArray(servers) ? servers.filter((each) => each !== '') : undefined;
  }),
  dns_opt: set,
  dns_search: textOrSet,
  domainname: text,
  entrypoint: command,
  expose: set,
  external_links: texts,
  extra_hosts: hostsOf,
  group_add: texts,
  gpus: deviceRequests,
  hostname: text,
  healthcheck,
  image: text,
  init: anyFlag,
  ipc: text,
  isolation: text,
  links: set,
  logging: object({ driver: text, options }),
  mem_limit: bytes,
  mem_reservation: bytes,
  memswap_limit: bytes,
  mem_swappiness: bytes,
  mac_address: text,
  network_mode: text,
  networks,
  oom_kill_disable: flag,
  oom_score_adj: number,
  pid: text,
  pids_limit: number,
  platform: text,
  ports: portsOf,
  privileged: flag,
  profiles: set,
  pull_policy: text,
  read_only: flag,
  restart: text,
  runtime: text,
  scale: anyNumber,
  secrets: grants('/run/secrets'),
  security_opt: texts,
  shm_size: bytes,
  stdin_open: flag,
  stop_grace_period: duration,
  stop_signal: text,
  storage_opt: options,
  sysctls: strings,
  tmpfs: textOrSet,
  tty: flag,
  ulimits,
  user: text,
  userns_mode: text,
  uts: text,
  volumes: volumesOf,
  volumes_from: texts,
  working_dir: text,
  post_start: list(hook),
  pre_stop: list(hook),
};

/** A service as `docker compose config` prints it, its implied dependencies and default network included. */
export function serviceOf(service: MapNode, on: Rendering): Rendered {
  const result: Record<string, Data> = { command: null, entrypoint: null, ...formsOf(service, on) };
  const more: Record<string, Data | undefined> = {
    depends_on: dependenciesOf(service, on),
    environment: environmentOf(service, on),
    labels: labelsOf(service, on),
    networks: result['networks'] ?? (entry(service, 'network_mode') ? undefined : { default: null }),
  };
  const { deploy: deployed, scale } = result;
  if (isRendered(deployed) && scale !== undefined) more['deploy'] = { replicas: scale, ...deployed };
  for (const [key, value] of Object.entries(more)) if (value !== undefined) result[key] = value;
  return result;
}

/** What a service says, written out; the service need not be one that runs. */
export function formsOf(service: MapNode, on: Rendering): Rendered {
  return members(service, FIELDS, on);
}

const DEPENDENCY: { readonly [key: string]: Codec } = { condition: text, restart: flag, required: anyFlag };

function dependenciesOf(service: MapNode, on: Rendering): Data | undefined {
  const written = get(service, 'depends_on');
  const result: Record<string, Data> = {};
  for (const { key, value } of entriesOf(written && dependenciesAsMap(written))) {
    result[key] = { required: true, ...members(value, DEPENDENCY, on) };
  }
  for (const { name, restart } of impliedDependencies(service)) {
    result[name] ??= { condition: 'service_started', ...(restart ? { restart } : {}), required: true };
  }
  return Object.keys(result).length === 0 ? undefined : result;
}

/** A service that another one needs though `depends_on` does not say so, and the node that says it. */
export interface ImpliedDependency {
  readonly name: string;
  readonly node: Node;
  readonly restart: boolean;
}

/** What a service needs by its links, by what it shares with others and by whose volumes it mounts. */
export function impliedDependencies(service: MapNode): ImpliedDependency[] {
  const found: ImpliedDependency[] = [];
  for (const node of itemsOf(get(service, 'links'))) {
    const name = stringOf(node)?.split(':')[0];
    if (name !== undefined) found.push({ name, node, restart: true });
  }
  for (const key of ['network_mode', 'ipc', 'pid', 'uts', 'cgroup']) {
    const node = get(service, key);
    const name = /^service:(.+)$/.exec(stringOf(node) ?? '')?.[1];
    if (node && name) found.push({ name, node, restart: true });
  }
  for (const node of itemsOf(get(service, 'volumes_from'))) {
    const name = stringOf(node)?.split(':')[0];
    if (name && name !== 'container') found.push({ name, node, restart: false });
  }
  return found;
}
