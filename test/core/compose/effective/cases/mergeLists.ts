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

export const mergeLists: readonly ComposeCase[] = [
  over('ports append', 'ports: ["80:80"]', 'ports: ["81:81", "80:80/udp"]'),
  over('ports, the same one', 'ports: ["80:80", "443:443"]', 'ports: ["80:80"]'),
  over(
    'ports, long over short',
    'ports: ["8080:80"]',
    'ports: [{target: 80, published: "8080", protocol: tcp, mode: host}]',
  ),
  over(
    'ports, a number for a published port',
    'ports: ["8080:80"]',
    'ports: [{target: 80, published: 8080}]',
  ),
  over('ports, another address', 'ports: ["8080:80"]', 'ports: ["127.0.0.1:8080:80"]'),
  over('ports, ranges that overlap', 'ports: ["80-82:80-82"]', 'ports: ["81:81"]'),
  over('ports, no published port', 'ports: ["80"]', 'ports: ["80", "8080:80"]'),
  over(
    'volumes by target',
    'volumes: ["./a:/x", "vol:/y"]',
    'volumes: ["./b:/x:ro", "vol:/z"]',
    'volumes: {vol: }\n',
  ),
  over(
    'volumes, long over short',
    'volumes: ["./a:/x", "vol:/y"]',
    'volumes: [{type: tmpfs, target: /x, tmpfs: {size: 1m}}]',
    'volumes: {vol: }\n',
  ),
  over('volumes, a slash at the end', 'volumes: ["./a:/x/"]', 'volumes: ["./b:/x"]'),
  over('volumes, an anonymous one', 'volumes: [/x]', 'volumes: ["vol:/x", /y]', 'volumes: {vol: }\n'),
  over(
    'secrets by target',
    'secrets: [ss, tt]',
    'secrets: [{source: ss, mode: 0440}, {source: tt, target: other}]',
    'secrets: {ss: {file: a}, tt: {file: b}}\n',
  ),
  over(
    'configs by target',
    'configs: [cc, {source: dd, target: /d}]',
    'configs: [{source: cc, target: /d}, cc]',
    'configs: {cc: {file: a}, dd: {file: b}}\n',
  ),
  over(
    'devices by target',
    'devices: ["/dev/a:/dev/x", "/dev/b"]',
    'devices: ["/dev/c:/dev/x:r", {source: /dev/d, target: /dev/b, permissions: rw}]',
  ),
  over('env_file', 'env_file: a.env', 'env_file: [b.env, a.env]', '', {
    files: { 'a.env': 'A=a\nB=a', 'b.env': 'A=b\nC=b' },
  }),
  over(
    'dns and tmpfs, a string and a list',
    'dns: 1.1.1.1\ndns_search: a\ntmpfs: /a',
    'dns: [1.1.1.1, 2.2.2.2]\ndns_search: b\ntmpfs: [/b, /a]',
  ),
  over('dns_opt', 'dns_opt: [a]', 'dns_opt: [b]'),
  over('dns_opt, the same', 'dns_opt: [a]', 'dns_opt: [a]'),
  over('an empty list deep inside, below', 'healthcheck: {test: [], interval: 1s}', 'user: u', '', {
    at: '[]',
  }),
  over(
    'an empty list deep inside, above',
    'healthcheck: {test: [CMD, a], interval: 1s}',
    'healthcheck: {test: []}',
  ),
  over('an empty list of constraints', 'deploy: {placement: {constraints: []}}', 'user: u', '', { at: '[]' }),
  over('an empty list of addresses', 'extra_hosts: []', 'user: u', '', { at: '[]' }),
  over('an empty list of options', 'security_opt: []', 'user: u', '', { at: '[]' }),
  over('an empty list in a list', 'gpus: [{capabilities: []}]', 'user: u', '', { at: '[]' }),
  over(
    'several addresses of a host in a list, and a mapping',
    'extra_hosts: ["a=1.1.1.1", "a:3.3.3.3"]',
    'extra_hosts: {b: 1.1.1.1, a: [2.2.2.2, "::1"]}',
  ),
  over(
    'empty lists that are allowed',
    'ports: []\nvolumes: []\ndns: []\ncommand: []\nentrypoint: []\ncap_add: []\nenvironment: []\nbuild: {args: [], tags: [], labels: []}\ndepends_on: []\nnetworks: {n: {aliases: []}}\ndeploy: {labels: []}\npost_start: [{command: []}]',
    'user: u',
    'networks: {n: {labels: []}}\n',
  ),
  over('an empty list that is replaced', 'healthcheck: {test: []}', 'healthcheck: {test: [CMD, a]}'),
  over(
    'hosts in a list, and in a mapping over it',
    'extra_hosts: ["b:1.1.1.1", "a=2.2.2.2"]',
    'extra_hosts: {b: 1.1.1.1, a: [2.2.2.2, "::1"]}',
  ),
];
