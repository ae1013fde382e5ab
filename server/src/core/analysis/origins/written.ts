import { readInline } from '../../kustomize/build/inlineYaml.ts';
import type { Entry, Node, ScalarNode } from '../../model/node.ts';
import type { Span } from '../../text/span.ts';

/** A collection on the way to a written value, and where the way goes on in it. */
export interface WrittenStep {
  readonly container: Node;
  /** The key in a mapping; undefined in a list. */
  readonly key: string | undefined;
  readonly value: Node;
}

/** A key or a value that a person points at. */
export interface WrittenPlace {
  /** From the document's root inwards; the last step's value is the one that is meant. */
  readonly steps: readonly WrittenStep[];
  readonly value: Node;
  /** The word that is pointed at. */
  readonly word: Span;
}

/** The key or the value at an offset of a document, patches that are written in a string read as well. */
export function writtenAt(root: Node, offset: number): WrittenPlace | undefined {
  return find(root, offset, []);
}

function find(node: Node, offset: number, steps: readonly WrittenStep[]): WrittenPlace | undefined {
  if (node.kind === 'scalar') {
    const value = steps.at(-1)?.value;
    if (value !== node) return undefined;
    return inString(node, offset, steps) ?? { steps, value, word: node.span };
  }
  if (node.kind === 'seq') {
    for (const { value } of node.items) {
      if (!holds(value, offset)) continue;
      return find(value, offset, [...steps, { container: node, key: undefined, value }]);
    }
    return undefined;
  }
  for (const entry of node.entries) {
    if (entry.via) continue;
    const further = [...steps, { container: node, key: entry.key, value: entry.value }];
    if (touches(entry.keySpan, offset)) return { steps: further, value: entry.value, word: entry.keySpan };
    const found = behind(entry, offset, further);
    if (found) return found;
  }
  return undefined;
}

function behind({ value }: Entry, offset: number, steps: readonly WrittenStep[]): WrittenPlace | undefined {
  if (value.via) return touches(value.via, offset) ? { steps, value, word: value.via } : undefined;
  return holds(value, offset) ? find(value, offset, steps) : undefined;
}

/** A patch that a kustomization has in itself. */
function inString(
  scalar: ScalarNode,
  offset: number,
  steps: readonly WrittenStep[],
): WrittenPlace | undefined {
  const isPatch = steps.some(({ key }) => key === 'patches' || key?.startsWith('patches'));
  if (!isPatch || scalar.style !== 'literal') return undefined;
  for (const { document } of readInline(scalar).documents) {
    const found = document.root && holds(document.root, offset) && find(document.root, offset, []);
    if (found) return found;
  }
  return undefined;
}

function holds({ span, via }: Node, offset: number): boolean {
  return via === undefined && touches(span, offset);
}

function touches({ start, end }: Span, offset: number): boolean {
  return start <= offset && offset <= end;
}
