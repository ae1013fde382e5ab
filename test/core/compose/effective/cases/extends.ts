import { type ComposeCase, one, two, web } from '../composeCase.ts';

const BASE = `services:
  base:
    image: base
    build: {dockerfile: D}
    volumes: ["./data:/data", "/abs:/abs", "named:/n"]
    env_file: base.env
    environment: {A: base, FROM: base}
    ports: ["80:80"]
    labels: [a=1]
    command: [base]
    healthcheck: {test: base, interval: 5s}
volumes: {named: }
`;
const FILES = { 'sub/base.yaml': BASE, 'sub/base.env': 'B=file\n' };
const NAMED = 'volumes: {named: }\n';

export const extending: readonly ComposeCase[] = [
  one(
    'a service of the same file',
    'services: {a: {image: x, ports: ["1:1"]}, b: {extends: a, ports: ["2:2"]}}',
  ),
  one(
    'in long form',
    'services: {a: {image: x, environment: [A=1]}, b: {extends: {service: a}, environment: {A: 2, B: 3}}}',
  ),
  one(
    'a chain',
    'services: {c: {extends: b, user: c}, b: {extends: a, hostname: b}, a: {image: x, user: a}}',
  ),
  one(
    'every kind of field',
    'services:\n  a: {image: x, depends_on: [d], networks: [n], volumes_from: [d], links: [d], network_mode: , configs: [c], secrets: [s], command: a, entrypoint: a, logging: {driver: l}, container_name: q}\n  b: {extends: a, container_name: r, depends_on: {e: {condition: service_healthy}}}\n  d: {image: x}\n  e: {image: x}\nnetworks: {n: }\nconfigs: {c: {file: c}}\nsecrets: {s: {file: s}}\n',
    { at: 'network_mode' },
  ),
  one(
    'depends_on, networks, volumes_from and links',
    'services:\n  a: {image: x, depends_on: [d], networks: [n], volumes_from: [d], links: [d], configs: [c], secrets: [s]}\n  b: {extends: a, depends_on: {e: {condition: service_healthy}}}\n  d: {image: x}\n  e: {image: x}\nnetworks: {n: }\nconfigs: {c: {file: c}}\nsecrets: {s: {file: s}}\n',
  ),
  one('a service of another file', web('extends: {service: base, file: sub/base.yaml}', NAMED), {
    files: FILES,
  }),
  one(
    'another file, and more',
    web(
      'extends: {service: base, file: ./sub/base.yaml}\nimage: own\nbuild: {context: ., target: t}\nvolumes: ["./own:/data", "./more:/more"]\nenv_file: own.env\nenvironment: [A=own]\ncommand: own',
      NAMED,
    ),
    {
      files: { ...FILES, 'own.env': 'B=own\nC=own\n' },
    },
  ),
  one('a chain over files', web('extends: {service: mid, file: sub/mid.yaml}\nvolumes: ["./c:/c"]'), {
    files: {
      'sub/mid.yaml':
        'services: {mid: {extends: {service: low, file: deep/low.yaml}, volumes: ["./b:/b"], build: ./ctx}}',
      'sub/deep/low.yaml':
        'services: {low: {extends: other, volumes: ["./a:/a"]}, other: {image: x, build: {additional_contexts: {q: ./q}}, develop: {watch: [{path: ./w, action: rebuild}]}}}',
    },
  }),
  one('upwards', web('extends: {service: base, file: ../common/base.yaml}'), {
    files: { '../common/base.yaml': 'services: {base: {image: x, volumes: ["./d:/d"]}}' },
  }),
  one('the same name in another file', web('extends: {service: web, file: sub/web.yaml}\nuser: u'), {
    files: { 'sub/web.yaml': web('image: x') },
  }),
  one('only services come along', web('extends: {service: web, file: sub/web.yaml}'), {
    files: { 'sub/web.yaml': web('image: x\nsecrets: [s]', 'secrets: {s: {file: a}}') },
    at: 's',
    in: 'sub/web.yaml',
  }),
  one('variables in the other file', web('extends: {service: web, file: "${F}.yaml"}'), {
    files: { 'sub/web.yaml': web('image: ${I:-none}\nhostname: $COMPOSE_PROJECT_NAME') },
    shell: { F: 'sub/web', I: 'img' },
  }),
  one(
    'the other file has its own .env, which does not count',
    web('extends: {service: web, file: sub/web.yaml}'),
    {
      files: { 'sub/web.yaml': web('image: ${I:-none}'), 'sub/.env': 'I=img' },
    },
  ),
  one(
    'what is wrong elsewhere in the other file does not count',
    web('extends: {service: web, file: sub/web.yaml}'),
    {
      files: { 'sub/web.yaml': web('image: x', '  other: {foo: 1}\nfoo: 1\n') },
    },
  ),
  one('what is wrong in the other service counts', web('extends: {service: web, file: sub/web.yaml}'), {
    files: { 'sub/web.yaml': web('image: x\nfoo: 1') },
    at: 'foo',
    in: 'sub/web.yaml',
  }),
  one('the include of the other file does not count', web('extends: {service: web, file: sub/web.yaml}'), {
    files: { 'sub/web.yaml': web('image: x', 'include: [no.yaml]\n') },
  }),
  one(
    'several extend the same',
    'services:\n  a: {extends: {service: base, file: sub/base.yaml}, user: a}\n  b: {extends: {service: base, file: sub/base.yaml}, user: b}\nvolumes: {named: }\n',
    { files: FILES },
  ),
  one(
    'a file that is passed, and extended',
    web('image: x\nextends: {service: base, file: sub/base.yaml}\nvolumes: ["./w:/w"]'),
    {
      files: FILES,
      pass: ['compose.yaml', 'sub/base.yaml'],
      at: 'base.env',
    },
  ),
  one(
    'a file that is passed, and extended: paths',
    web('extends: {service: base, file: sub/base.yaml}\nuser: u'),
    {
      files: { 'sub/base.yaml': 'services: {base: {image: x, volumes: ["./d:/d"], build: ./c}}' },
      pass: ['compose.yaml', 'sub/base.yaml'],
    },
  ),
  two(
    'in the layer above',
    web('image: x\nports: ["1:1"]', '  common: {image: y}\n'),
    web('extends: more\nports: ["2:2"]', '  more: {image: z, user: m, ports: ["3:3"]}\n'),
  ),
  two('a service of the layer below', 'services: {a: {image: x}}', 'services: {b: {extends: a}}', {
    at: 'a',
    in: 'compose.override.yaml',
  }),
  two(
    'what is extended is changed above',
    'services: {a: {image: x}, b: {extends: a}}',
    'services: {a: {image: y}}',
  ),
  two(
    'extends is replaced above',
    'services: {a: {image: x}, b: {image: y}, c: {extends: a}}',
    'services: {c: {extends: d}, d: {user: u}}',
  ),
  one('itself', 'services: {a: {image: x, extends: a}}', { at: 'a' }),
  one('in a circle', 'services: {a: {extends: b}, b: {extends: c}, c: {extends: a}}', { at: 'a' }),
  one('in a circle over files', web('extends: {service: b, file: b.yaml}'), {
    files: { 'b.yaml': 'services: {b: {extends: {service: web, file: compose.yaml}}}' },
    at: 'web',
  }),
  one('no such service', 'services: {a: {extends: b, image: x}}', { at: 'b' }),
  one('no such service in the other file', web('extends: {service: nope, file: sub/base.yaml}'), {
    files: FILES,
    at: 'nope',
  }),
  one('no such file', web('extends: {service: a, file: no.yaml}'), { at: 'no.yaml' }),
  one('a file without services', web('extends: {service: a, file: v.yaml}'), {
    files: { 'v.yaml': 'volumes: {v: }' },
    at: 'v.yaml',
  }),
  one('no service named', web('image: x\nextends: {file: sub/base.yaml}'), { files: FILES }),
  one('nothing behind it', web('image: x\nextends:')),
  one(
    'profiles are extended too',
    'services: {a: {image: x, profiles: [p]}, b: {extends: a}, c: {image: y}}',
  ),
  one(
    'a base in no active profile',
    'services: {a: {image: x, profiles: [p]}, b: {extends: a, profiles: !reset []}, c: {image: y}}',
  ),
  one(
    'an anchor that crosses no file',
    'x-a: &a {image: x}\nservices: {a: {<<: *a, extends: b}, b: {<<: *a, user: u}}',
  ),
];
