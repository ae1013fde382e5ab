import { type ComposeCase, one, two, web } from '../composeCase.ts';

const INNER = `services:
  inner:
    image: \${I:-none}
    build: ./ctx
    volumes: ["./data:/data", "vv:/v"]
    env_file: inner.env
    environment: [FROM_ENV]
    configs: [cc]
volumes: {vv: {driver_opts: {type: none, o: bind, device: ./dev}}}
configs: {cc: {file: ./cc}}
`;
const FILES = { 'sub/inner.yaml': INNER, 'sub/inner.env': 'E=1\nF=$I\n', 'inner.env': 'E=main\n' };
const MAIN = (include: string) => `include: ${include}\nservices: {web: {image: x, depends_on: [inner]}}\n`;

export const includes: readonly ComposeCase[] = [
  one('a file', MAIN('[sub/inner.yaml]'), { files: FILES }),
  one('in long form', MAIN('[{path: sub/inner.yaml}]'), { files: FILES }),
  one('with its own .env', MAIN('[sub/inner.yaml]'), {
    files: { ...FILES, 'sub/.env': 'I=img\nFROM_ENV=1\n' },
  }),
  one('the .env of the project wins', MAIN('[sub/inner.yaml]'), {
    files: { ...FILES, 'sub/.env': 'I=sub\n', '.env': 'I=main\n' },
  }),
  one('an env file', MAIN('[{path: sub/inner.yaml, env_file: some.env}]'), {
    files: { ...FILES, 'some.env': 'I=some\n', 'sub/.env': 'I=sub\n' },
  }),
  one('several env files', MAIN('[{path: sub/inner.yaml, env_file: [a.env, b.env]}]'), {
    files: { ...FILES, 'a.env': 'I=a\nJ=a\n', 'b.env': 'I=$J-b\n' },
  }),
  one('an env file that is not there', MAIN('[{path: sub/inner.yaml, env_file: no.env}]'), {
    files: FILES,
    at: 'no.env',
  }),
  one('a project directory', MAIN('[{path: sub/inner.yaml, project_directory: .}]'), {
    files: { ...FILES, '.env': 'I=x' },
  }),
  one('a project directory elsewhere', MAIN('[{path: sub/inner.yaml, project_directory: ./other}]'), {
    files: { ...FILES, 'other/inner.env': 'E=o', 'other/.env': 'I=other' },
  }),
  one('several paths are layers', MAIN('[{path: [sub/inner.yaml, sub/deep/over.yaml]}]'), {
    files: {
      ...FILES,
      'sub/deep/over.yaml': 'services: {inner: {image: over, volumes: ["./o:/o"], ports: ["1:1"]}}',
    },
  }),
  one('nested', MAIN('[a/a.yaml]'), {
    files: {
      'a/a.yaml': 'include: [b/b.yaml]\nservices: {inner: {image: a, volumes: ["./a:/a"], depends_on: [b]}}',
      'a/b/b.yaml':
        'include: [{path: ../c/c.yaml}]\nservices: {b: {image: b, volumes: ["./b:/b"], depends_on: [c]}}',
      'a/c/c.yaml': 'services: {c: {image: "${C:-c}", volumes: ["./c:/c"], build: }}',
    },
    at: 'build',
  }),
  one('nested, three deep', MAIN('[a/a.yaml]'), {
    files: {
      'a/a.yaml': 'include: [b/b.yaml]\nservices: {inner: {image: a, volumes: ["./a:/a"], depends_on: [b]}}',
      'a/b/b.yaml':
        'include: [{path: ../c/c.yaml}]\nservices: {b: {image: b, volumes: ["./b:/b"], depends_on: [c]}}',
      'a/c/c.yaml': 'services: {c: {image: "${C:-c}", volumes: ["./c:/c"], build: {target: t}}}',
      'a/.env': 'C=from-a\n',
      'a/c/.env': 'C=from-c\n',
    },
  }),
  one('the same file by two ways', MAIN('[a/a.yaml, b/b.yaml]'), {
    files: {
      'a/a.yaml': 'include: [../c/c.yaml]\nservices: {inner: {image: a}}',
      'b/b.yaml': 'include: [../c/c.yaml]\nservices: {b: {image: b}}',
      'c/c.yaml': 'services: {c: {image: c, volumes: ["./c:/c"]}}\nvolumes: {v: }',
    },
  }),
  one('an include that extends', MAIN('[a/a.yaml]'), {
    files: {
      'a/a.yaml': 'services: {inner: {extends: {service: b, file: b/b.yaml}, build: {target: t}}}',
      'a/b/b.yaml': 'services: {b: {image: b, volumes: ["./b:/b"]}}',
    },
  }),
  one(
    'what is included can be used',
    'include: [a.yaml]\nservices: {web: {image: x, networks: [n], volumes: ["vol:/v"], secrets: [s], configs: [c], volumes_from: [a]}}',
    {
      files: {
        'a.yaml':
          'services: {a: {image: a}}\nnetworks: {n: {driver: d}}\nvolumes: {vol: {name: q}}\nsecrets: {s: {file: ./s}}\nconfigs: {c: {file: ./c}}',
      },
    },
  ),
  one('nothing but includes', 'include: [a.yaml]', {
    files: { 'a.yaml': 'name: inner\nservices: {a: {image: a, hostname: $COMPOSE_PROJECT_NAME}}\nx-a: 1' },
  }),
  one('a service that stands here too', 'include: [a.yaml]\nservices: {a: {image: b}}', {
    files: { 'a.yaml': 'services: {a: {image: a}}' },
    at: 'a',
  }),
  one(
    'a volume that stands here too',
    'include: [a.yaml]\nservices: {b: {image: b}}\nvolumes: {v: {name: w}}',
    { files: { 'a.yaml': 'services: {a: {image: a}}\nvolumes: {v: }' }, at: 'v' },
  ),
  one(
    'the same volume here and there',
    'include: [a.yaml]\nservices: {b: {image: b, volumes: ["vol:/v"]}}\nvolumes: {vol: }\nnetworks: {n: {driver: d}}',
    { files: { 'a.yaml': 'services: {a: {image: a}}\nvolumes: {vol: }\nnetworks: {n: {driver: d}}' } },
  ),
  one('two included files contradict each other', 'include: [a.yaml, b.yaml]\nservices: {w: {image: b}}', {
    files: { 'a.yaml': 'services: {a: {image: a}}', 'b.yaml': 'services: {a: {image: b}}' },
    at: 'b.yaml',
  }),
  two(
    'changed by an override',
    MAIN('[sub/inner.yaml]'),
    'services: {inner: {image: over, volumes: ["./o:/data"], environment: {FROM_ENV: x}}}',
    { files: FILES },
  ),
  two('an include in the override', web('image: x'), 'include: [a/a.yaml]', {
    files: { 'a/a.yaml': 'services: {a: {image: a, volumes: ["./a:/a"]}}' },
  }),
  one('extends of what is included', 'include: [a.yaml]\nservices: {b: {extends: a}}', {
    files: { 'a.yaml': 'services: {a: {image: a}}' },
    at: 'a',
  }),
  one('no such file', MAIN('[no.yaml]'), { at: 'no.yaml' }),
  one('itself', 'include: [compose.yaml]\nservices: {a: {image: a}}', { at: 'compose.yaml' }),
  one('in a circle', 'include: [a.yaml]\nservices: {b: {image: b}}', {
    files: { 'a.yaml': 'include: [b.yaml]', 'b.yaml': 'include: [a.yaml]' },
    at: 'a.yaml',
    in: 'b.yaml',
  }),
  one('what is wrong there', 'include: [a.yaml]\nservices: {b: {image: b}}', {
    files: { 'a.yaml': 'services: {a: {image: a, foo: 1}}' },
    at: 'foo',
    in: 'a.yaml',
  }),
  one('a file that is no mapping', 'include: [a.yaml]\nservices: {b: {image: b}}', {
    files: { 'a.yaml': '[a]' },
    at: '[a]',
    in: 'a.yaml',
  }),
  one('an empty list', 'include: []\nservices: {b: {image: b}}'),
  one('a variable in the path', 'include: ["${D:-sub}/inner.yaml"]\nservices: {b: {image: b}}', {
    files: FILES,
  }),
  one('a profile in what is included', 'include: [a.yaml]\nservices: {b: {image: b}}', {
    files: { 'a.yaml': 'services: {a: {image: a, profiles: [p]}}' },
    profiles: ['p'],
  }),
];
