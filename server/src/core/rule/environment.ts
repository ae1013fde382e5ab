import type { ComposeProject, ComposeService } from '../compose/project.ts';
import type { Dockerfile } from '../dockerfile/dockerfile.ts';
import type { Cluster } from '../kubernetes/cluster.ts';

/** What an environment is for, from the configuration or from its name. */
export const ENVIRONMENT_KINDS = ['production', 'staging', 'development'] as const;

export type EnvironmentKind = (typeof ENVIRONMENT_KINDS)[number];

/** The surroundings in which a target is judged. */
export interface Environment {
  /** The environments that the file is deployed in; empty where none is known. */
  readonly names: readonly string[];
  /** The most demanding kind among them; undefined where no name tells. */
  readonly kind: EnvironmentKind | undefined;
  /** The Kubernetes objects deployed with the target. */
  readonly cluster: Cluster;
  /** Every Compose file of the workspace, for what Compose and Kubernetes know of each other. */
  readonly compose: readonly ComposeProject[];
  /** Whether a kustomization that deploys the target sets the tag or the digest of an image. */
  setsImage(repository: string): boolean;
  /** The Dockerfile that a service is built from, where it is in the workspace. */
  dockerfileOf(service: ComposeService): Dockerfile | undefined;
}

const WORDS: readonly (readonly [RegExp, EnvironmentKind])[] = [
  [/^(?:prod|production|live|prd)$/i, 'production'],
  [/^(?:stag|stage|staging|preprod|uat|stg)$/i, 'staging'],
  [/^(?:dev|development|local|test|testing|ci)$/i, 'development'],
];

/** The kind that a name tells: one of its words is one of the usual ones. */
export function kindOfName(name: string): EnvironmentKind | undefined {
  for (const word of name.split(/[^A-Za-z0-9]+/)) {
    const found = WORDS.find(([pattern]) => pattern.test(word));
    if (found) return found[1];
  }
  return undefined;
}
