import { entry } from '../../core/model/read.ts';
import type { Fix } from '../../core/rule/problem.ts';
import type { BadExample, GoodExample, KustomizationFile, Rule } from '../../core/rule/rule.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { isForeign } from './kustomizationFields.ts';

/** A field of kustomizations that another one has taken the place of. */
interface DeprecatedField {
  readonly id: string;
  readonly field: string;
  /** What takes its place. */
  readonly now: string;
  readonly why: string;
  readonly how?: string;
  readonly reference: string;
  fixes(file: KustomizationFile): Fix[];
  readonly examples: { readonly good: readonly GoodExample[]; readonly bad: readonly BadExample[] };
}

/** The rule that a field is not used any more. */
export function deprecatedFieldRule(kind: DeprecatedField): Rule<'kustomization'> {
  const { id, field, now, why, how, reference, fixes, examples } = kind;
  return defineRule({
    id,
    title: `Deprecated field ${field}`,
    category: 'maintainability',
    levels: { recommended: 'information', strict: 'warning' },
    since: '0.1.0',
    target: 'kustomization',
    docs: { why, ...(how === undefined ? {} : { how }), references: [reference] },
    check(file, { report }) {
      const found = entry(file.node, field);
      if (!found || isForeign(file)) return;
      report({
        span: found.keySpan,
        message: `"${field}" is deprecated, and a later Kustomize will refuse it: ${now} takes its place.`,
        tags: ['deprecated'],
        fixes: () => fixes(file),
      });
    },
    examples,
  });
}
