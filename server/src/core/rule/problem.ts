import { edit } from '../edit/edit.ts';
import type { KeyOrder } from '../edit/keyOrder.ts';
import type { MapNode } from '../model/node.ts';
import type { Data } from '../model/read.ts';
import type { Span } from '../text/span.ts';
import type { TextEdit } from '../text/textEdit.ts';
import type { Severity } from './severity.ts';

/** What a rule reports. */
export interface Problem {
  /** The smallest token that says it: the value, else the key, else the container's name or the service's key. */
  readonly span: Span;
  /** One sentence: the object in the user's words, what is wrong, and what happens because of it. */
  readonly message: string;
  /**
   * Set where something is missing, not wrong. A patch or an override is never told what it lacks: the engine
   * drops such problems there.
   */
  readonly missing?: boolean;
  /** Where the case at hand is louder or quieter than the rule's preset; a user's own severity still wins. */
  readonly severity?: Severity;
  readonly related?: readonly Related[];
  readonly tags?: readonly Tag[];
  /** Computes the fixes, the preferred one first. Called when a person asks for them, not while typing. */
  readonly fixes?: () => readonly Fix[];
}

/** Another place that explains a problem. */
export interface Related {
  readonly span: Span;
  readonly message: string;
}

export type Tag = 'unnecessary' | 'deprecated';

/** A change that removes a problem. */
export interface Fix {
  /** What it does, as an order: `Set "privileged" to false`. */
  readonly title: string;
  /** Whether it may be applied without a person looking: it makes no choice, and can not break what works. */
  readonly safe: boolean;
  readonly edits: readonly TextEdit[];
  /** Files that it makes, each with its whole text; none of them exists yet. */
  readonly creates?: readonly NewFile[];
  /** Set for fixes that only add values, so that several can be made in one insertion. */
  readonly addition?: Addition;
  /** The names of the environments that it changes, where others keep what they have. */
  readonly environments?: readonly string[];
}

export interface NewFile {
  readonly uri: string;
  readonly text: string;
}

/** Values to be merged into a mapping. */
export interface Addition {
  readonly to: MapNode;
  readonly values: { readonly [key: string]: Data };
  readonly order: KeyOrder | undefined;
}

/** A fix that merges values into a mapping; see {@link edit.add}. */
export function additionFix(
  title: string,
  safe: boolean,
  to: MapNode,
  values: { readonly [key: string]: Data },
  order?: KeyOrder,
): Fix {
  return { title, safe, edits: edit.add(to, values, order), addition: { to, values, order } };
}
