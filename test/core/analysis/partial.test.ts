import { describe, expect, it } from 'vitest';
import type { Files } from '../../support/analysis.ts';
import { deployment, shown } from './shown.ts';

/** A whole container, so that only its place tells that it is a patch. */
const PATCH = deployment('securityContext:\n  privileged: true\n');
const BASE: Files = { 'base/kustomization.yaml': 'resources: [api.yaml]\n', 'base/api.yaml': deployment() };

function overlay(fields: string): Files {
  return { ...BASE, 'prod/kustomization.yaml': `resources: [../base]\n${fields}`, 'prod/patch.yaml': PATCH };
}

/** What is said of the patch. */
function ofPatch(files: Files, isolated = false): string[] {
  return shown(files, { isolated }, 'kubernetes/')
    .filter((each) => each.startsWith('prod/patch.yaml'))
    .map((each) => each.split(' ')[1] ?? '');
}

describe('a patch', () => {
  it.each([
    ['patches', 'patches: [{path: patch.yaml}]\n'],
    ['patchesStrategicMerge', 'patchesStrategicMerge: [patch.yaml]\n'],
    [
      'patchesJson6902',
      'patchesJson6902:\n  - target: {kind: Deployment, name: api}\n    path: patch.yaml\n',
    ],
  ])('under %s is not told what it lacks, only what is wrong', (_, fields) => {
    expect(ofPatch(overlay(fields))).toEqual(['kubernetes/privileged-container']);
  });

  it('is one no more where no kustomization uses it, or each file is judged by itself', () => {
    expect(ofPatch(overlay(''))).toContain('kubernetes/liveness-probe');
    expect(ofPatch(overlay('patches: [{path: patch.yaml}]\n'), true)).toContain('kubernetes/liveness-probe');
    expect(ofPatch(overlay('resources: [patch.yaml]\n'))).toContain('kubernetes/liveness-probe');
  });

  it('leaves the base to be judged', () => {
    const found = shown(overlay('patches: [{path: patch.yaml}]\n'));
    expect(found.filter((each) => each.startsWith('base/api.yaml'))).toContain(
      'base/api.yaml:13:17-20 kubernetes/liveness-probe',
    );
  });

  it.each([
    [
      'without a selector and an image',
      deployment('securityContext: {privileged: true}\n')
        .replace(/ {2}selector:\n.*\n/, '')
        .replace(/ {10}image.*\n/, ''),
    ],
    ['without an image', deployment('securityContext: {privileged: true}\n').replace(/ {10}image.*\n/, '')],
    [
      'without a selector and containers',
      deployment('', 'hostNetwork: true\n')
        .replace(/ {2}selector:\n.*\n/, '')
        .replace(/ {6}containers:[\s\S]*/, ''),
    ],
    ['with a directive', deployment('securityContext: {privileged: true}\n$patch: replace\n')],
    [
      'with an order of elements',
      deployment('securityContext: {privileged: true}\n', '$setElementOrder/containers:\n  - name: api\n'),
    ],
    [
      'with a list of what is deleted',
      deployment('securityContext: {privileged: true}\n', '$deleteFromPrimitiveList/finalizers: [x]\n'),
    ],
  ])('is known by its shape: %s', (_, text) => {
    const found = shown({ 'api.yaml': text }).map((each) => each.split(' ')[1]);
    expect(found).toHaveLength(1);
    expect(['kubernetes/privileged-container', 'kubernetes/host-network']).toContain(found[0]);
    expect(shown({ 'api.yaml': text }, { isolated: true }).length).toBeGreaterThan(1);
  });

  it('is none where all that an object needs is there', () => {
    for (const text of [deployment(), deployment().replace(/ {2}selector:\n.*\n/, '')]) {
      expect(shown({ 'api.yaml': text }, {}, 'kubernetes/liveness-probe')).toHaveLength(1);
    }
    const two = deployment('', '').concat('        - name: log\n          args: [x]\n');
    expect(shown({ 'api.yaml': two }, {}, 'kubernetes/liveness-probe')).toHaveLength(2);
  });
});

const COMPOSE = 'services:\n  api:\n    image: example/api:1.4.2\n    privileged: true\n';

describe('a Compose override', () => {
  const said = (files: Files, path: string, isolated = false): string[] =>
    shown(files, { isolated })
      .filter((each) => each.startsWith(path))
      .map((each) => each.split(' ')[1] ?? '');

  it.each([
    ['beside its base', 'compose.yaml', 'compose.override.yaml'],
    ['with an older name', 'docker-compose.yml', 'docker-compose.dev.yml'],
    ['with a name before', 'compose.yml', 'app.compose.yaml'],
    ['in a folder below', 'compose.yaml', 'docker/compose.dev.yaml'],
  ])('is not told what it lacks: %s', (_, base, override) => {
    const files = { [base]: COMPOSE.replace('    privileged: true\n', ''), [override]: COMPOSE };
    expect(said(files, override)).toEqual(['compose/privileged']);
    expect(said(files, base)).toContain('compose/healthcheck-missing');
    expect(said(files, override, true)).toContain('compose/healthcheck-missing');
  });

  it.each([
    ['there is no base', {}, 'compose.prod.yaml'],
    ['the base is elsewhere', { 'other/compose.yaml': COMPOSE }, 'app/compose.prod.yaml'],
    ['its own name is that of a base', { 'compose.yaml': COMPOSE }, 'sub/docker-compose.yaml'],
  ])('is a file of its own where %s', (_, others, path) => {
    expect(said({ ...others, [path]: COMPOSE }, path)).toContain('compose/healthcheck-missing');
  });

  it('is known by its shape: no service says what it runs', () => {
    const shape = 'services:\n  api:\n    privileged: true\n  db:\n    ports: []\n';
    expect(said({ 'stack.yaml': shape }, 'stack.yaml')).toEqual(['compose/privileged']);
    for (const more of [
      '    build: .\n',
      '    extends: {file: x.yaml, service: y}\n',
      'include: [x.yaml]\n',
      'name: x\n',
    ]) {
      const found = said({ 'stack.yaml': shape + more }, 'stack.yaml');
      expect(found, more).toContain('compose/healthcheck-missing');
    }
  });

  it('becomes one when its base is written, and ceases to be one when that is deleted', () => {
    const path = 'compose.dev.yaml';
    const alone = said({ [path]: COMPOSE }, path);
    const over = said({ [path]: COMPOSE, 'compose.yaml': 'services: {api: {}}\n' }, path);
    expect(alone.length).toBeGreaterThan(over.length);
    expect(over).toEqual(['compose/privileged']);
  });
});
