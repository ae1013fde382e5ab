import { edit } from '../edit/edit.ts';
import type { YamlDocument } from '../model/document.ts';
import type { Fix, Problem } from '../rule/problem.ts';
import type { Severity } from '../rule/severity.ts';
import { closestName } from '../text/closestName.ts';
import { LineIndex } from '../text/lineIndex.ts';
import type { SourceText, Span } from '../text/span.ts';
import { ENGINE_RULES, type EngineRuleId } from './engineRules.ts';
import type { Subject } from './finding.ts';
import type { RuleStanding } from './ruleStanding.ts';
import { type SuppressedRule, type Suppression, suppressionsIn } from './suppression.ts';

/** A problem on its way to becoming a finding. */
export interface Candidate {
  readonly ruleId: string;
  readonly severity: Severity;
  readonly problem: Problem;
  readonly subject: Subject | undefined;
  /** The names of the environments it holds in; undefined for what is about the file itself. */
  readonly environments?: readonly string[];
  /** Set where a comment at another place than its own silences it, or a part of it. */
  readonly shares?: Shares;
}

/** What a candidate speaks for: an object in one environment or several. */
export interface Share {
  /** A comment at any of these silences it here. */
  readonly places: readonly Span[];
}

/** The parts of a candidate. */
export interface Shares<T extends Candidate = Candidate> {
  readonly all: readonly Share[];
  /** The candidate for some of the parts, the same object for the same parts; undefined for none. */
  only(rest: readonly Share[]): T | undefined;
}

/** What the comments of one file silence. */
interface FileComments {
  readonly byDocument: ReadonlyMap<SourceText, readonly Suppression[]>;
  readonly everywhere: readonly Suppression[];
  readonly unread: ReadonlySet<SourceText>;
}

const NO_COMMENTS: FileComments = { byDocument: new Map(), everywhere: [], unread: new Set() };

/** The files that suppressions stand in. */
export interface CommentedFiles {
  /** The documents of a file; none for what is not YAML. */
  documents(uri: string): readonly YamlDocument[];
  /** Whether some of what may be found in a file is not known: an environment that it belongs to can't be merged. */
  isDoubtful(uri: string): boolean;
}

/** What the comments of a workspace suppress: each finding by those where it is shown and by those where it comes from. */
export class Suppressions {
  private readonly files: CommentedFiles;
  private readonly rules: RuleStanding;
  private readonly comments = new Map<string, FileComments>();
  private readonly used = new Set<SuppressedRule | Suppression>();

  constructor(files: CommentedFiles, rules: RuleStanding) {
    this.files = files;
    this.rules = rules;
  }

  /** What is left of what was found. */
  left(candidates: readonly Candidate[]): readonly Candidate[] {
    return candidates.flatMap((each) => this.rest(each) ?? []);
  }

  /**
   * What is wrong with the comments of a document themselves: unknown rules, dates that are past, comments that
   * suppress nothing. To be asked when it was asked of all files what is left.
   */
  faults(source: SourceText): readonly Candidate[] {
    const { byDocument, unread } = this.commentsOf(source.uri);
    const doubtful = this.files.isDoubtful(source.uri);
    return (byDocument.get(source) ?? []).flatMap((each) => {
      const found = faultsOf(each, this.used, this.rules);
      // What is not read, or not trusted, can not be told from what is not there.
      const unknown = doubtful || (each.everywhere ? unread.size > 0 : unread.has(source));
      return unknown ? found.filter(({ ruleId }) => ruleId !== 'plumbline/suppression-unused') : found;
    });
  }

  private rest(candidate: Candidate): Candidate | undefined {
    const { ruleId, problem, shares } = candidate;
    const silenced = this.silencedAt(problem.span, ruleId);
    if (!shares) return silenced ? undefined : candidate;
    // Each comment that speaks of it is looked at: it is of use, also where another one silences the same.
    const rest = shares.all.filter(
      ({ places }) => !places.map((each) => this.silencedAt(each, ruleId)).includes(true),
    );
    if (silenced || rest.length === 0) return undefined;
    return rest.length === shares.all.length ? candidate : shares.only(rest);
  }

  private silencedAt({ source, start }: Span, ruleId: string): boolean {
    const { byDocument, everywhere } = this.commentsOf(source.uri);
    const own = byDocument.get(source);
    if (own === undefined || (own.length === 0 && everywhere.length === 0)) return false;
    const line = linesOf(source).positionAt(start).line;
    const covering = [...own.filter((each) => !each.everywhere), ...everywhere].filter((each) =>
      each.covers(line),
    );
    return covering.map((each) => this.silences(each, ruleId)).includes(true);
  }

  private silences(suppression: Suppression, ruleId: string): boolean {
    const named = suppression.rules.find(({ id }) => id === ruleId || id === '*');
    if (!named && suppression.rules.length > 0) return false;
    this.used.add(named ?? suppression);
    return !isPast(suppression, this.rules.today);
  }

  private commentsOf(uri: string): FileComments {
    const known = this.comments.get(uri);
    if (known) return known;
    const made = commentsIn(this.files.documents(uri));
    this.comments.set(uri, made);
    return made;
  }
}

const suppressions = new WeakMap<SourceText, readonly Suppression[]>();

function knownIn(source: SourceText): readonly Suppression[] {
  const known = suppressions.get(source) ?? suppressionsIn(source);
  suppressions.set(source, known);
  return known;
}

const lines = new WeakMap<SourceText, LineIndex>();

function linesOf(source: SourceText): LineIndex {
  const known = lines.get(source) ?? new LineIndex(source.text);
  lines.set(source, known);
  return known;
}

function commentsIn(documents: readonly YamlDocument[]): FileComments {
  const byDocument = new Map(documents.map(({ source }) => [source, knownIn(source)]));
  const all = [...byDocument.values()].flat();
  if (all.length === 0) return NO_COMMENTS;
  const unread = documents.filter(({ problems }) => problems.some(({ kind }) => kind !== 'duplicate-key'));
  return {
    byDocument,
    everywhere: all.filter((each) => each.everywhere),
    unread: new Set(unread.map(({ source }) => source)),
  };
}

function isPast(suppression: Suppression, today: string): boolean {
  return suppression.until !== undefined && suppression.until < today;
}

function faultsOf(
  suppression: Suppression,
  used: ReadonlySet<SuppressedRule | Suppression>,
  rules: RuleStanding,
): Candidate[] {
  const result: Candidate[] = [];
  if (isPast(suppression, rules.today)) {
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
