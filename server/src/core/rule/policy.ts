import type { EnvironmentKind } from './environmentKind.ts';

/** How often a probe asks, in seconds, and how often it may fail. */
export interface ProbeTiming {
  readonly periodSeconds: number;
  readonly failureThreshold: number;
  readonly timeoutSeconds?: number;
}

export type ResourceAmounts = { readonly [name in 'cpu' | 'memory' | 'ephemeral-storage']?: string };

/** What is asked of the workloads of an environment. What is undefined is not asked. */
export interface Policy {
  /** The fewest replicas of what serves. */
  readonly replicas: number;
  readonly probes: { readonly liveness: ProbeTiming; readonly readiness: ProbeTiming };
  /** What of it is configured, and so is asked of probes that are there. */
  readonly configuredProbes: { readonly [probe in 'liveness' | 'readiness']?: Partial<ProbeTiming> };
  /** What is set where nothing is. */
  readonly resources: { readonly requests?: ResourceAmounts; readonly limits?: ResourceAmounts };
  /** The UID that containers run with. */
  readonly user?: number;
  /** The registries that images may come from; undefined for any. */
  readonly registries?: readonly string[];
}

/** A policy as it is configured: what it leaves out is as it is built in. */
export type PolicySetting = {
  readonly [K in Exclude<keyof Policy, 'probes' | 'configuredProbes'>]?: Policy[K];
} & {
  readonly probes?: {
    readonly [probe in 'liveness' | 'readiness']?: { readonly [K in keyof ProbeTiming]?: ProbeTiming[K] };
  };
};

const DEMANDING = {
  liveness: { periodSeconds: 10, failureThreshold: 3 },
  readiness: { periodSeconds: 5, failureThreshold: 2 },
};
const RELAXED = {
  liveness: { periodSeconds: 15, failureThreshold: 3 },
  readiness: { periodSeconds: 10, failureThreshold: 2 },
};

/** The policy of an environment: the built-in one of its kind under the settings, later ones over earlier ones. */
export function policyFor(kind: EnvironmentKind | undefined, settings: readonly PolicySetting[]): Policy {
  const relaxed = kind === 'staging' || kind === 'development';
  let policy: Policy = {
    replicas: kind === 'production' ? 2 : 1,
    probes: relaxed ? RELAXED : DEMANDING,
    configuredProbes: {},
    resources: {},
  };
  for (const setting of settings) {
    const { probes, resources, ...rest } = setting;
    policy = {
      ...policy,
      ...rest,
      probes: {
        liveness: { ...policy.probes.liveness, ...probes?.liveness },
        readiness: { ...policy.probes.readiness, ...probes?.readiness },
      },
      configuredProbes: {
        liveness: { ...policy.configuredProbes.liveness, ...probes?.liveness },
        readiness: { ...policy.configuredProbes.readiness, ...probes?.readiness },
      },
      resources: {
        requests: { ...policy.resources.requests, ...resources?.requests },
        limits: { ...policy.resources.limits, ...resources?.limits },
      },
    };
  }
  return policy;
}
