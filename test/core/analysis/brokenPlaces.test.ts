import { describe, expect, it } from 'vitest';
import { Analyzer } from '../../../server/src/core/analysis/analyzer.ts';
import { RULES } from '../../../server/src/rules/index.gen.ts';
import { configurationOf, ROOT, snapshotOf } from '../../support/analysis.ts';
import { deployment, PRIVILEGED, shown } from './shown.ts';

/** An environment of a base and an overlay with one more file. */
function overlay(patches: string, files: { readonly [path: string]: string }) {
  return {
    'base/kustomization.yaml': 'resources: [api.yaml]\n',
    'base/api.yaml': deployment(),
    'prod/kustomization.yaml': `resources: [../base]\n${patches}`,
    ...files,
  };
}

const OPS = 'patches:\n  - target: {kind: Deployment}\n    path: ';

describe('what is wrong in a file of an environment that can not be merged is shown there', () => {
  it.each([
    [
      'a Compose file that extends in a circle, in a layer that is not the first',
      {
        'compose.yaml': PRIVILEGED,
        'compose.override.yaml':
          'services:\n  a:\n    extends: {service: b}\n  b:\n    extends: {service: a}\n',
      },
      'compose',
      ['compose.yaml:4:17-21 compose/privileged', 'compose.override.yaml:5:24-25 compose/extends-cycle'],
    ],
    [
      'a file that is included, looks like nothing, and includes itself',
      { 'compose.yaml': `include: [parts]\n${PRIVILEGED}`, parts: 'include: [parts]\n' },
      'compose/include-cycle',
      ['parts:1:11-16 compose/include-cycle'],
    ],
    [
      'a file that is included, looks like nothing, and is no YAML',
      { 'compose.yaml': `include: [parts]\n${PRIVILEGED}`, parts: 'volumes: {\n' },
      'compose/project-invalid',
      ['parts:1:10-11 compose/project-invalid'],
    ],
    [
      'a file of operations in JSON',
      overlay(`${OPS}ops.json\n`, { 'prod/ops.json': '[{"op": "remove", "path": "/spec/nothing"}]\n' }),
      'kustomize',
      ['prod/ops.json:1:27-42 kustomize/json6902-bad-path'],
    ],
    [
      'a file of operations in JSON that ends too early',
      overlay(`${OPS}ops.json\n`, { 'prod/ops.json': '[{"op": "remove", \n' }),
      'kustomize',
      ['prod/ops.json:1:17-19 kustomize/build-refused'],
    ],
    [
      'a file of operations in YAML',
      overlay(`${OPS}ops.yaml\n`, { 'prod/ops.yaml': '- op: overwrite\n  path: /spec/replicas\n' }),
      'kustomize',
      ['prod/ops.yaml:1:7-16 kustomize/build-refused'],
    ],
    [
      'a patch',
      overlay('patches:\n  - path: patch.yaml\n', {
        'prod/patch.yaml': 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: apo}\n',
      }),
      'kustomize',
      ['prod/patch.yaml:3:18-21 kustomize/patch-no-match'],
    ],
    [
      'a patch with a key that is set twice',
      overlay('patches:\n  - path: patch.yaml\n', {
        'prod/patch.yaml':
          'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: api}\nspec: {replicas: 2, replicas: 3}\n',
      }),
      '',
      ['prod/patch.yaml:4:21-29 yaml/duplicate-key'],
    ],
  ] as const)('%s', (_, files, rules, expected) => {
    const found = shown(files, {}, rules);
    expect(found.filter((each) => !each.startsWith('base/'))).toEqual(expected);
  });

  it('with the entry of the kustomization that leads there, and not where it is to be left alone', () => {
    const files = overlay(`${OPS}ops.json\n`, {
      'prod/ops.json': '[{"op": "remove", "path": "/spec/nothing"}]\n',
    });
    const configuration = configurationOf();
    const analyzer = new Analyzer(RULES, () => {});
    const analysis = analyzer.analyzeAtOnce(snapshotOf(files), configuration);
    const uri = `${ROOT}/prod/ops.json`;
    const [found] = analysis.findings.get(uri) ?? [];
    expect(found?.related.map(({ location }) => location.uri)).toEqual([`${ROOT}/prod/kustomization.yaml`]);
    expect(found?.environments).toEqual(['prod']);
    expect(analyzer.judgeAfresh(analysis, uri, configuration)).toMatchObject([{ ruleId: found?.ruleId }]);
    const again = analyzer.analyzeAtOnce(snapshotOf(files), configuration);
    expect(again.findings.get(uri)).toBe(analysis.findings.get(uri));
    expect(shown(files, { ignore: ['prod/*.json'] }, 'kustomize')).toEqual([]);
    expect(shown(files, { isolated: true }, 'kustomize')).toEqual([]);
  });

  it('and can be silenced there', () => {
    const ops =
      '# plumbline-disable-next-line kustomize/build-refused\n- op: overwrite\n  path: /spec/replicas\n';
    const files = overlay(`${OPS}ops.yaml\n`, { 'prod/ops.yaml': ops });
    expect(shown(files).filter((each) => each.startsWith('prod'))).toEqual([]);
    const mended = { ...files, 'prod/ops.yaml': ops.replace('overwrite', 'replace').concat('  value: 2\n') };
    expect(shown(mended, {}, 'plumbline')).toHaveLength(1);
  });
});
