import { describe, expect, it } from 'vitest';
import type { LocatedFix } from '../../../server/src/core/analysis/finding.ts';
import { applyFix, type Files, findingsOf } from '../../support/analysis.ts';

const MEMORY = 'kubernetes/memory-limits';

const object = (container: string): string => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: api
spec:
  selector: {matchLabels: {app: api}}
  template:
    metadata: {labels: {app: api}}
    spec:
      containers:
        - name: api
${container}`;
const IMAGE = '          image: example/api:1.4.2\n';
const ARGS = '          args: [x]\n';
const BASE: Files = { 'base/kustomization.yaml': 'resources: [api.yaml]\n', 'base/api.yaml': object(IMAGE) };

function placesOf(files: Files): string[] {
  return fixesOf(files).map(({ title }) => title.replace(/^.*? in /, ''));
}

function fixesOf(files: Files): readonly LocatedFix[] {
  return findingsOf(files)
    .filter(({ ruleId }) => ruleId === MEMORY)
    .flatMap((each) => each.fixes());
}

/** The environments that lack a memory limit. */
function lacking(files: Files): string[] {
  const found = findingsOf(files).filter(({ ruleId }) => ruleId === MEMORY);
  return [...new Set(found.flatMap(({ environments }) => environments))].sort();
}

describe('a layer that several environments have', () => {
  const files: Files = {
    ...BASE,
    'part/kustomization.yaml':
      'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\npatches: [{path: patch.yaml}]\n',
    'part/patch.yaml': object(ARGS),
    'production/kustomization.yaml': 'resources: [../base]\n',
    'dev/kustomization.yaml': 'resources: [../base]\ncomponents: [../part]\n',
    'staging/kustomization.yaml': 'resources: [../base]\ncomponents: [../part]\n',
  };

  it('is offered for all of them, and beside it a new one for each', () => {
    expect(placesOf(files).sort()).toEqual([
      'a new patch, only for dev',
      'a new patch, only for production',
      'a new patch, only for staging',
      'api.yaml, for all environments',
      'patch.yaml, for dev and staging',
    ]);
    for (const fix of fixesOf(files)) {
      const mended = fix.environments ?? ['dev', 'production', 'staging'];
      const left = ['dev', 'production', 'staging'].filter((name) => !mended.includes(name));
      expect(lacking(applyFix(files, fix)), fix.title).toEqual(left);
    }
  });

  it('comes first where those are the ones that lack something', () => {
    const limit = `${ARGS}          resources: {limits: {memory: 1Gi}}\n`;
    const most: Files = {
      ...files,
      'production/kustomization.yaml': 'resources: [../base]\npatches: [{path: limit.yaml}]\n',
      'production/limit.yaml': object(limit),
    };
    expect(lacking(most)).toEqual(['dev', 'staging']);
    expect(placesOf(most)[0]).toBe('patch.yaml, for dev and staging');
  });
});

describe('the base', () => {
  it('is not promised to an environment whose patch takes away what is added', () => {
    const files: Files = {
      ...BASE,
      'production/kustomization.yaml': 'resources: [../base]\n',
      'staging/kustomization.yaml': 'resources: [../base]\npatches: [{path: patch.yaml}]\n',
      'staging/patch.yaml': object('          resources:\n            # none yet\n'),
    };
    expect(placesOf(files)[0]).toBe('api.yaml, only for production');
    const [first] = fixesOf(files);
    expect(lacking(applyFix(files, first ?? { edits: [] }))).toEqual(['staging']);
  });
});

it('offers no new patch for an object that an environment has twice of one base', () => {
  const files: Files = {
    ...BASE,
    'one/kustomization.yaml': 'namePrefix: one-\nresources: [../base]\n',
    'two/kustomization.yaml': 'namePrefix: two-\nresources: [../base]\n',
    'production/kustomization.yaml': 'resources: [../one, ../two]\n',
    'staging/kustomization.yaml': 'resources: [../base]\n',
  };
  expect(placesOf(files)).toContain('a new patch, only for staging');
  expect(placesOf(files)).not.toContain('a new patch, only for production');
});

it('names the object in a new patch for its metadata', () => {
  const namespace = 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n';
  const files: Files = {
    'base/kustomization.yaml': 'resources: [namespace.yaml]\n',
    'base/namespace.yaml': namespace,
    'production/kustomization.yaml': 'resources: [../base]\n',
    'staging/kustomization.yaml': 'resources: [../base]\n',
  };
  const fixes = findingsOf(files, { preset: 'all' })
    .filter(({ ruleId }) => ruleId === 'kubernetes/pod-security-admission')
    .flatMap((each) => each.fixes());
  const fresh = fixes.find(({ title }) => title.endsWith('in a new patch, only for staging'));
  expect(fresh?.creates?.map(({ text }) => text)).toEqual([
    `${namespace}  labels:\n    pod-security.kubernetes.io/enforce: baseline\n`,
  ]);
});

it('offers no fix in the base where environments want it written in other ways', () => {
  const files: Files = {
    'compose.yaml': 'services:\n  api:\n    image: example/api:1.4.2\n',
    'compose.dev.yaml': 'services:\n  api:\n    cpus: 1\n',
    'compose.prod.yaml': 'services:\n  api:\n    deploy: {resources: {limits: {cpus: "1"}}}\n',
  };
  const titles = findingsOf(files, { preset: 'strict' })
    .filter(({ ruleId }) => ruleId === 'compose/memory-limit')
    .flatMap((each) => each.fixes().map(({ title }) => title));
  expect(titles.sort()).toEqual([
    'Set the memory limit to 512M in compose.dev.yaml, only for dev',
    'Set the memory limit to 512M in compose.prod.yaml, only for prod',
  ]);
});

it('tells containers apart that have one image through an anchor, whichever comes first', () => {
  const pair = object(
    `${IMAGE.replace('image: ', 'image: &image ')}        - name: sidecar\n          image: *image\n`,
  );
  const files: Files = {
    ...BASE,
    'base/api.yaml': pair.replace(':1.4.2', ':latest'),
    'dev/kustomization.yaml': 'resources: [../base]\n',
    'production/kustomization.yaml': 'resources: [../base]\npatches: [{path: patch.yaml}]\n',
    'production/patch.yaml': object('          $patch: delete\n').replace('- name: api', '- name: sidecar'),
    'staging/kustomization.yaml': 'resources: [../base]\npatches: [{path: patch.yaml}]\n',
    'staging/patch.yaml': object(ARGS).replace('- name: api', '- name: sidecar'),
  };
  const said = findingsOf(files)
    .filter(({ ruleId }) => ruleId === 'kubernetes/image-tag-latest')
    .map(({ subject, environments }) => `${subject?.label} ${environments.join()}`);
  expect(said.sort()).toEqual(['container "api" dev,production,staging', 'container "sidecar" dev,staging']);
});
