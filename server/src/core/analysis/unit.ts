import type { ComposeProject } from '../compose/project.ts';
import type { EnvironmentSpec } from '../environment/environmentSpec.ts';
import type { Resource } from '../kubernetes/resource.ts';
import type { MapNode } from '../model/node.ts';
import type { Composition, KustomizeDeployment } from '../rule/rule.ts';
import type { Span } from '../text/span.ts';

/** What is judged together: the effective model of an environment, or a file that is in none. */
export interface Unit {
  readonly id: string;
  /** Undefined for a file that no environment has. */
  readonly spec: EnvironmentSpec | undefined;
  readonly objects: readonly UnitObject[];
  readonly project: ComposeProject | undefined;
  /** The kustomization that is deployed, also where it can't be built. */
  readonly deployment: KustomizeDeployment | undefined;
  /** The Compose project as it is deployed, also where it is refused. */
  readonly composition: Composition | undefined;
  /** Every file that it depends on. */
  readonly files: ReadonlySet<string>;
  /** Whether something that belongs to it is not known, a remote base say: what seems to be missing may be there. */
  readonly incomplete: boolean;
  /** Whether there are objects of it that are not known, whatever those that are look like. */
  readonly open: boolean;
}

/** A Kubernetes object of a unit. */
export interface UnitObject {
  readonly resource: Resource;
  /** The object as its file has it, before any patch. */
  readonly written: MapNode;
  /** Where kustomizations bring it in, the outermost last. */
  readonly broughtBy: readonly Span[];
  /** Whether its file is known to be laid over others: nothing it lacks may be held against it. */
  readonly partial: boolean;
}
