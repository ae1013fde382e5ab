import {
  ANY,
  cast,
  either,
  fields,
  limited,
  list,
  named,
  type Shape,
  scalar,
  unique,
  words,
} from './shape.ts';

/** What may stand where in a Compose file, as Compose 2.26 checks it (Compose specification, its JSON schema). */

const NAME = /^[a-zA-Z0-9._-]+$/;
const text = scalar('string');
const number = scalar('number', 'string');
const integer = scalar('integer', 'string');
const flag = cast('bool', 'boolean', 'string');
const flagText = scalar('boolean', 'string');
const count = cast('int', 'integer', 'string');
const amount = cast('int', 'number', 'string');
const ratio = cast('float', 'number', 'string');
const texts = unique(text);
const textOrTexts = either(text, texts);
const pairs = either(named(scalar('string', 'number', 'boolean', 'null')), unique(text));
const options = fields({}, { others: { key: /./, shape: scalar('string', 'number') } });
const command = either(scalar('null', 'string'), list(text));
const hosts = either(named(either(text, list(text))), unique(text));
const none = scalar('null');

const limits = list(fields({ path: text, rate: integer }, { strict: true }));
const weights = list(fields({ path: text, weight: integer }, { strict: true }));
const limit = either(count, fields({ hard: count, soft: count }, { required: ['soft', 'hard'] }));
const ulimits = fields({}, { others: { key: /^[a-z]+$/, shape: limit }, open: true });
const grants = list(
  either(
    text,
    fields({ source: text, target: text, uid: text, gid: text, mode: cast('int', 'number', 'string') }),
  ),
);
const hook = fields({
  command,
  user: text,
  privileged: flagText,
  working_dir: text,
  environment: pairs,
});
const device = {
  capabilities: texts,
  count: scalar('string', 'integer'),
  device_ids: texts,
  driver: text,
  options: pairs,
};

const build = either(
  text,
  fields({
    context: text,
    dockerfile: text,
    dockerfile_inline: text,
    entitlements: list(text),
    args: pairs,
    ssh: pairs,
    labels: pairs,
    cache_from: list(text),
    cache_to: list(text),
    no_cache: flagText,
    additional_contexts: pairs,
    network: text,
    pull: flagText,
    target: text,
    shm_size: integer,
    extra_hosts: hosts,
    isolation: text,
    privileged: flagText,
    secrets: grants,
    tags: list(text),
    ulimits,
    platforms: list(text),
  }),
);

const rollout = fields({
  parallelism: count,
  delay: text,
  failure_action: text,
  monitor: text,
  max_failure_ratio: ratio,
  order: words('start-first', 'stop-first'),
});

const deploy = either(
  none,
  fields({
    mode: text,
    endpoint_mode: text,
    replicas: count,
    labels: pairs,
    rollback_config: rollout,
    update_config: rollout,
    resources: fields({
      limits: fields({ cpus: number, memory: text, pids: integer }),
      reservations: fields({
        cpus: number,
        memory: text,
        generic_resources: list(fields({ discrete_resource_spec: fields({ kind: text, value: number }) })),
        devices: list(fields(device, { required: ['capabilities'] })),
      }),
    }),
    restart_policy: fields({ condition: text, delay: text, max_attempts: count, window: text }),
    placement: fields({
      constraints: list(text),
      preferences: list(fields({ spread: text })),
      max_replicas_per_node: count,
    }),
  }),
);

const watch = fields(
  {
    ignore: list(text),
    path: text,
    action: words('rebuild', 'sync', 'restart', 'sync+restart', 'sync+exec'),
    target: text,
    exec: hook,
  },
  { required: ['path', 'action'] },
);

const mount = fields(
  {
    type: text,
    source: text,
    target: text,
    read_only: flag,
    consistency: text,
    bind: fields({
      propagation: text,
      create_host_path: flagText,
      recursive: words('enabled', 'disabled', 'writable', 'readonly'),
      selinux: words('z', 'Z'),
    }),
    volume: fields({ nocopy: flag, subpath: text }),
    tmpfs: fields({ size: limited(integer, { least: 0 }), mode: number }),
  },
  { required: ['type'] },
);

const port = fields({
  name: text,
  mode: text,
  host_ip: text,
  target: count,
  published: integer,
  protocol: text,
  app_protocol: text,
});

const attachment = either(
  none,
  fields({
    aliases: texts,
    ipv4_address: text,
    ipv6_address: text,
    link_local_ips: texts,
    mac_address: text,
    driver_opts: options,
    priority: scalar('number'),
    gw_priority: scalar('number'),
  }),
);

const dependency = fields(
  {
    restart: flag,
    required: cast('bool', 'boolean'),
    condition: words('service_started', 'service_healthy', 'service_completed_successfully'),
  },
  { required: ['condition'] },
);

const service: Shape = fields({
  annotations: pairs,
  attach: flagText,
  blkio_config: fields(
    {
      device_read_bps: limits,
      device_read_iops: limits,
      device_write_bps: limits,
      device_write_iops: limits,
      weight: integer,
      weight_device: weights,
    },
    { strict: true },
  ),
  build,
  cap_add: unique(text),
  cap_drop: unique(text),
  cgroup: words('host', 'private'),
  cgroup_parent: text,
  command,
  configs: grants,
  container_name: text,
  cpu_count: limited(count, { least: 0 }),
  cpu_percent: limited(cast('float', 'integer', 'string'), { least: 0, most: 100 }),
  cpu_period: amount,
  cpu_quota: amount,
  cpu_rt_period: amount,
  cpu_rt_runtime: amount,
  cpu_shares: amount,
  cpus: ratio,
  cpuset: text,
  credential_spec: fields({ config: text, file: text, registry: text }),
  depends_on: either(texts, named(dependency, NAME)),
  deploy,
  develop: either(none, fields({ watch: list(watch) })),
  device_cgroup_rules: texts,
  devices: list(
    either(text, fields({ source: text, target: text, permissions: text }, { required: ['source'] })),
  ),
  dns: textOrTexts,
  dns_opt: texts,
  dns_search: textOrTexts,
  domainname: text,
  entrypoint: command,
  env_file: either(
    text,
    list(
      either(
        text,
        fields({ path: text, format: text, required: flagText }, { required: ['path'], strict: true }),
      ),
    ),
  ),
  environment: pairs,
  expose: unique(scalar('string', 'number')),
  extends: either(text, fields({ service: text, file: text }, { required: ['service'], strict: true })),
  external_links: texts,
  extra_hosts: hosts,
  gpus: either(words('all'), list(fields(device, { open: true }))),
  group_add: unique(scalar('string', 'number')),
  healthcheck: fields({
    disable: flag,
    interval: text,
    retries: amount,
    test: either(text, list(text)),
    timeout: text,
    start_period: text,
    start_interval: text,
  }),
  hostname: text,
  image: text,
  init: flag,
  ipc: text,
  isolation: text,
  label_file: either(text, list(text)),
  labels: pairs,
  links: texts,
  logging: fields({
    driver: text,
    options: fields({}, { others: { key: /./, shape: scalar('string', 'number', 'null') } }),
  }),
  mac_address: text,
  mem_limit: number,
  mem_reservation: integer,
  mem_swappiness: integer,
  memswap_limit: number,
  network_mode: text,
  networks: either(texts, named(attachment, NAME)),
  oom_kill_disable: flag,
  oom_score_adj: limited(count, { least: -1000, most: 1000 }),
  pid: scalar('string', 'null'),
  pids_limit: amount,
  platform: text,
  ports: unique(either(scalar('number', 'string'), port)),
  post_start: list(hook),
  pre_stop: list(hook),
  privileged: flag,
  profiles: texts,
  pull_policy: words('always', 'never', 'if_not_present', 'build', 'missing'),
  read_only: flag,
  restart: text,
  runtime: text,
  scale: count,
  secrets: grants,
  security_opt: unique(text),
  shm_size: number,
  stdin_open: flag,
  stop_grace_period: text,
  stop_signal: text,
  storage_opt: ANY.map ? { map: ANY.map } : {},
  sysctls: pairs,
  tmpfs: textOrTexts,
  tty: flag,
  ulimits,
  user: text,
  userns_mode: text,
  uts: text,
  volumes: unique(either(text, mount)),
  volumes_from: texts,
  working_dir: text,
});

const external = either(flag, fields({ name: text }));

const network = either(
  none,
  fields({
    name: text,
    driver: text,
    driver_opts: options,
    ipam: fields({
      driver: text,
      config: list(fields({ subnet: text, ip_range: text, gateway: text, aux_addresses: named(text) })),
      options: named(text),
    }),
    external,
    internal: flag,
    enable_ipv4: flag,
    enable_ipv6: flag,
    attachable: flag,
    labels: pairs,
  }),
);

const volume = either(
  none,
  fields({ name: text, driver: text, driver_opts: options, external, labels: pairs }),
);

const stored = {
  name: text,
  environment: text,
  file: text,
  external: either(flag, fields({ name: text }, { open: true })),
  labels: pairs,
  template_driver: text,
};

/** A whole Compose file, its `include` left out. */
export const COMPOSE: Shape = fields({
  version: text,
  name: text,
  include: list(
    either(
      text,
      fields({ path: textOrTexts, env_file: textOrTexts, project_directory: text }, { strict: true }),
    ),
  ),
  services: named(service, NAME),
  networks: fields({}, { others: { key: NAME, shape: network }, open: true }),
  volumes: named(volume, NAME),
  secrets: named(fields({ ...stored, driver: text, driver_opts: options }), NAME),
  configs: named(fields({ ...stored, content: text }), NAME),
});
