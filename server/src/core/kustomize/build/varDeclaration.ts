import type { Span } from '../../text/span.ts';

/** A var as a kustomization declares it. */
export interface VarDeclaration {
  readonly name: string;
  readonly span: Span;
  readonly fieldPath: string;
  /** The declaration itself: two of one name are refused even if they say the same. */
  readonly fieldSpan: Span;
}
