import type { MapNode, Node } from '../../model/node.ts';
import type { Span } from '../../text/span.ts';

/** What stands in the way of building a kustomization, or is worth a word. */
export interface BuildProblem {
  /** `error`: Kustomize refuses too. `incomplete`: something is not built here. `note`: the result is not touched by it. */
  readonly kind: 'error' | 'incomplete' | 'note';
  readonly code: string;
  readonly span: Span;
  readonly message: string;
  /** The entry of a kustomization that led to the place. */
  readonly via?: Span;
  /** Where something is looked for in vain: what names it, and the objects that it is looked for among. */
  readonly wanted?: Node;
  readonly among?: readonly MapNode[];
}

/** Ends a build: thrown where Kustomize would give up, caught by the builder, never seen outside. */
export class Refusal extends Error {
  readonly problem: BuildProblem;

  constructor(problem: BuildProblem) {
    super(problem.message);
    this.problem = problem;
  }
}

/** Gives up, with the place to blame. */
export function refuse(code: string, span: Span, message: string): never {
  throw new Refusal({ kind: 'error', code, span, message });
}

/** Runs what follows from an entry of a kustomization: where it gives up, the entry is known. */
export function following<T>(entry: Span, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof Refusal) || error.problem.via) throw error;
    throw new Refusal({ ...error.problem, via: entry });
  }
}
