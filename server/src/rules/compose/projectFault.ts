import type { ComposeProblem } from '../../core/compose/effective/compose.ts';
import type { Problem } from '../../core/rule/problem.ts';
import { type Composition, defineRule, type Rule, type RuleDocs } from '../../core/rule/rule.ts';
import { shortened } from '../../core/text/shortened.ts';

/** One kind of fault for which Compose refuses a project. */
interface ProjectFault {
  readonly id: string;
  readonly title: string;
  /** Whether a fault is of this kind, mostly by the code by which the merger tells of it. */
  isOne(found: ComposeProblem): boolean;
  readonly docs: RuleDocs;
  /** What is told of one fault; by default what the merger says of it. */
  problem?(found: ComposeProblem, composition: Composition): Problem | undefined;
  readonly examples: Rule['examples'];
}

/** The rule that reports one kind of fault, each place once. */
export function projectFaultRule(fault: ProjectFault): Rule<'composition'> {
  const { id, title, isOne, docs, examples, problem = plain } = fault;
  return defineRule({
    id,
    title,
    category: 'correctness',
    levels: { recommended: 'error', strict: 'error' },
    since: '0.1.0',
    target: 'composition',
    docs,
    check(composition, { report }) {
      const seen = new Set<string>();
      for (const found of composition.model.problems) {
        const { span, kind } = found;
        const key = `${span.source.uri} ${span.start} ${span.end}`;
        if (kind !== 'error' || !isOne(found) || seen.has(key)) continue;
        seen.add(key);
        const told = problem(found, composition);
        if (told) report(told);
      }
    },
    examples,
  });
}

/** A fault in the words of the merger, cut to fit. */
export function plain({ span, message }: ComposeProblem): Problem {
  return { span, message: shortened(message, 140) };
}

/** Whether a file that is not found may well be there: what is outside of the workspace folder is not read. */
export function isOutside({ span: { source, start, end } }: ComposeProblem): boolean {
  return /^["']?(?:\.\.|\/|~|\$|[A-Za-z]:)/.test(source.text.slice(start, end));
}
