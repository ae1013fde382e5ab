import { expect, it } from 'vitest';
import { Analyzer } from '../../../server/src/core/analysis/analyzer.ts';
import { RULES } from '../../../server/src/rules/index.gen.ts';
import { configurationOf, ROOT, snapshotOf } from '../../support/analysis.ts';

it('a kustomization that can not be built is offered the fixes of what is wrong in it', () => {
  const configuration = configurationOf();
  const analyzer = new Analyzer(RULES, () => {});
  const files = { 'base/kustomization.yaml': '', 'prod/kustomization.yaml': 'resources:\n  - ../bse\n' };
  const analysis = analyzer.analyzeAtOnce(snapshotOf(files), configuration);
  const uri = `${ROOT}/prod/kustomization.yaml`;
  const rules = (findings: readonly { readonly ruleId: string }[]) => findings.map(({ ruleId }) => ruleId);
  const afresh = analyzer.judgeAfresh(analysis, uri, configuration);
  expect(rules(afresh)).toContain('kustomize/missing-reference');
  expect(rules(afresh)).toEqual(rules(analysis.findings.get(uri) ?? []));
});
