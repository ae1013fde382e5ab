import type { Span } from '../text/span.ts';

/** A value in a configuration, with the place where it is written. */
export type Node = ScalarNode | SeqNode | MapNode;

/** The value of a scalar, as the YAML 1.2 core schema reads it. */
export type ScalarValue = string | number | bigint | boolean | null;

/** How a scalar is written. `empty`: nothing is written, as in `key:`. */
export type ScalarStyle = 'plain' | 'single' | 'double' | 'literal' | 'folded' | 'empty';

interface NodeBase {
  /**
   * Where the value is written: without tag and anchor, without trailing comments and blank lines. For a
   * value that is reached through an alias, the place at the anchor.
   */
  readonly span: Span;
  /** Where the value starts if its tag and anchor are counted in. */
  readonly outerStart: number;
  /** The explicit tag as resolved, e.g. `!reset` or `tag:yaml.org,2002:str`. */
  readonly tag?: string;
  /** The anchor's name, without `&`. */
  readonly anchor?: string;
  /** The alias (`*name`) through which the value is reached here. */
  readonly via?: Span;
  /** What this value replaced when layers were merged, nearest first. */
  readonly overrides?: readonly Node[];
  /** Set where this mapping or sequence is not as it is written: what is written of it, the lowest layer's first. */
  readonly parts?: readonly Node[];
  /** Set where the value is written nowhere as such: it was computed from what stands at `span`. */
  readonly made?: true;
  /** The number of nodes that a walk over this one meets, aliases followed. */
  readonly weight: number;
}

export interface ScalarNode extends NodeBase {
  readonly kind: 'scalar';
  readonly value: ScalarValue;
  /** The scalar's content as a string: what was written, unquoted and unescaped. */
  readonly text: string;
  readonly style: ScalarStyle;
  /** Where variables in it were replaced: its content as it is written. */
  readonly template?: string;
}

export interface SeqNode extends NodeBase {
  readonly kind: 'seq';
  readonly flow: boolean;
  readonly items: readonly Item[];
}

/** One item of a sequence. */
export interface Item {
  readonly value: Node;
  /** The offset of the item's `-`; in flow style, of the value. */
  readonly start: number;
}

export interface MapNode extends NodeBase {
  readonly kind: 'map';
  readonly flow: boolean;
  /** In the order written; entries that a merge key (`<<`) brings come last, each with its `via`. */
  readonly entries: readonly Entry[];
}

/** One key of a mapping with its value. */
export interface Entry {
  readonly key: string;
  readonly keySpan: Span;
  readonly value: Node;
  /** The alias (or the mapping) under `<<` that brings this entry; its own spans stand where it is written. */
  readonly via?: Span;
}
