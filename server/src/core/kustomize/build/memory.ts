import type { YamlFile } from '../../model/file.ts';
import type { MapNode } from '../../model/node.ts';
import type { Resource } from './resource.ts';
import { sameNode } from './tree.ts';

/** One step of a build, told apart from others by what it does. */
export interface Step {
  readonly results: WeakMap<object, Resource | Gone>;
  readonly settled: WeakMap<MapNode, MapNode>;
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
  private readonly versions = new Map<string, { readonly text: string; readonly number: number }>();
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
    at.step ??= { results: new WeakMap(), settled: new WeakMap() };
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

  /** What a step makes of something: remembered, or made now. Undefined: nothing is left. */
  run(step: Step, key: object, make: () => Resource | undefined): Resource | undefined {
    const known = step.results.get(key);
    if (known !== undefined) return 'gone' in known ? undefined : known;
    const result = make();
    step.results.set(key, result ?? GONE);
    return result;
  }

  /** The node that the step gave for `before` last time, if it is like `after`; else `after`. */
  settle(step: Step, before: MapNode, after: MapNode): MapNode {
    if (before === after) return after;
    const known = step.settled.get(before);
    if (known !== undefined && sameNode(known, after)) return known;
    step.settled.set(before, after);
    return after;
  }

  /** A number for a text that was said under a name: the same as last time while the text is. */
  version(name: string, text: string): number {
    const known = this.versions.get(name);
    if (known?.text === text) return known.number;
    const number = (known?.number ?? 0) + 1;
    this.versions.set(name, { text, number });
    return number;
  }
}
