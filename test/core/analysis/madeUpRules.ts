import type { ComposeService } from '../../../server/src/core/compose/project.ts';
import type { Container } from '../../../server/src/core/kubernetes/pod.ts';
import {
  defineRule,
  type Rule,
  type RuleContext,
  type RuleDefinition,
} from '../../../server/src/core/rule/rule.ts';
import type { PresetLevels } from '../../../server/src/core/rule/severity.ts';

type Check<Target> = (target: Target, context: RuleContext<unknown>) => void;

const LEVELS: PresetLevels = { recommended: 'warning', strict: 'error' };

function shell(
  id: string,
  levels: PresetLevels,
): Omit<RuleDefinition<'service', undefined>, 'target' | 'check'> {
  return {
    id,
    title: `What ${id} finds`,
    category: 'correctness',
    levels,
    since: '0.0.0',
    docs: { why: 'It is made up.', references: [] },
    examples: { good: [], bad: [] },
  };
}

/** A rule for services that stands in no list. */
export function serviceRule(id: string, check: Check<ComposeService>, levels = LEVELS): Rule<'service'> {
  return defineRule({ ...shell(id, levels), target: 'service', check });
}

/** A rule for containers that stands in no list. */
export function containerRule(id: string, check: Check<Container>, levels = LEVELS): Rule<'container'> {
  return defineRule({ ...shell(id, levels), target: 'container', check });
}

/** A rule that finds every service. */
export function everyService(id: string, levels = LEVELS): Rule<'service'> {
  return serviceRule(
    id,
    (service, { report }) => report({ span: service.entry.keySpan, message: `${id}: ${service.name}` }),
    levels,
  );
}
