import { type ComposeCase, one, two } from '../composeCase.ts';

const MIXED = `services:
  always: {image: a}
  debug: {image: b, profiles: [debug], networks: [dbg], volumes: ["dv:/d"]}
  both: {image: c, profiles: [debug, test], depends_on: [debug]}
  none: {image: d, profiles: []}
networks: {dbg: }
volumes: {dv: }
`;

export const profiles: readonly ComposeCase[] = [
  one('none asked for', MIXED),
  one('one asked for', MIXED, { profiles: ['debug'] }),
  one('two asked for', MIXED, { profiles: ['debug', 'test'] }),
  one('every one', MIXED, { profiles: ['*'] }),
  one('one that needs what is not active', MIXED, { profiles: ['test'], at: 'debug' }),
  one('one that there is not', MIXED, { profiles: ['nope'] }),
  one('from the shell', MIXED, { shell: { COMPOSE_PROFILES: 'debug,test' } }),
  one('blanks in the list', MIXED, { shell: { COMPOSE_PROFILES: 'debug, test' } }),
  one('the shell does not count where one is asked for', MIXED, {
    profiles: ['nope'],
    shell: { COMPOSE_PROFILES: 'debug' },
  }),
  one('from .env', MIXED, { files: { '.env': 'COMPOSE_PROFILES=debug\n' } }),
  one('from both', MIXED, { profiles: ['debug'], shell: { COMPOSE_PROFILES: 'other' } }),
  one('needed by an active one', 'services: {a: {image: a, depends_on: [b]}, b: {image: b, profiles: [p]}}', {
    at: 'b',
  }),
  one(
    'needed, but not required',
    'services: {a: {image: a, depends_on: {b: {condition: service_started, required: false}}}, b: {image: b, profiles: [p]}}',
  ),
  one(
    'not there and not required',
    'services: {a: {image: a, depends_on: {b: {condition: service_started, required: false}}}}',
    { at: 'b' },
  ),
  one('what is wrong in an inactive one', 'services: {a: {image: a}, b: {profiles: [p], networks: [nope]}}'),
  one(
    'what is wrong with the form of an inactive one',
    'services: {a: {image: a}, b: {profiles: [p], foo: 1}}',
    { at: 'foo' },
  ),
  one(
    'a port of an inactive one',
    'services: {a: {image: a}, b: {image: x, profiles: [p], ports: ["a:b"]}}',
    { at: 'b' },
  ),
  one('a variable of an inactive one', 'services: {a: {image: a}, b: {image: "${X:?no}", profiles: [p]}}', {
    at: '${X:?no}',
  }),
  one(
    'a duration of an inactive one',
    'services: {a: {image: a}, b: {image: x, profiles: [p], healthcheck: {interval: x}}}',
    { at: 'x' },
  ),
  one(
    'an env file of an inactive one',
    'services: {a: {image: a}, b: {image: x, profiles: [p], env_file: no.env}}',
  ),
  one(
    'a circle of inactive ones',
    'services: {a: {image: a}, b: {image: x, profiles: [p], depends_on: [c]}, c: {image: x, profiles: [p], depends_on: [b]}}',
  ),
  one(
    'limits of an inactive one',
    'services: {a: {image: a}, b: {image: x, profiles: [p], mem_limit: 1g, deploy: {resources: {limits: {memory: 2g}}}}}',
  ),
  two('added by an override', 'services: {a: {image: a}, b: {image: b}}', 'services: {b: {profiles: [p]}}'),
  two(
    'overridden',
    'services: {a: {image: a}, b: {image: b, profiles: [p]}}',
    'services: {b: {profiles: !override [q]}}',
    { profiles: ['q'] },
  ),
  one(
    'a secret of an inactive one',
    'services: {a: {image: a}, b: {image: x, profiles: [p], secrets: [s]}}\nsecrets: {s: {file: a}}',
  ),
];
