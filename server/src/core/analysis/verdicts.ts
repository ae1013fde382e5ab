import type { MapNode } from '../model/node.ts';
import type { Problem } from '../rule/problem.ts';
import type { Severity } from '../rule/severity.ts';
import type { Subject } from './finding.ts';

/** A problem with the rule that reported it and how loud it is. */
export interface Judgement {
  readonly ruleId: string;
  readonly severity: Severity;
  readonly problem: Problem;
  readonly subject: Subject;
}

/** What was found in one object or project, and what was looked at. */
export interface Verdicts {
  readonly judgements: readonly Judgement[];
  readonly subjects: readonly Subject[];
  /** Rule by rule, in the order in which they were asked. */
  readonly answers: readonly Answer[];
  /** Whether the object was taken for part of another one. */
  readonly partial: boolean;
  /** Gives up the answers: what is found in the same object later does not start from here. */
  forget(): void;
}

/** What one rule said of one subject. */
export interface Answer {
  readonly judgements: readonly Judgement[];
  /** It hangs on the subject alone: it is the same in any surroundings of the kind. */
  readonly everywhere: boolean;
}

/** Nothing found, whatever the surroundings. Most answers are this one or the next. */
export const SILENT: Answer = { judgements: [], everywhere: true };
/** Nothing found in these surroundings. */
export const ASKED: Answer = { judgements: [], everywhere: false };

/** Gathers what the rules say of an object. */
export class VerdictList implements Verdicts {
  readonly judgements: Judgement[] = [];
  readonly subjects: Subject[] = [];
  readonly answers: Answer[] = [];
  readonly partial: boolean;
  private readonly root: MapNode;
  private readonly before: Verdicts | undefined;

  /** @param before what the same rules said of the same object in other surroundings of the same kind */
  constructor(root: MapNode, partial: boolean, before?: Verdicts) {
    this.root = root;
    this.partial = partial;
    this.before = before?.partial === partial ? before : undefined;
  }

  subject(node: MapNode, label: string): Subject {
    const subject = this.before?.subjects[this.subjects.length] ?? { node, label, root: this.root };
    this.subjects.push(subject);
    return subject;
  }

  /** The answer to the next question, where it was given before and holds in any surroundings of the kind. */
  known(): Answer | undefined {
    const answer = this.before?.answers[this.answers.length];
    return answer?.everywhere ? answer : undefined;
  }

  forget(): void {
    this.answers.length = 0;
  }

  add(answer: Answer): void {
    this.answers.push(answer);
    if (answer.judgements.length > 0) this.judgements.push(...answer.judgements);
  }
}
