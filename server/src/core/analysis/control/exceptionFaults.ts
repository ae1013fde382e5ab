import { type Configuration, ruleMatches } from '../../config/configuration.ts';
import type { Tag } from '../../rule/problem.ts';
import { closestName } from '../../text/closestName.ts';
import type { Location } from '../../text/span.ts';
import { ENGINE_RULES, type EngineRuleId } from '../engineRules.ts';
import type { Finding, LocatedFix } from '../finding.ts';
import type { Snapshot } from '../snapshot.ts';
import type { Exception } from './exceptions.ts';
import { itemRemoval } from './itemRemoval.ts';

/** What is wrong with exceptions: those that name no rule, are past their date, or take nothing away. */
export function exceptionFaults(
  exceptions: readonly Exception[],
  used: ReadonlySet<Exception>,
  known: readonly string[],
  { files }: Snapshot,
  configuration: Configuration,
): Finding[] {
  const result: Finding[] = [];
  for (const exception of exceptions) {
    const { setting, expired } = exception;
    const file = files.get(setting.at.uri);
    if (!file) continue;
    const { text } = file;
    const removal = () => itemRemoval(file, 'exceptions', setting.at, 'Remove the exception');
    const fault = (
      id: EngineRuleId,
      location: Location,
      message: string,
      fixes: () => LocatedFix[],
      tags: Tag[] = [],
    ) => {
      const level = configuration.rules.get(id)?.level ?? ENGINE_RULES[id].severity;
      if (level === 'off') return;
      const source = { uri: file.uri, text, shared: [] };
      const problem = { span: { source, start: location.start, end: location.end }, message };
      const common = { related: [], tags, environments: [], subject: undefined };
      result.push({ ...common, ruleId: id, severity: level, message, location, problem, fixes });
    };
    const unknown = setting.rules.filter(({ id }) => !known.some((each) => ruleMatches(id, each)));
    for (const { id, at } of unknown) {
      const closest = closestName(id, known);
      const message = `There is no rule "${id}": this exception holds for nothing.`;
      fault('plumbline/suppression-unknown', at, message, () => rename(at, closest));
    }
    if (expired) {
      const message = `This exception counted until ${setting.until}: what it held back is shown again.`;
      fault('plumbline/suppression-expired', setting.at, message, removal);
    }
    if (!used.has(exception) && unknown.length < setting.rules.length) {
      const message = 'Nothing is found that this exception is for: it has no effect.';
      fault('plumbline/suppression-unused', setting.at, message, removal, ['unnecessary']);
    }
  }
  return result;
}

function rename(location: Location, closest: string | undefined): LocatedFix[] {
  if (closest === undefined) return [];
  return [{ title: `Change to "${closest}"`, safe: false, edits: [{ location, newText: closest }] }];
}
