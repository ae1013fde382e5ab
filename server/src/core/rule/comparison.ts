import type { ComposeService } from '../compose/project.ts';
import type { Pod } from '../kubernetes/pod.ts';
import type { MapNode } from '../model/node.ts';

/** A workload or a Compose service in one environment, beside what the same base became in others. */
export interface Comparison extends Compared {
  /** The first environment for production and the first one for staging, where they are others than this. */
  readonly others: readonly Compared[];
}

/** What a workload or a service of a base became in one environment. */
export interface Compared {
  /** The name of the environment. */
  readonly environment: string;
  readonly kind: 'production' | 'staging';
  /** The whole object, or the service. */
  readonly node: MapNode;
  /** Undefined for a Compose service. */
  readonly pod: Pod | undefined;
  /** Undefined for a Kubernetes object. */
  readonly service: ComposeService | undefined;
  /** Whether the environment has a file among its layers. */
  uses(uri: string): boolean;
}
