import { type ComposeCase, two, web } from '../composeCase.ts';

/** A service whose keys are laid over another one's. */
function over(
  name: string,
  lower: string,
  upper: string,
  rest = '',
  more: Partial<ComposeCase> = {},
): ComposeCase {
  return two(name, web(`image: x\n${lower}`, rest), web(upper), more);
}

export const merge: readonly ComposeCase[] = [
  over('a scalar', 'user: a', 'user: b\nimage: y'),
  over('what only one has', 'user: a', 'hostname: b'),
  two('services of both', 'services: {a: {image: x}}', 'services: {b: {image: y}}'),
  two(
    'resources of both',
    'services: {a: {image: x, networks: [n, m], volumes: ["vv:/v", "ww:/w"]}}\nnetworks: {n: {driver: a}}\nvolumes: {vv: }',
    'networks: {n: {internal: true}, m: }\nvolumes: {vv: {labels: {a: b}}, ww: {name: q}}',
  ),
  over('environment, mappings', 'environment: {A: 1, B: 2}', 'environment: {B: 3, C: 4}'),
  over('environment, lists', 'environment: [A=1, B=2]', 'environment: [B=3, C, A=]'),
  over('environment, a list over a mapping', 'environment: {A: 1, B: 2}', 'environment: [B=3, C=4]'),
  over('environment, a mapping over a list', 'environment: [A=1, B=2, D]', 'environment: {B: 3, C: 4, D: 5}'),
  over('environment, no value over a value', 'environment: {A: 1, B: 2}', 'environment: {A: , B: ~}'),
  over('environment, true and a number', 'environment: {A: true, B: 1.50, C: 010}', 'environment: [D=true]'),
  over('labels', 'labels: {a: 1, b: 2}', 'labels: [b=3, c]'),
  over('annotations', 'annotations: [a=1]', 'annotations: {a: 2, b: 3}'),
  over('sysctls', 'sysctls: {net.core.somaxconn: 1024}', 'sysctls: [net.core.somaxconn=1, net.ipv4.x=0]'),
  over(
    'extra_hosts, lists',
    'extra_hosts: ["a:1.1.1.1", "b=2.2.2.2"]',
    'extra_hosts: ["a=1.1.1.1", "a:3.3.3.3"]',
  ),
  over('extra_hosts, mappings', 'extra_hosts: {a: 1.1.1.1}', 'extra_hosts: {a: 2.2.2.2, b: "::1"}'),
  over('extra_hosts, both forms', 'extra_hosts: {a: 1.1.1.1}', 'extra_hosts: ["a:2.2.2.2", "c:[::2]"]'),
  over(
    'extra_hosts, a list over a list of addresses',
    'extra_hosts: {a: [1.1.1.1, 2.2.2.2]}',
    'extra_hosts: {a: 3.3.3.3}',
  ),
  over('build args', 'build: {context: ., args: {A: 1}}', 'build: {args: [A=2, B=3]}'),
  over('build, long over short', 'build: ./dir', 'build: {dockerfile: D, target: t}'),
  over('build, short over long', 'build: {context: ./a, args: {A: 1}, labels: {l: 1}}', 'build: ./b'),
  over(
    'build, its lists and mappings',
    'build: {context: ., cache_from: [a], tags: [t], additional_contexts: {a: ./a}, extra_hosts: ["h:1.1.1.1"], labels: [x=1], ulimits: {nofile: 1}}',
    'build: {cache_from: [b], tags: [t, u], additional_contexts: [b=./b], extra_hosts: {h: 2.2.2.2}, labels: {x: 2}, ulimits: {nofile: {soft: 1, hard: 2}}, no_cache: true}',
  ),
  over('command is replaced', 'command: [a, b]\nentrypoint: a', 'command: c\nentrypoint: [d]'),
  over('command: nothing', 'command: [a, b]\nentrypoint: a', 'command:\nentrypoint: ~'),
  over('command: an empty list', 'command: [a, b]\nentrypoint: a', 'command: []\nentrypoint: ""'),
  over(
    'healthcheck',
    'healthcheck: {test: [CMD, a], interval: 1s, retries: 3}',
    'healthcheck: {test: b, timeout: 2s}',
  ),
  over('healthcheck disabled', 'healthcheck: {test: [CMD, a], interval: 1s}', 'healthcheck: {disable: true}'),
  over('depends_on, lists', 'depends_on: [a]', 'depends_on: [b, a]', '  a: {image: x}\n  b: {image: x}\n'),
  over(
    'depends_on, long over short',
    'depends_on: [a, b]',
    'depends_on: {a: {condition: service_healthy}}',
    '  a: {image: x}\n  b: {image: x}\n',
  ),
  over(
    'depends_on, short over long',
    'depends_on: {a: {condition: service_healthy, restart: true}}',
    'depends_on: [a, b]',
    '  a: {image: x}\n  b: {image: x}\n',
  ),
  over(
    'depends_on, long over long',
    'depends_on: {a: {condition: service_healthy, restart: true}}',
    'depends_on: {a: {condition: service_started, required: false}}',
    '  a: {image: x}\n',
  ),
  over('networks, lists', 'networks: [n]', 'networks: [m, n]', 'networks: {n: , m: }\n'),
  over(
    'networks, long over short',
    'networks: [n, m]',
    'networks: {n: {aliases: [a], priority: 5}}',
    'networks: {n: , m: }\n',
  ),
  over(
    'networks, short over long',
    'networks: {n: {aliases: [a]}}',
    'networks: [n, m]',
    'networks: {n: , m: }\n',
  ),
  over(
    'networks, aliases',
    'networks: {n: {aliases: [a, b], driver_opts: {x: 1}}}',
    'networks: {n: {aliases: [b, c], driver_opts: {y: 2}, ipv4_address: 1.2.3.4}}',
    'networks: {n: }\n',
  ),
  over('cap_add and cap_drop', 'cap_add: [A, B]\ncap_drop: [ALL]', 'cap_add: [C, B]\ncap_drop: [ALL]'),
  over(
    'expose and links',
    'expose: [80, "81"]\nlinks: [a]',
    'expose: ["80", 82]\nlinks: ["a:b", a]',
    '  a: {image: x}\n',
  ),
  over('profiles', 'profiles: [p]', 'profiles: [q]', '', { profiles: ['q'] }),
  over(
    'security_opt append',
    'security_opt: [a]\ngroup_add: [g]\nvolumes_from: [a]',
    'security_opt: [b]\ngroup_add: [1]\nvolumes_from: ["a:ro"]',
    '  a: {image: x}\n',
  ),
  over('security_opt, the same twice', 'security_opt: [a]', 'security_opt: [a]', '', {
    at: 'a',
    in: 'compose.override.yaml',
  }),
  over(
    'external_links and device_cgroup_rules',
    'external_links: [a]\ndevice_cgroup_rules: [x]',
    'external_links: [b]\ndevice_cgroup_rules: [y]',
  ),
  over(
    'logging, the same driver',
    'logging: {driver: json-file, options: {a: 1, b: 2}}',
    'logging: {driver: json-file, options: {b: 3}}',
  ),
  over('logging, no driver', 'logging: {driver: json-file, options: {a: 1}}', 'logging: {options: {b: 3}}'),
  over(
    'logging, another driver',
    'logging: {driver: json-file, options: {a: 1}}',
    'logging: {driver: syslog, options: {b: 3}}',
  ),
  over(
    'logging, a driver over none',
    'logging: {options: {a: 1}}',
    'logging: {driver: syslog, options: {b: 3}}',
  ),
  over(
    'ulimits',
    'ulimits: {nofile: {soft: 1, hard: 2}, nproc: 3, core: 1}',
    'ulimits: {nofile: 4, nproc: {soft: 5, hard: 6}, core: 0}',
  ),
  over('ulimits, a part', 'ulimits: {nofile: {soft: 1, hard: 2}}', 'ulimits: {nofile: {soft: 2, hard: 2}}'),
  over(
    'deploy',
    'deploy: {replicas: 2, labels: [a=1], resources: {limits: {memory: 1g, cpus: "1"}}, placement: {constraints: [a]}}',
    'deploy: {labels: {a: 2}, resources: {limits: {memory: 2g}, reservations: {memory: 1g}}, placement: {constraints: [b], preferences: [{spread: x}]}}',
  ),
  over(
    'develop',
    'develop: {watch: [{path: ./a, action: rebuild}]}',
    'develop: {watch: [{path: ./b, action: sync, target: /b}]}',
  ),
  over(
    'blkio_config',
    'blkio_config: {weight: 1, device_read_bps: [{path: a, rate: 1m}]}',
    'blkio_config: {weight: 2, device_read_bps: [{path: b, rate: 1k}]}',
  ),
  over(
    'storage_opt and credential_spec',
    'storage_opt: {size: 1G}\ncredential_spec: {file: a}',
    'storage_opt: {size: 2G}\ncredential_spec: {config: b}',
  ),
  over('gpus', 'gpus: all', 'gpus: all'),
  over('hooks', 'post_start: [{command: a}]', 'post_start: [{command: b}]'),
  over(
    'a key with nothing behind it',
    'user: a\nports: ["80:80"]\nenvironment: {A: 1}\nhealthcheck: {test: a}',
    'user:\nports:\nenvironment:\nhealthcheck:\nimage:',
  ),
  two('a service with nothing behind it', web('image: x'), 'services:\n  web:\n'),
  two('services with nothing behind it', web('image: x'), 'services:\n', { at: 'services' }),
  over('an extension', 'x-a: {b: [1], c: 1}', 'x-a: {b: [2], d: 2}'),
  two(
    'an extension at the top',
    'x-a: {b: [1], c: {d: 1}}\nservices: {web: {image: x}}',
    'x-a: {b: [2], c: {e: 2}}\nx-f: 1',
  ),
  over('a list over a mapping', 'healthcheck: {test: a}', 'healthcheck: [a]', '', {
    at: '[a]',
    in: 'compose.override.yaml',
  }),
  over('a string over a list', 'ports: ["80:80"]', 'ports: "81:81"', '', {
    at: '"81:81"',
    in: 'compose.override.yaml',
  }),
  two(
    'network labels and options',
    'services: {web: {image: x, networks: [n]}}\nnetworks: {n: {labels: [a=1, b=2], driver_opts: {a: 1}}}',
    'networks: {n: {labels: {a: 3}, driver_opts: {a: 2, b: 3}}}',
  ),
  two(
    'ipam by subnet',
    'services: {web: {image: x, networks: [n]}}\nnetworks: {n: {ipam: {config: [{subnet: 10.0.0.0/8, gateway: 10.0.0.1}]}}}',
    'networks: {n: {ipam: {driver: d, config: [{subnet: 10.0.0.0/8, ip_range: 10.1.0.0/16}]}}}',
  ),
  two(
    'ipam, another subnet',
    'services: {web: {image: x, networks: [n]}}\nnetworks: {n: {ipam: {config: [{subnet: 10.0.0.0/8, gateway: 10.0.0.1}]}}}',
    'networks: {n: {ipam: {config: [{subnet: 11.0.0.0/8}]}}}',
  ),
  two(
    'ipam, several subnets',
    'services: {web: {image: x, networks: [n]}}\nnetworks: {n: {ipam: {config: [{subnet: 10.0.0.0/8}, {subnet: 12.0.0.0/8}]}}}',
    'networks: {n: {ipam: {config: [{subnet: 11.0.0.0/8}, {subnet: 12.0.0.0/8, gateway: 12.0.0.1}]}}}',
  ),
  two(
    'external over not',
    'services: {web: {image: x, networks: [n]}}\nnetworks: {n: {driver: d}}',
    'networks: {n: {external: true, name: other}}',
  ),
  two(
    'the name of the last file',
    'name: first\nservices: {web: {image: x, hostname: $COMPOSE_PROJECT_NAME}}',
    'name: second',
  ),
  two(
    'three layers',
    web('image: a\nenvironment: {A: 1}\nports: ["80:80"]\ncommand: [a]'),
    web('image: b\nenvironment: [A=2, B=2]\nports: ["81:80"]'),
    {
      files: { 'third.yaml': web('environment: {B: 3}\nports: ["80:80"]\ncommand: b') },
      pass: ['compose.yaml', 'compose.override.yaml', 'third.yaml'],
    },
  ),
  two('the same file twice', web('image: a\nenvironment: {A: 1}\nports: ["80:80"]\nsysctls: [a=1]'), '', {
    pass: ['compose.yaml', 'compose.yaml'],
  }),
  two(
    'several documents in a file',
    'services: {web: {image: a, ports: ["1:1"]}}\n---\nservices: {web: {image: b, ports: ["2:2"]}, db: {image: c}}\n',
    'services: {db: {user: d}}\n',
  ),
  two('an override in a folder below', web('image: a\nvolumes: ["./a:/a"]'), '', {
    files: { 'sub/over.yaml': web('volumes: ["./b:/b"]\nenv_file: c.env'), 'c.env': 'A=1' },
    pass: ['compose.yaml', 'sub/over.yaml'],
  }),
  two(
    'anchors and merge keys',
    'x-base: &base {image: x, environment: {A: 1}}\nx-env: &env {B: 2, C: 3}\nservices: {web: {<<: *base, environment: {<<: *env, C: 4}}, db: *base}',
    'services: {web: {environment: {A: 9}}}',
  ),
  two(
    'a list of merge keys',
    'x-a: &a {user: a, hostname: a}\nx-b: &b {user: b, domainname: b}\nservices: {web: {image: x, <<: [*a, *b]}}',
    '',
  ),
];
