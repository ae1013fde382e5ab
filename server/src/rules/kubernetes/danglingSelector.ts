import { edit } from '../../core/edit/edit.ts';
import { mayBeMade } from '../../core/kubernetes/makers.ts';
import type { Resource } from '../../core/kubernetes/resource.ts';
import {
  fits,
  isEmpty,
  type Mismatch,
  onlyMismatch,
  type Selector,
  wordsOf,
} from '../../core/kubernetes/selector.ts';
import type { Environment } from '../../core/rule/environment.ts';
import type { Fix } from '../../core/rule/problem.ts';
import type { BadExample, GoodExample, Rule } from '../../core/rule/rule.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { closestName } from '../../core/text/closestName.ts';
import type { Span } from '../../core/text/span.ts';
import { isToldMissing } from './isMissing.ts';

/** What an object selects others with. */
export interface Selecting {
  readonly selector: Selector;
  /** Where the selector's key stands. */
  readonly span: Span;
  /** All that could be selected. */
  readonly candidates: readonly Candidate[];
  /** Whether a candidate's namespace is one that is looked into. */
  looksInto(namespace: string | undefined): boolean;
}

interface Candidate {
  readonly resource: Resource;
  readonly labels: ReadonlyMap<string, string>;
}

/** One kind of object that selects others by their labels. */
interface SelectorRule {
  readonly id: string;
  readonly title: string;
  /** What is selected: `pod`, `Service`. */
  readonly what: string;
  /** What comes of it that nothing is. */
  readonly consequence: string;
  readonly why: string;
  readonly how: string;
  readonly references: readonly string[];
  readonly aliases: { readonly [tool: string]: string };
  /** Undefined for objects that are not of this kind, and for those that select nothing by labels. */
  selecting(resource: Resource, environment: Environment): Selecting | undefined;
  readonly examples: { readonly good: readonly GoodExample[]; readonly bad: readonly BadExample[] };
}

/** The rule that what an object selects is deployed with it. */
export function danglingSelectorRule(rule: SelectorRule): Rule<'resource'> {
  const { id, title, what, consequence, why, how, references, aliases, examples } = rule;
  return defineRule({
    id,
    title,
    category: 'correctness',
    levels: { recommended: 'warning', strict: 'error' },
    since: '0.1.0',
    target: 'resource',
    docs: {
      why,
      how: `${how} Nothing is said where a part of the environment is not known, and where none of what could be selected is in it.`,
      references,
    },
    aliases,
    check(resource, { environment, report }) {
      const found = rule.selecting(resource, environment);
      if (!found) return;
      const { selector, candidates } = found;
      const near = candidates.filter((each) => found.looksInto(each.resource.namespace));
      if (near.some(({ labels }) => fits(selector, labels))) return;
      const all = near.map((each) => each.resource);
      if (!isToldMissing(environment, resource, all, () => isSlip(selector, near))) return;
      const words = wordsOf(selector);
      if (words.some((word) => /[${}]/.test(word) || mayBeMade(environment.cluster, word))) return;
      const mismatches = near.flatMap(({ labels }) => onlyMismatch(selector, labels) ?? []);
      const [first] = mismatches;
      const same = first && mismatches.every((each) => each.value === first.value);
      report({
        span: same ? first.value.span : found.span,
        message: `${resource.kind} "${resource.name ?? ''}" selects no ${what} that is deployed with it${shown(selector)}: ${consequence}.`,
        fixes: () => (same ? corrections(first, near, selector) : []),
      });
    },
    examples,
  });
}

function shown(selector: Selector): string {
  const [first] = selector.labels;
  if (isEmpty(selector) || !first || selector.labels.size > 1 || selector.expressions.length > 0) return '';
  const text = `${first[0]}=${first[1]}`;
  return text.length > 40 ? '' : ` (${text})`;
}

/** Whether a candidate has the label that is asked for with a letter or two changed. */
function isSlip(selector: Selector, near: readonly Candidate[]): boolean {
  return near.some(({ labels }) => {
    const wrong = onlyMismatch(selector, labels);
    const own = wrong && labels.get(wrong.key);
    return own !== undefined && closestName(selector.labels.get(wrong?.key ?? '') ?? '', [own]) !== undefined;
  });
}

/** The value or the key that is meant: the closest that a candidate has whose other labels fit. */
function corrections({ key, value, map }: Mismatch, near: readonly Candidate[], selector: Selector): Fix[] {
  const fitting = near.filter(({ labels }) => onlyMismatch(selector, labels)?.value === value);
  const wanted = selector.labels.get(key) ?? '';
  const values = [...new Set(fitting.flatMap(({ labels }) => labels.get(key) ?? []))];
  const others = selector.labels.size > 1 || fitting.length === 1;
  const meant = closestName(wanted, values) ?? (others && values.length === 1 ? values[0] : undefined);
  if (meant !== undefined) {
    const edits = edit.replace(value, meant);
    return edits.length === 0 ? [] : [{ title: `Select "${meant}"`, safe: false, edits }];
  }
  const keys = fitting.flatMap(({ labels }) =>
    [...labels].flatMap(([name, text]) => (text === wanted && !selector.labels.has(name) ? name : [])),
  );
  const name = closestName(key, keys) ?? (new Set(keys).size === 1 ? keys[0] : undefined);
  const edits = name === undefined || map.parts || value.made ? [] : edit.rename(map, key, name);
  return edits.length === 0 ? [] : [{ title: `Select by the label "${name}"`, safe: false, edits }];
}
