import { describe, expect, it } from 'vitest';
import type { Finding, LocatedFix } from '../../../server/src/core/analysis/finding.ts';
import { applyFix, type Files, findingsOf, placeOf } from '../../support/analysis.ts';

const API = `apiVersion: apps/v1
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
          image: example/api:1.4.2
`;
const patch = (container: string): string => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: api
spec:
  template:
    spec:
      containers:
        - name: api
${container}`;
const LIMIT = '          resources: {limits: {memory: 1Gi}}\n';
const BASE: Files = { 'base/kustomization.yaml': 'resources: [api.yaml]\n', 'base/api.yaml': API };

function overlay(name: string, text?: string): Files {
  const kustomization = `resources:\n  - ../base\n${text === undefined ? '' : 'patches:\n  - path: patch.yaml\n'}`;
  return {
    [`${name}/kustomization.yaml`]: kustomization,
    ...(text === undefined ? {} : { [`${name}/patch.yaml`]: text }),
  };
}

function found(files: Files, rule: string): Finding[] {
  return findingsOf(files).filter((each) => each.ruleId === rule);
}

/** `path:place [environments]` of each finding of a rule. */
function said(files: Files, rule: string): string[] {
  return found(files, rule)
    .map((each) => `${placeOf(each, files)} [${each.environments.join()}]`)
    .sort();
}

function fixesOf(files: Files, rule: string): readonly LocatedFix[] {
  return found(files, rule).flatMap((each) => each.fixes());
}

const MEMORY = 'kubernetes/memory-limits';

describe('what every environment lacks', () => {
  const files = { ...BASE, ...overlay('production'), ...overlay('staging', patch('          args: [x]\n')) };

  it('is said once, at the object in the base', () => {
    expect(said(files, MEMORY)).toEqual(['base/api.yaml:11:17-20 [production,staging]']);
  });

  it('is added to the base, or to one environment alone', () => {
    const fixes = fixesOf(files, MEMORY);
    expect(fixes.map((each) => each.title.replace(/^.* in /, 'in '))).toEqual([
      'in api.yaml, for all environments',
      'in a new patch, only for production',
      'in patch.yaml, only for staging',
    ]);
    const [base, fresh, own] = fixes;
    if (!base || !fresh || !own) throw new Error('There are three fixes.');
    expect(said(applyFix(files, base), MEMORY)).toEqual([]);
    const inPatch = applyFix(files, fresh);
    expect(inPatch['production/kustomization.yaml']).toBe(
      'resources:\n  - ../base\npatches:\n  - path: api-deployment-patch.yaml\n',
    );
    expect(said(inPatch, MEMORY)).toEqual(['staging/patch.yaml:9:17-20 [staging]']);
    expect(said(applyFix(files, own), MEMORY)).toEqual(['production/kustomization.yaml:2:5-12 [production]']);
  });
});

describe('what some environments lack', () => {
  const files = {
    ...BASE,
    ...overlay('production', patch(LIMIT)),
    ...overlay('staging', patch('          args: [x]\n')),
  };

  it('is said in their own layer: at the container in the patch that names it', () => {
    expect(said(files, MEMORY)).toEqual(['staging/patch.yaml:9:17-20 [staging]']);
    const [finding] = found(files, MEMORY);
    expect(finding?.related.map(({ location }) => location.uri)).toEqual(['file:///workspace/base/api.yaml']);
  });

  it('is said where the kustomization brings the base in, where no patch names it', () => {
    const plain = { ...BASE, ...overlay('production', patch(LIMIT)), ...overlay('staging') };
    expect(said(plain, MEMORY)).toEqual(['staging/kustomization.yaml:2:5-12 [staging]']);
  });

  it('is added there first', () => {
    const [first] = fixesOf(files, MEMORY);
    expect(first?.title).toContain('in patch.yaml, only for staging');
    expect(said(applyFix(files, first ?? { edits: [] }), MEMORY)).toEqual([]);
  });

  it('is nothing where every environment has it', () => {
    const all = { ...BASE, ...overlay('production', patch(LIMIT)), ...overlay('staging', patch(LIMIT)) };
    expect(said(all, MEMORY)).toEqual([]);
  });
});

describe('what is wrong', () => {
  it('is said at the value that won, and names what it took the place of', () => {
    const files = {
      'base/kustomization.yaml': 'resources: [api.yaml]\n',
      'base/api.yaml': API.replace(
        'spec:\n      containers',
        'spec:\n      hostNetwork: false\n      containers',
      ),
      'production/kustomization.yaml': 'resources: [../base]\npatches: [{path: patch.yaml}]\n',
      'production/patch.yaml': patch('').replace(
        'spec:\n      containers',
        'spec:\n      hostNetwork: true\n      containers',
      ),
    };
    expect(said(files, 'kubernetes/host-network')).toEqual(['production/patch.yaml:8:20-24 [production]']);
    const [finding] = found(files, 'kubernetes/host-network');
    expect(finding?.related.map((each) => each.location.uri)).toEqual(['file:///workspace/base/api.yaml']);
  });

  it('is nothing in the base where each environment sets it right', () => {
    const files = {
      'base/kustomization.yaml': 'resources: [api.yaml]\n',
      'base/api.yaml': API.replace('example/api:1.4.2', 'example/api'),
      'production/kustomization.yaml': 'resources: [../base]\nimages: [{name: example/api, newTag: 1.4.2}]\n',
    };
    expect(said(files, 'kubernetes/image-tag-latest')).toEqual([]);
  });
});

describe('a Compose project', () => {
  const base = 'services:\n  api:\n    image: example/api:1.4.2\n  db:\n    image: example/db:1\n';
  const files = {
    'compose.yaml': base,
    'compose.prod.yaml': 'services:\n  api:\n    mem_limit: 1g\n    privileged: true\n',
    'compose.dev.yaml': 'services:\n  api:\n    command: x\n',
  };

  it('is judged with its layers merged', () => {
    expect(said(files, 'compose/memory-limit')).toEqual([
      'compose.dev.yaml:2:3-6 [dev]',
      'compose.yaml:4:3-5 [dev,prod]',
    ]);
    expect(said(files, 'compose/privileged')).toEqual(['compose.prod.yaml:4:17-21 [prod]']);
  });

  it('is mended in the layer that a person chooses', () => {
    const inDev = found(files, 'compose/memory-limit').find(({ location }) => /dev/.test(location.uri));
    const [own, shared] = inDev?.fixes() ?? [];
    expect(own?.title).toContain('in compose.dev.yaml, only for dev');
    expect(shared?.title).toContain('in compose.yaml, for all environments');
    expect(said(applyFix(files, own ?? { edits: [] }), 'compose/memory-limit')).toEqual([
      'compose.yaml:4:3-5 [dev,prod]',
    ]);
  });

  it('counts what an override takes away', () => {
    const reset = {
      ...files,
      'compose.dev.yaml': 'services:\n  api:\n    privileged: true\n  db: !reset null\n',
    };
    expect(said(reset, 'compose/memory-limit')).toContain('compose.yaml:4:3-5 [prod]');
  });
});

describe('an environment that can not be merged', () => {
  it('is told what is wrong, but not what it seems to lack', () => {
    const files = {
      ...BASE,
      'base/api.yaml': `${API}          securityContext: {privileged: true}\n`,
      'production/kustomization.yaml': 'resources: [../base, nowhere.yaml]\n',
    };
    expect(said(files, MEMORY)).toEqual([]);
    expect(said(files, 'kubernetes/privileged-container')).toHaveLength(1);
  });
});
