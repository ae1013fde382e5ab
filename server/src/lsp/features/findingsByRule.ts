import type {
  FindingSummary,
  FindingsByRuleParams,
  FindingsByRuleResult,
} from '../../../../shared/src/protocol.ts';
import { ENGINE_RULES } from '../../core/analysis/engineRules.ts';
import { levelOf } from '../../core/config/configuration.ts';
import { RULES } from '../../rules/index.gen.ts';
import { Positions } from '../convert.ts';
import type { Judged } from '../folder.ts';

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
  const off = RULES.filter((rule) => wanted.has(rule.id) && levelOf(rule, configuration).level === 'off');
  return { findings, unknown, off: off.map((rule) => rule.id) };
}
