import { describe, expect, it } from 'vitest';
import { type Analysis, Analyzer } from '../../../server/src/core/analysis/analyzer.ts';
import { RULES } from '../../../server/src/rules/index.gen.ts';
import { configurationOf, type Files, ROOT, snapshotOf } from '../../support/analysis.ts';
import { deployment, PRIVILEGED } from './shown.ts';

const CONFIGURATION = configurationOf();
const API = deployment('ports: [{containerPort: 8000, name: http}]\n');
const SERVICE =
  'apiVersion: v1\nkind: Service\nmetadata: {name: api}\nspec:\n  selector: {app: api}\n  ports: [{port: 80, targetPort: 8000}]\n';
const LIMITS =
  'apiVersion: v1\nkind: LimitRange\nmetadata: {name: l}\nspec:\n  limits: [{type: Container, default: {memory: 1Gi}}]\n';
const overlay = (name: string, more = ''): Files => ({
  [`${name}/kustomization.yaml`]: `resources: [../base]\n${more}`,
});
const PATCH =
  'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: api}\nspec:\n  template: {spec: {containers: [{name: api, livenessProbe: {exec: {command: [x]}}}]}}\n';
const BASE: Files = { 'base/kustomization.yaml': 'resources: [api.yaml]\n', 'base/api.yaml': API };

function analyzer(): Analyzer {
  return new Analyzer(RULES, (rule, error) => {
    throw new Error(`${rule.id} threw`, { cause: error });
  });
}

/** What is said of a file. */
function said(analysis: Analysis, path: string): unknown {
  return analysis.findings
    .get(`${ROOT}/${path}`)
    ?.map((each) => [
      each.ruleId,
      each.severity,
      each.message,
      each.location.start,
      each.environments,
      each.related,
      each.fixes().map((fix) => fix.title),
    ]);
}

/** What an edit of other files changes in what is said of a file, which itself stays as it is. */
const CASES: readonly (readonly [string, string, Files, Files])[] = [
  [
    'the ports of the pods that a Service selects',
    'service.yaml',
    { 'service.yaml': SERVICE, 'api.yaml': API },
    { 'service.yaml': SERVICE, 'api.yaml': API.replace('8000', '8001') },
  ],
  [
    'the names of those ports',
    'service.yaml',
    { 'service.yaml': SERVICE.replace('8000', 'http'), 'api.yaml': API },
    { 'service.yaml': SERVICE.replace('8000', 'http'), 'api.yaml': API.replace('name: http', 'name: web') },
  ],
  [
    'the labels by which a Service selects',
    'service.yaml',
    { 'service.yaml': SERVICE.replace('8000', '1'), 'api.yaml': API },
    {
      'service.yaml': SERVICE.replace('8000', '1'),
      'api.yaml': API.replace('labels: {app: api}', 'labels: {app: x}'),
    },
  ],
  [
    'a Service that comes to select a pod',
    'api.yaml',
    { 'api.yaml': API },
    { 'api.yaml': API, 'service.yaml': SERVICE },
  ],
  [
    'the name of an environment',
    'base/api.yaml',
    { ...BASE, ...overlay('staging') },
    { ...BASE, ...overlay('testing') },
  ],
  [
    'what an environment is for',
    'base/api.yaml',
    { ...BASE, ...overlay('staging') },
    { ...BASE, ...overlay('production') },
  ],
  [
    'one more environment',
    'base/api.yaml',
    { ...BASE, ...overlay('staging') },
    { ...BASE, ...overlay('staging'), ...overlay('other') },
  ],
  [
    'the tag that an environment sets',
    'base/api.yaml',
    { ...BASE, 'base/api.yaml': API.replace('1.4.2', 'latest'), ...overlay('a') },
    {
      ...BASE,
      'base/api.yaml': API.replace('1.4.2', 'latest'),
      ...overlay('a', 'images: [{name: example/api, newTag: "1"}]\n'),
    },
  ],
  [
    'a kustomization that comes to use a file as a patch',
    'a/patch.yaml',
    { ...BASE, ...overlay('a', 'patches: []\n'), 'a/patch.yaml': API },
    { ...BASE, ...overlay('a', 'patches: [{path: patch.yaml}]\n'), 'a/patch.yaml': API },
  ],
  [
    'a patch that comes to be used',
    'a/api.yaml',
    { 'a/kustomization.yaml': 'resources: [api.yaml]\n', 'a/api.yaml': API, 'a/patch.yaml': PATCH },
    {
      'a/kustomization.yaml': 'resources: [api.yaml]\npatches: [{path: patch.yaml}]\n',
      'a/api.yaml': API,
      'a/patch.yaml': PATCH,
    },
  ],
  [
    'a chart that a file comes to be a template of',
    'chart/templates/api.yaml',
    { 'chart/templates/api.yaml': API },
    { 'chart/templates/api.yaml': API, 'chart/Chart.yaml': 'name: x\n' },
  ],
  [
    'a base that a Compose file comes to be laid over',
    'compose.dev.yaml',
    { 'compose.dev.yaml': PRIVILEGED },
    { 'compose.dev.yaml': PRIVILEGED, 'compose.yaml': 'services: {api: {healthcheck: {test: x}}}\n' },
  ],
  [
    'the Dockerfile that a service is built from',
    'compose.yaml',
    { 'compose.yaml': 'services: {api: {build: .}}\n', Dockerfile: 'FROM x\n' },
    { 'compose.yaml': 'services: {api: {build: .}}\n', Dockerfile: 'FROM x\nHEALTHCHECK CMD y\nUSER z\n' },
  ],
  [
    'a healthcheck in Compose, for the probe that is offered',
    'api.yaml',
    { 'api.yaml': deployment(), 'compose.yaml': 'services: {api: {image: x}}\n' },
    {
      'api.yaml': deployment(),
      'compose.yaml': 'services: {api: {image: x, healthcheck: {test: [CMD, y]}}}\n',
    },
  ],
  [
    'a probe of Kubernetes, for the healthcheck that is offered',
    'compose.yaml',
    { 'compose.yaml': 'services: {api: {image: x}}\n', 'compose.b.yaml': 'services: {api: {image: x}}\n' },
    {
      'compose.yaml': 'services: {api: {image: x}}\n',
      'compose.b.yaml': 'services: {api: {image: x, healthcheck: {test: [CMD, y]}}}\n',
    },
  ],
  [
    'a limit for all containers of the namespace',
    'api.yaml',
    { 'api.yaml': API, 'limits.yaml': LIMITS },
    { 'api.yaml': API, 'limits.yaml': LIMITS.replace('memory', 'cpu') },
  ],
  [
    'an object in another document of the same folder',
    'api.yaml',
    { 'api.yaml': API, 'all.yaml': 'apiVersion: v1\nkind: ConfigMap\n' },
    { 'api.yaml': API, 'all.yaml': `apiVersion: v1\nkind: ConfigMap\n---\n${LIMITS}` },
  ],
];

describe('what is said of a file that nobody edits', () => {
  it.each(CASES)('follows %s', (_, path, before, after) => {
    for (const [from, to] of [
      [before, after],
      [after, before],
    ] as const) {
      const living = analyzer();
      const first = said(living.analyzeAtOnce(snapshotOf(from), CONFIGURATION), path);
      const second = said(living.analyzeAtOnce(snapshotOf(to), CONFIGURATION), path);
      expect(second).toEqual(said(analyzer().analyzeAtOnce(snapshotOf(to), CONFIGURATION), path));
      expect(second, 'it depends on the other file').not.toEqual(first);
    }
  });
});
