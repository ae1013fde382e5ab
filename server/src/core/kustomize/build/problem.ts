import type { Span } from '../../text/span.ts';

/** What stands in the way of building a kustomization, or is worth a word. */
export interface BuildProblem {
  /** `error`: Kustomize refuses too. `incomplete`: something is not built here. `note`: the result is not touched by it. */
  readonly kind: 'error' | 'incomplete' | 'note';
  readonly code: string;
  readonly span: Span;
  readonly message: string;
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
