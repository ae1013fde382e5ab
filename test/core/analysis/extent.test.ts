import { describe, expect, it } from 'vitest';
import { type Files, findingsOf, type Setting } from '../../support/analysis.ts';

const SERVICE =
  'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {selector: {app: web}, ports: [{port: 80}]}\n';
const POD =
  'apiVersion: v1\nkind: Pod\nmetadata: {name: other, labels: {app: other}}\nspec: {containers: [{name: a, image: "a:1"}]}\n';
const READER =
  'apiVersion: v1\nkind: Pod\nmetadata: {name: reader}\nspec: {containers: [{name: a, image: "a:1", envFrom: [{secretRef: {name: login}}]}]}\n';

/** Which of two rules that look for other objects speak, and how loudly. */
function dangling(files: Files, setting: Setting = {}): string[] {
  return findingsOf(files, setting)
    .filter(({ ruleId }) => ruleId.endsWith('-dangling'))
    .map(({ ruleId, severity }) => `${ruleId.slice('kubernetes/'.length)} ${severity}`);
}

describe('what is not found', () => {
  it('is missing in a kustomization that is built whole', () => {
    const files = { 'k/kustomization.yaml': 'resources: [a.yaml, b.yaml, c.yaml]\n' };
    const objects = { 'k/a.yaml': SERVICE, 'k/b.yaml': POD, 'k/c.yaml': READER };
    expect(dangling({ ...files, ...objects })).toEqual([
      'service-dangling warning',
      'env-value-from-dangling warning',
    ]);
  });

  it.each([
    ['a remote base', 'resources: [a.yaml, b.yaml, c.yaml, "https://github.com/example/base?ref=v1"]\n'],
    ['a chart', 'resources: [a.yaml, b.yaml, c.yaml]\nhelmCharts: [{name: redis, version: 1.0.0}]\n'],
    ['a file that is not there', 'resources: [a.yaml, b.yaml, c.yaml, gone.yaml]\n'],
  ])('may come with %s', (_, kustomization) => {
    const files = { 'k/a.yaml': SERVICE, 'k/b.yaml': POD, 'k/c.yaml': READER };
    expect(dangling({ 'k/kustomization.yaml': kustomization, ...files })).toEqual([]);
  });

  it('may be brought by a release of a chart', () => {
    const release = 'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: web}\n';
    expect(
      dangling({
        'k/kustomization.yaml': 'resources: [a.yaml]\n',
        'k/a.yaml': [SERVICE, POD, READER, release].join('---\n'),
      }),
    ).toEqual([]);
  });

  it('may be elsewhere where files only share a folder', () => {
    expect(dangling({ 'a.yaml': SERVICE, 'b.yaml': POD, 'c.yaml': READER })).toEqual([]);
    expect(dangling({ 'a.yaml': `${SERVICE}---\n${POD}` })).toEqual(['service-dangling warning']);
    expect(dangling({ 'a.yaml': SERVICE, 'b.yaml': POD.replace('app: other', 'app: wbe') })).toEqual([
      'service-dangling warning',
    ]);
  });

  it('may be in a file that is a template', () => {
    const template = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ .Release.Name }}\n';
    expect(dangling({ 'a.yaml': `${SERVICE}---\n${POD}`, 'b.yaml': template })).toEqual([]);
  });

  it('is missing where each file is judged as though it were all', () => {
    expect(dangling({ 'a.yaml': SERVICE, 'c.yaml': READER }, { isolated: true })).toEqual([
      'service-dangling warning',
      'env-value-from-dangling warning',
    ]);
  });

  it('is information where the team keeps it elsewhere', () => {
    const files = { 'k/kustomization.yaml': 'resources: [c.yaml]\n', 'k/c.yaml': READER };
    expect(dangling(files, { external: ['Secret/login'] })).toEqual(['env-value-from-dangling information']);
    expect(dangling(files, { external: ['Secret/other'] })).toEqual(['env-value-from-dangling warning']);
  });

  it('is missing in one environment alone', () => {
    const files = {
      'base/kustomization.yaml': 'resources: [a.yaml]\n',
      'base/a.yaml': READER,
      'dev/kustomization.yaml':
        'resources: [../base]\nsecretGenerator: [{name: login, literals: [password=x]}]\n',
      'production/kustomization.yaml': 'resources: [../base]\n',
    };
    const found = findingsOf(files).filter(({ ruleId }) => ruleId === 'kubernetes/env-value-from-dangling');
    expect(found.map((each) => each.environments)).toEqual([['production']]);
  });
});
