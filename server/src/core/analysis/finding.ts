import type { MapNode } from '../model/node.ts';
import type { NewFile, Problem, Tag } from '../rule/problem.ts';
import type { Severity } from '../rule/severity.ts';
import type { Location } from '../text/span.ts';
import type { LocatedEdit } from '../text/textEdit.ts';

/** A problem in a file, as it is shown. */
export interface Finding {
  readonly ruleId: string;
  readonly severity: Severity;
  readonly message: string;
  readonly location: Location;
  readonly related: readonly LocatedRelated[];
  readonly tags: readonly Tag[];
  /** The names of the environments it holds in; empty where none is known. */
  readonly environments: readonly string[];
  /** What the rule was looking at: findings on one subject can be mended together. */
  readonly subject: Subject | undefined;
  readonly problem: Problem;
  /** Computes the fixes, the preferred one first; empty where there is none. */
  fixes(): readonly LocatedFix[];
}

/** A container, a pod or a service, in words a person knows. */
export interface Subject {
  /** Identity: the node that is judged. */
  readonly node: MapNode;
  /** The object or the Compose file that it is in. */
  readonly root: MapNode;
  /** `container "api"` */
  readonly label: string;
}

export interface LocatedRelated {
  readonly location: Location;
  readonly message: string;
}

export interface LocatedFix {
  readonly title: string;
  readonly safe: boolean;
  readonly edits: readonly LocatedEdit[];
  /** Files that it makes. */
  readonly creates?: readonly NewFile[];
  /** The names of the environments that it changes, where others keep what they have. */
  readonly environments?: readonly string[];
}
