import type {
  FindingSummary,
  FindingsByRuleParams,
  FindingsByRuleResult,
  RuleScope,
} from '../../../../shared/src/protocol.ts';
import type { Analysis } from '../../core/analysis/analyzer.ts';
import { ENGINE_RULES } from '../../core/analysis/engineRules.ts';
import type { ModelFile } from '../../core/analysis/workspaceModel.ts';
import { isOff } from '../../core/config/configuration.ts';
import type { TargetName } from '../../core/rule/rule.ts';
import { RULES } from '../../rules/index.gen.ts';
import { Positions } from '../convert.ts';
import type { Judged } from '../folder.ts';

/** What is said where nothing has been judged yet. */
export const NOTHING: FindingsByRuleResult = { findings: [], unknown: [], off: [], scopes: [] };

/** The findings of some rules in a whole folder, for checklists. */
export function findingsByRule(
  { analysis, configuration }: Judged,
  { rules }: FindingsByRuleParams,
): FindingsByRuleResult {
  const positions = new Positions((uri) => analysis.model.files.get(uri)?.file.text);
  const wanted = new Set(rules);
  const findings: FindingSummary[] = [];
  for (const [uri, found] of analysis.findings) {
    for (const { ruleId, location, message, severity } of found) {
      if (!wanted.has(ruleId)) continue;
      findings.push({
        uri,
        range: positions.range(uri, location.start, location.end),
        ruleId,
        message,
        severity,
      });
    }
  }
  const unknown = rules.filter((id) => !(id in ENGINE_RULES) && !RULES.some((rule) => rule.id === id));
  const off = RULES.filter((rule) => wanted.has(rule.id) && isOff(rule, configuration));
  const known = [...wanted].filter((id) => !unknown.includes(id));
  return { findings, unknown, off: off.map((rule) => rule.id), scopes: scopesOf(known, analysis) };
}

type Kind = 'compose' | 'kubernetes' | 'kustomization';

/** The kind of files that what is judged is written in. */
const KINDS: { readonly [target in TargetName]: Kind } = {
  resource: 'kubernetes',
  pod: 'kubernetes',
  container: 'kubernetes',
  project: 'compose',
  service: 'compose',
  composition: 'compose',
  comparison: 'kubernetes',
  deployment: 'kustomization',
  kustomization: 'kustomization',
};

/** What each rule was held against; the engine's own are for every file, also for one that is broken. */
function scopesOf(rules: readonly string[], { model, findings }: Analysis): RuleScope[] {
  const files = [...findings.keys()].flatMap((uri) => model.files.get(uri) ?? []);
  const broken = files.filter(isBroken);
  return rules.map((ruleId): RuleScope => {
    const rule = RULES.find((each) => each.id === ruleId);
    if (!rule) return { ruleId, judged: files.length, broken: [] };
    const wanted = KINDS[rule.target];
    // What a kustomization deploys is known when it and its manifests are read.
    const concerns = ({ kind }: ModelFile): boolean => (kind === 'compose') === (wanted === 'compose');
    return {
      ruleId,
      judged: files.filter((each) => each.kind === wanted && isJudged(each)).length,
      broken: broken.filter(concerns).map(({ file }) => file.uri),
    };
  });
}

function isJudged({ kind, documents }: ModelFile): boolean {
  return documents.some(({ document, template, project, resources }) => {
    if (kind === 'compose') return project !== undefined;
    return kind === 'kustomization' ? !template && document.root !== undefined : resources.length > 0;
  });
}

function isBroken({ documents, tooLarge }: ModelFile): boolean {
  const unread = documents.some(
    ({ document, template }) => !template && document.problems.some(({ kind }) => kind !== 'duplicate-key'),
  );
  return tooLarge || unread;
}
