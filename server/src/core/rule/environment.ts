import type { ComposeProject, ComposeService } from '../compose/project.ts';
import type { Dockerfile } from '../dockerfile/dockerfile.ts';
import type { Cluster } from '../kubernetes/cluster.ts';
import type { ObjectSchema } from '../schema/schemaBook.ts';
import type { EnvironmentKind } from './environmentKind.ts';
import type { Policy } from './policy.ts';

/**
 * How much is known of what is deployed with a target. `alone`: each file is judged as though it were all there is;
 * `deployed`: a kustomization that could be built to its last object; `folder`: what stands in its folder is taken to belong
 * together; `open`: something is known to be missing, a remote base say.
 */
export type Extent = 'alone' | 'deployed' | 'folder' | 'open';

/** The surroundings in which a target is judged. */
export interface Environment {
  /** The environments that the file is deployed in; empty where none is known. */
  readonly names: readonly string[];
  /** The most demanding kind among them; undefined where no name tells. */
  readonly kind: EnvironmentKind | undefined;
  /** The Kubernetes objects deployed with the target. */
  readonly cluster: Cluster;
  /** How much of them is known: what is not found in `cluster` may be elsewhere. */
  readonly extent: Extent;
  /** Every Compose file of the workspace, for what Compose and Kubernetes know of each other. */
  readonly compose: readonly ComposeProject[];
  /** What is asked of the workloads here. */
  readonly policy: Policy;
  /** The minor version of Kubernetes that is deployed to: 34 for 1.34. */
  readonly kubernetesMinor: number;
  /** The schema of a custom resource whose definition is in the workspace. */
  customSchema(apiVersion: string, kind: string): ObjectSchema | undefined;
  /** Whether the team keeps an object somewhere else, so that it is not missing where it is not found. */
  isExternal(kind: string, name: string, namespace?: string): boolean;
  /** Whether a kustomization that deploys the target sets the tag or the digest of an image. */
  setsImage(repository: string): boolean;
  /** The Dockerfile that a service is built from, where it is in the workspace. */
  dockerfileOf(service: ComposeService): Dockerfile | undefined;
  /** The Compose file that is used in place of one that was left behind; undefined for one that was not. */
  usedInPlaceOf(uri: string): ComposeProject | undefined;
}
