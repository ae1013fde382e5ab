import { type ComposeCase, one, web } from '../composeCase.ts';

function field(name: string, keys: string, rest = '', more: Partial<ComposeCase> = {}): ComposeCase {
  return one(name, web(`image: x\n${keys}`, rest), more);
}

const VOL = 'volumes: {vol: , other: }\n';

/** Short and long forms, and what they are written out to. */
export const forms: readonly ComposeCase[] = [
  field(
    'ports: every short form',
    'ports: [80, "81", "8080:80", "127.0.0.1:8001:8001", "1.2.3.4::90", ":60", "53:53/udp", "[::1]:70:70", "40:40/SCTP", "9000-9002:9000-9002", "100-101", "7000-7001:80", "127.0.0.1:5000-5001:5000-5001/udp"]',
  ),
  field(
    'ports: long form',
    'ports: [{target: 80}, {target: 81, published: 8081}, {target: "82", published: "8082-8083", host_ip: 127.0.0.1, protocol: udp, mode: host, name: n, app_protocol: http}]',
  ),
  field('ports: the same twice', 'ports: ["80:80", "0.0.0.0:80:80", "80:80/tcp"]'),
  field('ports: no number', 'ports: ["80:http"]', '', { at: 'http' }),
  field('ports: no number of the host', 'ports: ["http:80"]', '', { at: 'http' }),
  field('ports: too high', 'ports: ["99999:80"]', '', { at: '99999' }),
  field('ports: too high inside', 'ports: ["80:70000"]', '', { at: '70000' }),
  field('ports: ranges of different length', 'ports: ["80-81:90-95"]', '', { at: '80-81' }),
  field('ports: a range upside down', 'ports: ["81-80:81-80"]', '', { at: '81-80' }),
  field('ports: a protocol that is none', 'ports: ["80:80/foo"]', '', { at: 'foo' }),
  field('ports: an address that is none', 'ports: ["1.2.3.400:80:80"]', '', { at: '1.2.3.400' }),
  field('ports: an address without brackets', 'ports: ["::1:80:80"]', '', { at: '::1' }),
  field('ports: a host name', 'ports: ["localhost:80:80"]', '', { at: 'localhost' }),
  field('ports: no target', 'ports: [{published: 80}]', '', { at: '{published: 80}' }),
  field('ports: an empty one', 'ports: [""]', '', { at: '""' }),
  field('ports: out of base 60', 'ports:\n  - 22:22\n  - 3306:3306'),
  field('ports: zero', 'ports: ["0:80"]'),
  field(
    'volumes: every short form',
    'volumes: [/anonymous, /x, "vol:/v", "vol:/ro:ro", "vol:/nc:nocopy", "./rel:/rel", "../up:/up", ".:/here", "..:/above", "~/home:/home:rw,z", "~:/h", "/abs:/abs:ro", "/m:/m:rshared,Z", "/data/:/data/", "C:\\\\x:/cx", "D:/x:/dx:ro", "/c:/c:cached", "a:/one", "other:/o:rw"]',
    VOL,
  ),
  field(
    'volumes: long form',
    'volumes: [{type: volume, source: vol, target: /v/, read_only: true, consistency: cached, volume: {nocopy: true, subpath: s}}, {type: bind, source: ./b, target: /b, bind: {propagation: rshared, create_host_path: false, selinux: z, recursive: disabled}}, {type: bind, source: x, target: /x}, {type: tmpfs, target: /t, tmpfs: {size: 10m, mode: 0755}}, {type: volume, target: /anon}, {type: npipe, source: "\\\\\\\\.\\\\pipe\\\\x", target: "\\\\\\\\.\\\\pipe\\\\x"}, {type: bind, source: ~/y, target: /y}, {type: image, source: i, target: /i}]',
    VOL,
  ),
  field('volumes: the same target twice', 'volumes: ["./a:/a", "vol:/a"]', VOL),
  field('volumes: an empty one', 'volumes: [""]', '', { at: '""' }),
  field('volumes: an empty part', 'volumes: ["vol::/x"]', VOL, { at: '"vol::/x"' }),
  field('volumes: too many parts', 'volumes: ["vol:/x:ro:more"]', VOL, { at: '"vol:/x:ro:more"' }),
  field('volumes: not there', 'volumes: ["nope:/x"]', VOL, { at: '"nope:/x"' }),
  field('volumes: not there, long', 'volumes: [{type: volume, source: nope, target: /x}]', VOL, {
    at: 'nope',
  }),
  field('volumes: no target', 'volumes: [{type: volume, source: vol}]', VOL, {
    at: '{type: volume, source: vol}',
  }),
  field('volumes: a bind without source', 'volumes: [{type: bind, target: /x}]', VOL, {
    at: '{type: bind, target: /x}',
  }),
  field('volumes: no type', 'volumes: [{source: vol, target: /x}]', VOL, { at: '{source: vol, target: /x}' }),
  one(
    'a volume that binds a folder',
    web(
      'image: x\nvolumes: ["vol:/v", "other:/o", "nfs:/n"]',
      'volumes:\n  vol: {driver: local, driver_opts: {type: none, o: bind, device: ./dir}}\n  other: {driver_opts: {o: bind, device: ./dir}}\n  nfs: {driver: local, driver_opts: {type: nfs, o: "addr=1.2.3.4,rw", device: ":/x"}}\n',
    ),
  ),
  field('command and entrypoint: strings', `command: a "b c" 'd e' f\\ g\nentrypoint: sh -c "a && b"`),
  field('command: what a shell would do', 'command: a > b && c'),
  field('command: quotes that do not end', 'command: a "b', '', { at: 'a "b' }),
  field('command: brackets', 'command: a (b)', '', { at: 'a (b)' }),
  field('command: a subshell', "command: 'a $$(b c) `d e` $$X'"),
  field('command: lists and nothing', 'command: []\nentrypoint: ["", a]'),
  field('command: folded', 'command: >\n  a\n  b\n  "c d"\nentrypoint:\n  - a b\n  - |\n    x\n    y'),
  field(
    'healthcheck: a string',
    'healthcheck: {test: "curl -f http://x || exit 1", interval: 1m30s, timeout: 500ms, start_period: 1h, start_interval: 1.5s, retries: 3}',
  ),
  field(
    'healthcheck: a list',
    'healthcheck: {test: [CMD-SHELL, a b], retries: "2", timeout: 100us, interval: 1h0m5.25s}',
  ),
  field('healthcheck: disabled', 'healthcheck: {disable: true}'),
  field('healthcheck: nothing in it', 'healthcheck: {test: [], retries: 0, interval: 0s}'),
  field('healthcheck: none', 'healthcheck: {test: [NONE]}'),
  field('healthcheck: no CMD', 'healthcheck: {test: [curl, x]}', '', { at: 'curl' }),
  field('healthcheck: no unit', 'healthcheck: {interval: "10"}', '', { at: '"10"' }),
  field('healthcheck: a number', 'healthcheck: {interval: 10}', '', { at: '10' }),
  field('healthcheck: days', 'healthcheck: {interval: 1d}', '', { at: '1d' }),
  field('stop_grace_period', 'stop_grace_period: 90s'),
  field('stop_grace_period: none', 'stop_grace_period: soon', '', { at: 'soon' }),
  field(
    'bytes',
    'mem_limit: 1.5g\nmem_reservation: 512MB\nshm_size: 64 kib\nmemswap_limit: -1\nmem_swappiness: 60\ntmpfs: [/a, "/b:size=1"]',
  ),
  field('bytes: numbers', 'mem_limit: 1048576\nshm_size: 0\nmem_reservation: "100"'),
  field('bytes: no unit that is known', 'mem_limit: 1x', '', { at: '1x' }),
  field('bytes: below zero in quotes', 'memswap_limit: "-1"', '', { at: '"-1"' }),
  field(
    'numbers',
    'cpus: 0.1\ncpu_count: 2\ncpu_percent: 50\ncpu_shares: 10\ncpu_quota: "1000"\ncpu_period: 100000\npids_limit: -1\noom_score_adj: -500\nscale: 0',
  ),
  field('numbers: zeros', 'cpus: 0\ncpu_shares: 0\npids_limit: 0\noom_score_adj: 0\ncpu_count: 0'),
  field(
    'flags',
    'init: false\nattach: false\nprivileged: false\ntty: true\nread_only: "true"\nstdin_open: yes\noom_kill_disable: "on"',
  ),
  field('depends_on, short', 'depends_on: [a, b]', '  a: {image: x}\n  b: {image: x}\n'),
  field(
    'depends_on, long',
    'depends_on: {a: {condition: service_healthy, restart: true}, b: {condition: service_completed_successfully, required: false}}',
    '  a: {image: x}\n  b: {image: x}\n',
  ),
  field(
    'implied dependencies',
    'links: [a, "b:alias"]\nvolumes_from: ["c:ro", "container:z"]\nipc: service:d\npid: service:e\nuts: service:f\ndepends_on: {a: {condition: service_healthy}}',
    '  a: {image: x}\n  b: {image: x}\n  c: {image: x}\n  d: {image: x}\n  e: {image: x}\n  f: {image: x}\n',
  ),
  field('network_mode of another service', 'network_mode: service:a', '  a: {image: x}\n'),
  field('network_mode', 'network_mode: host'),
  field('networks: a list', 'networks: [n, default]', 'networks: {n: }\n'),
  field(
    'networks: a mapping',
    'networks: {n: , m: {}, o: {aliases: [a], ipv4_address: 1.2.3.4, ipv6_address: "::1", link_local_ips: [b], mac_address: c, priority: 10, driver_opts: {a: 1}}}',
    'networks: {n: , m: , o: , unused: }\n',
  ),
  field('networks: none', 'networks: []'),
  field(
    'extra_hosts: a list',
    'extra_hosts: ["b:1.1.1.1", "a=2.2.2.2", "c:::1", "d=[::2]", "host.docker.internal:host-gateway"]',
  ),
  field('extra_hosts: a mapping', 'extra_hosts: {b: 1.1.1.1, a: [2.2.2.2, "::1"]}'),
  field('extra_hosts: no address', 'extra_hosts: [a]', '', { at: 'a' }),
  field(
    'secrets and configs',
    'secrets: [ss, {source: tt, target: q, uid: "1", gid: "2", mode: 0440}]\nconfigs: [cc, {source: dd, target: /d, mode: "0444"}]',
    'secrets: {ss: {file: ./s}, tt: {environment: T}, uu: {file: u}}\nconfigs: {cc: {content: "a $$b"}, dd: {file: ~/d}}\n',
  ),
  field(
    'devices',
    'devices: ["/a", "/b:/c", "/d:/e:r", {source: /f, target: /g, permissions: rw}]\ndevice_cgroup_rules: ["c 1:3 mr"]',
  ),
  field('devices: too many parts', 'devices: ["/a:b:c:d"]', '', { at: '"/a:b:c:d"' }),
  field('ulimits', 'ulimits: {nproc: 65535, nofile: {soft: 1, hard: 2}, core: 0}'),
  field('logging', 'logging: {driver: json-file, options: {max-size: 10m, max-file: 3, none: }}'),
  field(
    'strings and lists of them',
    'dns: 1.1.1.1\ndns_search: [a, b]\ndns_opt: [c]\ntmpfs: /run\ncap_add: [NET_ADMIN]\nexpose: [80, "81-82", 53/udp]\ngroup_add: [1, g]\nsecurity_opt: [no-new-privileges:true]',
  ),
  field(
    'labels',
    'labels: {a: 1, b: 1.0, c: true, d: , e: 1000000.0, f: 1e3, g: 0x10, h: 2024-01-01, i: "01"}',
  ),
  field('labels: a list', 'labels: [a=1, "b=x=y", c]\nannotations: {q: }'),
  field('sysctls', 'sysctls: {net.core.somaxconn: 1024, a: "0"}'),
  field(
    'deploy',
    'deploy:\n  mode: replicated\n  replicas: 2\n  endpoint_mode: vip\n  labels: [a=b]\n  update_config: {parallelism: 0, delay: 10s, failure_action: pause, monitor: 1m, max_failure_ratio: 0.3, order: start-first}\n  rollback_config: {parallelism: 1}\n  resources: {limits: {cpus: "0.50", memory: 50M, pids: 1}, reservations: {cpus: 0.25, memory: 20m, generic_resources: [{discrete_resource_spec: {kind: gpu, value: 2}}], devices: [{capabilities: [gpu], driver: nvidia, count: all}, {capabilities: [tpu], device_ids: ["0"], options: {a: 1}}]}}\n  restart_policy: {condition: on-failure, delay: 5s, max_attempts: 3, window: 120s}\n  placement: {constraints: [a==b], preferences: [{spread: x}], max_replicas_per_node: 1}',
  ),
  field('deploy: nothing in it', 'deploy: {}'),
  field(
    'gpus',
    'gpus: [{driver: nvidia, count: 2}, {capabilities: [gpu]}, {device_ids: ["a"]}, {count: all}]',
  ),
  field('gpus: all', 'gpus: all'),
  field('gpus: count and ids', 'gpus: [{count: 1, device_ids: [a]}]', '', {
    at: '{count: 1, device_ids: [a]}',
  }),
  field(
    'develop',
    'develop: {watch: [{path: ./src, action: sync, target: /src, ignore: [a/]}, {path: p.json, action: rebuild}, {path: c, action: sync+exec, target: /c, exec: {command: a b}}]}',
  ),
  field('develop: no target', 'develop: {watch: [{path: ., action: sync}]}', '', { at: 'sync' }),
  field(
    'blkio_config',
    'blkio_config: {weight: 300, weight_device: [{path: /dev/sda, weight: 400}], device_read_bps: [{path: /dev/sdb, rate: 12mb}], device_write_iops: [{path: /dev/sdb, rate: 30}]}',
  ),
  field(
    'hooks',
    'post_start: [{command: a b, user: root, privileged: true, environment: [A=1, B], working_dir: /x}]\npre_stop: [{command: [c, d]}]',
  ),
  field(
    'the rest',
    'hostname: h\ndomainname: d\nmac_address: 02:42:ac:11:65:43\nplatform: linux/amd64\nrestart: on-failure:3\nruntime: r\nuserns_mode: host\ncgroup: host\ncgroup_parent: p\nworking_dir: /w\nstop_signal: SIGINT\npull_policy: always\nisolation: i\nstorage_opt: {size: 1G}\ncredential_spec: {file: ./f}\nexternal_links: [a]\nipc: host\npid: host\ncpuset: 0,1\nx-own: 1',
  ),
  one(
    'build, short',
    'services: {a: {build: .}, b: {build: ./dir}, c: {build: ../up}, d: {build: /abs}, e: {build: "https://github.com/a/b.git#main"}, f: {build: "git@github.com:a/b"}, g: {build: github.com/a/b}, h: {build: ~/x}}',
  ),
  one(
    'build, long',
    'services:\n  a:\n    build: {context: ./dir, dockerfile: ../D, args: {A: 1, B: , C: true}, labels: [l=1], cache_from: [a], cache_to: [b], no_cache: true, pull: "true", target: t, shm_size: 1g, extra_hosts: ["h:1.2.3.4"], network: host, isolation: i, privileged: true, secrets: [ss, {source: ss, target: t}], tags: [a], ulimits: {nofile: 1}, platforms: [linux/amd64], additional_contexts: {r: ./x, s: "docker-image://u", t: "https://q/r"}, entitlements: [e]}\n  b: {build: {dockerfile: D}}\n  c: {build: {dockerfile_inline: FROM x}}\n  d: {build: {context: .}, image: d}\nsecrets: {ss: {file: ./s}}\n',
  ),
  one('build: both Dockerfiles', 'services: {a: {build: {dockerfile: D, dockerfile_inline: FROM x}}}', {
    at: 'dockerfile_inline',
  }),
  one('build: a platform that is not among them', 'services: {a: {build: {platforms: [a]}, platform: b}}', {
    at: 'b',
  }),
  one(
    'networks',
    'services: {a: {image: x, networks: [n, ext, old, d]}}\nnetworks:\n  n: {driver: bridge, driver_opts: {a: 1}, ipam: {driver: default, config: [{subnet: 1.0.0.0/8, ip_range: 1.1.0.0/16, gateway: 1.0.0.1, aux_addresses: {a: 1.2.3.4}}], options: {o: p}}, internal: true, attachable: true, labels: [a=b], enable_ipv6: false}\n  ext: {external: true, name: other}\n  old: {external: {name: older}}\n  d: {external: false, name: own}\n',
  ),
  one(
    'volumes, secrets and configs',
    'services: {a: {image: x, volumes: ["va:/a", "vb:/b", "vc:/c"], secrets: [sa, sb], configs: [ca, cb]}}\nvolumes: {va: , vb: {external: true}, vc: {name: named, driver: d, labels: {a: 1}}, unused: }\nsecrets: {sa: {external: true, name: q}, sb: {file: s, labels: [a=b], template_driver: t}}\nconfigs: {ca: {external: true}, cb: {content: c, name: n}}\n',
  ),
  one(
    'extensions',
    'x-a: 1\nx-b: {c: [1.0, 0x10, 010, "010", yes, ~, 1_000, 1e3, 2024-01-01, .5, +1, 0o7, 0b11, !!str 5]}\nservices: {a: {image: x, x-c: 1}}\n',
  ),
  one('the obsolete version', 'version: "3.8"\nservices: {a: {image: x}}\n'),
  one(
    'the default network with settings',
    'services: {a: {image: x}, b: {image: y, networks: [default]}}\nnetworks: {default: {name: my, driver: d}}\n',
  ),
  one('no services', 'name: empty\nservices: {}\n'),
  one(
    'scale and deploy',
    'services: {a: {image: x, scale: 3, deploy: {}}, b: {image: x, scale: 0, deploy: {mode: global}}, c: {image: x, deploy: {replicas: 3}}}',
  ),
];
