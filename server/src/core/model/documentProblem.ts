import type { Span } from '../text/span.ts';

/** What is wrong with a document as YAML. */
export interface DocumentProblem {
  readonly kind: 'syntax' | 'duplicate-key' | 'alias-expansion';
  readonly span: Span;
  readonly message: string;
  /** For a duplicate key: where it stands first. */
  readonly first?: Span;
}
