import { type ComposeCase, one, two, web } from '../composeCase.ts';

const LOWER = `image: x
ports: ["80:80", "81:81"]
environment: {A: 1, B: 2}
command: [a, b]
volumes: ["./a:/a"]
networks: [n, m]
depends_on: [db]
labels: [a=1]
build: ./dir
healthcheck: {test: a, interval: 1s}
dns: 1.1.1.1`;
const REST = '  db: {image: y}\nnetworks: {n: , m: }\n';

function over(name: string, upper: string, more: Partial<ComposeCase> = {}): ComposeCase {
  return two(name, web(LOWER, REST), web(upper), more);
}

export const resets: readonly ComposeCase[] = [
  over(
    'reset of lists, mappings and scalars',
    'ports: !reset []\nenvironment: !reset {}\nimage: !reset null\ncommand: !reset\n',
  ),
  over('reset of a key of a mapping', 'environment: {A: !reset null}\nhealthcheck: {interval: !reset null}'),
  over('reset of a key that a list has not', 'labels: {a: !reset null}'),
  over(
    'reset of a name in depends_on and networks',
    'depends_on: {db: !reset null}\nnetworks: {n: !reset null}',
  ),
  over('reset of a part of a short build', 'build: {context: !reset null, target: t}'),
  over('reset of an item', 'ports: [!reset null, "82:82"]'),
  over('reset with a value', 'ports: !reset ["90:90"]\nenvironment: {A: !reset 5}'),
  over(
    'override of lists and mappings',
    'ports: !override ["90:90"]\nenvironment: !override {C: 3}\ndns: !override [2.2.2.2]',
  ),
  over('override of a key', 'environment: {A: !override 5}\nbuild: !override {context: other}'),
  over('override with nothing', 'ports: !override []\nvolumes: !override'),
  over('override of depends_on and networks', 'depends_on: !override {}\nnetworks: !override [m]'),
  over('reset inside of override', 'environment: !override {A: !reset 1, C: 2}'),
  two('reset of a service', 'services: {a: {image: x}, b: {image: y}}', 'services: {b: !reset null}'),
  two('override of a service', web(LOWER, REST), 'services: {web: !override {image: z}}'),
  two(
    'reset of sections',
    'services: {a: {image: x}}\nvolumes: {v: }\nx-a: 1',
    'volumes: !reset {}\nx-a: !reset null',
  ),
  one('reset in a single file', web('image: x\nports: !reset ["80:80"]\nenvironment: !override {A: 1}')),
  one('reset leaves nothing', web('image: !reset x'), { at: 'web' }),
  two('the layer above is not concerned', web('image: x\nports: !reset []'), web('ports: ["80:80"]')),
  two('three layers', web('image: x\nports: ["80:80"]'), web('ports: !reset []'), {
    files: { 'third.yaml': web('ports: ["82:82"]') },
    pass: ['compose.yaml', 'compose.override.yaml', 'third.yaml'],
  }),
  one(
    'reset of what is extended',
    'services:\n  a: {image: x, ports: ["80:80"], environment: {A: 1, B: 2}}\n  b: {extends: a, ports: !reset [], environment: {A: !reset null}}\n  c: {extends: b, ports: !override ["81:81"]}\n',
  ),
  one('an anchor on a reset', 'x-a: &a !reset {A: 1}\nservices: {a: {image: x, environment: *a}}'),
  two(
    'a reset below an alias',
    'x-a: &a {image: x, user: u, ports: ["1:1"]}\nservices: {a: *a, b: *a}',
    'x-a: &a {ports: !reset []}\nservices: {a: *a}',
  ),
  two('an unknown tag', web('image: !mine x'), web('user: !other y')),
];
