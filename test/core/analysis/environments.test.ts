import { describe, expect, it } from 'vitest';
import { type Files, findingsOf, type Setting } from '../../support/analysis.ts';
import { containerRule, serviceRule } from './madeUpRules.ts';
import { deployment } from './shown.ts';

/** Says in which environment a container or service is seen. */
const SEES: Setting = {
  only: [
    containerRule('made/sees', ({ nameSpan }, { environment, report }) =>
      report({ span: nameSpan, message: String(environment.kind) }),
    ),
    serviceRule('made/serves', ({ entry }, { environment, report }) =>
      report({ span: entry.keySpan, message: String(environment.kind) }),
    ),
  ],
};

/** The environments of each file's findings, and the kind that its rules see. */
function seen(files: Files, setting: Setting = {}): { [path: string]: string } {
  const found = findingsOf(files, { ...SEES, ...setting });
  return Object.fromEntries(
    found.map((each) => [
      each.location.uri.replace('file:///workspace/', ''),
      `${each.environments.join('+')}: ${each.message}`,
    ]),
  );
}

const API = deployment();
const BASE: Files = { 'k8s/base/kustomization.yaml': 'resources: [api.yaml]\n', 'k8s/base/api.yaml': API };

function overlay(name: string, more = ''): Files {
  return { [`k8s/overlays/${name}/kustomization.yaml`]: `resources: [../../base]\n${more}` };
}

describe('the environments of a Kubernetes file', () => {
  it('are the kustomizations that no other one uses, by their folders', () => {
    expect(seen(BASE)).toEqual({ 'k8s/base/api.yaml': 'base: undefined' });
    expect(seen({ ...BASE, ...overlay('staging') })).toEqual({ 'k8s/base/api.yaml': 'staging: staging' });
  });

  it('are all that deploy it, in the order of their names, the most demanding kind first', () => {
    const files = { ...overlay('staging'), ...overlay('dev'), ...BASE, ...overlay('eu-production') };
    expect(seen(files)).toEqual({ 'k8s/base/api.yaml': 'dev+eu-production+staging: production' });
    expect(seen({ ...BASE, ...overlay('dev'), ...overlay('staging') })).toEqual({
      'k8s/base/api.yaml': 'dev+staging: staging',
    });
  });

  it('are those of the overlay alone for its own files and patches', () => {
    const files = {
      ...BASE,
      ...overlay('dev'),
      ...overlay('prod', 'patches: [{path: patch.yaml}]\nreplacements: []\n'),
      'k8s/overlays/prod/patch.yaml': API,
      'k8s/overlays/dev/other.yaml': API,
    };
    expect(seen(files)).toMatchObject({
      'k8s/base/api.yaml': 'dev+prod: production',
      'k8s/overlays/dev/other.yaml': ': development',
    });
  });

  it('reach through components and kustomizations in between', () => {
    const files = {
      ...BASE,
      'k8s/component/kustomization.yaml': 'kind: Component\nresources: [../base]\n',
      'k8s/middle/kustomization.yaml': 'components: [../component]\n',
      'k8s/live/kustomization.yml': 'bases: [../middle/]\n',
    };
    expect(seen(files)).toEqual({ 'k8s/base/api.yaml': 'live: production' });
  });

  it('are the first of those that use each other in a circle', () => {
    const files = {
      'a/kustomization.yaml': 'resources: [../b, api.yaml]\n',
      'b/kustomization.yaml': 'resources: [../a]\n',
      'a/api.yaml': API,
    };
    expect(seen(files)).toEqual({ 'a/api.yaml': 'a: undefined' });
  });

  it.each([
    ['deploy/production/api.yaml', 'production'],
    ['production/api.yaml', 'production'],
    ['deploy/api.staging.yaml', 'staging'],
    ['deploy/dev/production/api.yaml', 'production'],
    ['environments/uat-2/api.yml', 'staging'],
    ['deploy/products/api.yaml', 'undefined'],
    ['prod/a/b/c/api.yaml', 'undefined'],
  ])('have the kind that the path tells where there is no kustomization: %s', (path, kind) => {
    expect(seen({ [path]: API })).toEqual({ [path]: `: ${kind}` });
  });

  it('are none where each file is judged by itself', () => {
    expect(seen({ ...BASE, ...overlay('prod') }, { isolated: true })).toEqual({
      'k8s/base/api.yaml': ': undefined',
    });
    expect(seen({ 'production/api.yaml': API }, { isolated: true })).toEqual({
      'production/api.yaml': ': undefined',
    });
  });
});

describe('the environments of a Compose file', () => {
  it.each([
    ['compose.yaml', '', 'undefined'],
    ['compose.prod.yaml', 'prod', 'production'],
    ['docker-compose.production.yml', 'production', 'production'],
    ['docker-compose-live.yml', 'live', 'production'],
    ['compose.staging.yaml', 'staging', 'staging'],
    ['compose.dev.yaml', 'dev', 'development'],
    ['compose.override.yaml', '', 'undefined'],
    ['compose.eu-prod.yaml', 'eu-prod', 'production'],
    ['prod/compose.yaml', '', 'production'],
  ])('are told by its name: %s', (path, names, kind) => {
    expect(seen({ [path]: 'services:\n  api: {image: x}\n' })).toEqual({ [path]: `${names}: ${kind}` });
  });
});

describe('severities', () => {
  const severity = (files: Files, rule: string, setting: Setting = {}): string[] =>
    findingsOf(files, setting)
      .filter((each) => each.ruleId === rule)
      .map((each) => each.severity);

  it('of a missing liveness probe are quieter outside of production', () => {
    const of = (...names: string[]): string[] =>
      severity(Object.assign({}, BASE, ...names.map((name) => overlay(name))), 'kubernetes/liveness-probe');
    expect(of()).toEqual(['warning']);
    expect(of('prod')).toEqual(['warning']);
    expect(of('staging')).toEqual(['information']);
    expect(of('dev', 'staging')).toEqual(['information']);
    expect(of('dev', 'prod')).toEqual(['warning']);
  });

  it('of a missing memory limit are louder in a file for production', () => {
    const of = (path: string, setting: Setting = {}): string[] =>
      severity({ [path]: 'services:\n  api: {image: example/api:1}\n' }, 'compose/memory-limit', setting);
    expect(of('compose.yaml')).toEqual(['information']);
    expect(of('compose.prod.yaml')).toEqual(['warning']);
    expect(of('compose.prod.yaml', { rules: { 'compose/memory-limit': { level: 'hint' } } })).toEqual([
      'hint',
    ]);
    expect(of('compose.prod.yaml', { rules: { 'compose/memory-limit': { level: 'off' } } })).toEqual([]);
    expect(of('compose.yaml', { preset: 'strict' })).toEqual(['warning']);
  });
});

describe('what an environment brings', () => {
  const image = deployment().replace('api:1.4.2', 'api:latest');
  const latest = (files: Files, setting: Setting = {}): number =>
    findingsOf(files, setting).filter((each) => each.ruleId === 'kubernetes/image-tag-latest').length;

  it.each([
    ['a tag', 'newTag: "1"', 0],
    ['a digest', 'digest: sha256:0123456789abcdef0123456789abcdef', 0],
    ['another name only', 'newName: other/api', 1],
  ])('is %s of an image', (_, change, expected) => {
    const files = {
      ...BASE,
      'k8s/base/api.yaml': image,
      ...overlay('prod', `images:\n  - name: example/api\n    ${change}\n`),
    };
    expect(latest(files)).toBe(expected);
    expect(latest(files, { isolated: true })).toBe(1);
  });

  it('is the Dockerfile that a service is built from', () => {
    const compose = (build: string): string => `services:\n  api:\n    build: ${build}\n`;
    const missing = (files: Files, setting: Setting = {}): number =>
      findingsOf(files, setting).filter((each) => each.ruleId === 'compose/healthcheck-missing').length;
    const docker = 'FROM x\nHEALTHCHECK CMD /bin/alive\n';
    expect(missing({ 'compose.yaml': compose('.'), Dockerfile: docker })).toBe(0);
    expect(missing({ 'compose.yaml': compose('./api/'), 'api/Dockerfile': docker })).toBe(0);
    expect(
      missing({ 'compose.yaml': compose('{dockerfile: api.Dockerfile}'), 'api.Dockerfile': docker }),
    ).toBe(0);
    expect(
      missing({
        'a/compose.yaml': compose('{context: ../b, dockerfile: d/Dockerfile}'),
        'b/d/Dockerfile': docker,
      }),
    ).toBe(0);
    expect(missing({ 'compose.yaml': compose('./web'), Dockerfile: docker })).toBe(1);
    expect(missing({ 'compose.yaml': compose('https://example.com/x.git'), Dockerfile: docker })).toBe(1);
    expect(missing({ 'compose.yaml': compose('.'), Dockerfile: docker }, { isolated: true })).toBe(1);
  });
});

it('tells services apart that have a value from one place, whatever environment lacks one of them', () => {
  const files = {
    'compose.yaml':
      'services:\n  web:\n    image: example/web:1\n    privileged: true\n  w3:\n    extends: {service: web}\n',
    'compose.dev.yaml': 'services:\n  web: {init: true}\n',
    'compose.prod.yaml': 'services:\n  web:\n    privileged: !reset false\n',
  };
  const found = findingsOf(files).filter(({ ruleId }) => ruleId === 'compose/privileged');
  expect(
    found.map((each) => `${/"(\w+)"/.exec(each.message)?.[1]} ${each.environments.join('+')}`).sort(),
  ).toEqual(['w3 dev+prod', 'web dev']);
});
