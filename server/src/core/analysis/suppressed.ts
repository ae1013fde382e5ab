import { edit } from '../edit/edit.ts';
import type { YamlDocument } from '../model/document.ts';
import type { Fix, Problem } from '../rule/problem.ts';
import type { Severity } from '../rule/severity.ts';
import { closestName } from '../text/closestName.ts';
import { LineIndex } from '../text/lineIndex.ts';
import type { SourceText, Span } from '../text/span.ts';
import { ENGINE_RULES, type EngineRuleId } from './engineRules.ts';
import type { Subject } from './finding.ts';
import { type SuppressedRule, type Suppression, suppressionsIn } from './suppression.ts';

/** A problem on its way to becoming a finding. */
export interface Candidate {
  readonly ruleId: string;
  readonly severity: Severity;
  readonly problem: Problem;
  readonly subject: Subject | undefined;
  /** The names of the environments it holds in; undefined for what is about the file itself. */
  readonly environments?: readonly string[];
}

/** What the suppressions of a file may name. */
export interface RuleStanding {
  readonly known: readonly string[];
  /** Whether a rule is switched off: that it finds nothing says nothing about a suppression. */
  isOff(ruleId: string): boolean;
}

/** What the comments of a file suppress, in all its documents. */
export class Suppressions {
  private readonly byDocument: ReadonlyMap<SourceText, readonly Suppression[]>;
  private readonly everywhere: readonly Suppression[];
  private readonly unread: ReadonlySet<SourceText>;
  private readonly used = new Set<SuppressedRule | Suppression>();
  private readonly rules: RuleStanding;
  private readonly today: string;

  constructor(documents: readonly YamlDocument[], rules: RuleStanding, today: string) {
    this.byDocument = new Map(documents.map(({ source }) => [source, suppressionsIn(source)]));
    this.everywhere = [...this.byDocument.values()].flat().filter((each) => each.everywhere);
    const unread = documents.filter(({ problems }) => problems.some(({ kind }) => kind !== 'duplicate-key'));
    this.unread = new Set(unread.map(({ source }) => source));
    this.rules = rules;
    this.today = today;
  }

  /** What is left of what was found in a document. */
  left(source: SourceText, candidates: readonly Candidate[]): readonly Candidate[] {
    const own = this.byDocument.get(source)?.filter((each) => !each.everywhere) ?? [];
    const suppressions = [...own, ...this.everywhere];
    if (suppressions.length === 0) return candidates;
    const lines = new LineIndex(source.text);
    return candidates.filter(({ ruleId, problem: { span } }) => {
      if (span.source !== source) return true;
      const line = lines.positionAt(span.start).line;
      const covering = suppressions.filter((each) => each.covers(line));
      return !covering.map((each) => this.silences(each, ruleId)).includes(true);
    });
  }

  /**
   * What is wrong with the comments of a document themselves: unknown rules, dates that are past, comments that
   * suppress nothing. To be asked when the candidates of all documents are known.
   */
  faults(source: SourceText): readonly Candidate[] {
    return (this.byDocument.get(source) ?? []).flatMap((each) => {
      const found = faultsOf(each, this.used, this.rules, this.today);
      // What is not read, or not trusted, can not be told from what is not there.
      const unread = each.everywhere ? this.unread.size > 0 : this.unread.has(source);
      return unread ? found.filter(({ ruleId }) => ruleId !== 'plumbline/suppression-unused') : found;
    });
  }

  private silences(suppression: Suppression, ruleId: string): boolean {
    const named = suppression.rules.find(({ id }) => id === ruleId || id === '*');
    if (!named && suppression.rules.length > 0) return false;
    this.used.add(named ?? suppression);
    return !isPast(suppression, this.today);
  }
}

function isPast(suppression: Suppression, today: string): boolean {
  return suppression.until !== undefined && suppression.until < today;
}

function faultsOf(
  suppression: Suppression,
  used: ReadonlySet<SuppressedRule | Suppression>,
  rules: RuleStanding,
  today: string,
): Candidate[] {
  const result: Candidate[] = [];
  if (isPast(suppression, today)) {
    const message = `This suppression counted until ${suppression.until}: what it silenced is shown again.`;
    result.push(
      fault('plumbline/suppression-expired', suppression.span, message, () => [removal(suppression)]),
    );
  }
  if (suppression.rules.length === 0 && !used.has(suppression))
    result.push(unused(suppression, suppression.span, 'any rule'));
  for (const rule of suppression.rules) {
    if (rule.id !== '*' && !rules.known.includes(rule.id)) {
      result.push(unknown(rule, rules.known));
    } else if (!used.has(rule) && !rules.isOff(rule.id)) {
      result.push(unused(suppression, rule.span, rule.id === '*' ? 'any rule' : `"${rule.id}"`));
    }
  }
  return result;
}

function unused(suppression: Suppression, span: Span, what: string): Candidate {
  const message = `Nothing here is found by ${what}: this suppression has no effect.`;
  return {
    ...fault('plumbline/suppression-unused', span, message, () => [removal(suppression, span)]),
    problem: {
      span,
      message,
      tags: ['unnecessary'],
      fixes: () => [removal(suppression, span)],
    },
  };
}

function unknown(rule: SuppressedRule, known: readonly string[]): Candidate {
  const message = `There is no rule "${rule.id}": this suppression silences nothing.`;
  return fault('plumbline/suppression-unknown', rule.span, message, () => {
    const closest = closestName(rule.id, known);
    if (closest === undefined) return [];
    return [{ title: `Change to "${closest}"`, safe: false, edits: [{ span: rule.span, newText: closest }] }];
  });
}

function fault(id: EngineRuleId, span: Span, message: string, fixes: () => readonly Fix[]): Candidate {
  return {
    ruleId: id,
    severity: ENGINE_RULES[id].severity,
    problem: { span, message, fixes },
    subject: undefined,
  };
}

/** Removes the comment, or one of several rules that it names. */
function removal(suppression: Suppression, only?: Span): Fix {
  const several = suppression.rules.length > 1 && only !== undefined && only !== suppression.span;
  if (!several) {
    return { title: 'Remove the suppression', safe: false, edits: edit.removeComment(suppression.span) };
  }
  const { text } = only.source;
  const after = /^[ \t]*,[ \t]*/.exec(text.slice(only.end));
  const before = /,[ \t]*$/.exec(text.slice(0, only.start));
  const start = after ? only.start : only.start - (before?.[0].length ?? 0);
  const end = only.end + (after?.[0].length ?? 0);
  return {
    title: 'Remove this rule from the suppression',
    safe: false,
    edits: [{ span: { ...only, start, end }, newText: '' }],
  };
}
