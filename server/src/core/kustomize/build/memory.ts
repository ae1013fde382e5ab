import type { YamlFile } from '../../model/file.ts';
import type { MapNode, Node } from '../../model/node.ts';
import { sameNode } from './tree.ts';

/** One step of a build, told apart from others by what it does. */
export interface Step {
  readonly results: WeakMap<Node, Node | Gone>;
}

interface Gone {
  readonly gone: true;
}

const GONE: Gone = { gone: true };

interface Branch {
  readonly objects: WeakMap<object, Branch>;
  readonly values: Map<unknown, Branch>;
  step?: Step;
}

function branch(): Branch {
  return { objects: new WeakMap(), values: new Map() };
}

/** A step may have this many plain parts in all before what is remembered is dropped. */
const MOST_VALUES = 20_000;

/**
 * Remembers what the steps of builds made of objects, so that a build after an edit gives the same nodes for the
 * objects that the edit does not touch.
 */
export class Memory {
  /** Files that were parsed here. */
  readonly parsed = new Map<string, YamlFile>();
  private root = branch();
  private values = 0;

  /** The step made of these parts: the same parts (by identity) are the same step. */
  step(...parts: readonly unknown[]): Step {
    if (this.values > MOST_VALUES) {
      this.root = branch();
      this.values = 0;
    }
    let at = this.root;
    for (const part of parts) at = this.next(at, part);
    at.step ??= { results: new WeakMap() };
    return at.step;
  }

  private next(at: Branch, part: unknown): Branch {
    const inObjects = typeof part === 'object' && part !== null;
    const known = inObjects ? at.objects.get(part) : at.values.get(part);
    if (known) return known;
    const made = branch();
    if (inObjects) at.objects.set(part, made);
    else {
      at.values.set(part, made);
      this.values++;
    }
    return made;
  }

  /** What a step makes of an object: remembered, or made now. Undefined: the object is gone. */
  run(step: Step, node: MapNode, make: (node: MapNode) => MapNode | undefined): MapNode | undefined {
    const known = step.results.get(node);
    if (known !== undefined) return 'gone' in known || known.kind !== 'map' ? undefined : known;
    const result = make(node);
    step.results.set(node, result ?? GONE);
    return result;
  }

  /** The node that the step gave for `before` last time, if it is like `after`; else `after`. */
  settle(step: Step, before: MapNode, after: MapNode): MapNode {
    if (before === after) return after;
    const known = step.results.get(before);
    if (known !== undefined && !('gone' in known) && known.kind === 'map' && sameNode(known, after))
      return known;
    step.results.set(before, after);
    return after;
  }
}
