import type { Environment } from '../rule/environment.ts';

/** An environment that notes whether anything was asked of it. */
export interface WatchedEnvironment {
  readonly environment: Environment;
  /** Whether something was asked since this was last set to false. */
  asked: boolean;
}

const known = new WeakMap<Environment, WatchedEnvironment>();

/** The environment with a note of whether rules ask it anything; the same one each time. */
export function watched(environment: Environment): WatchedEnvironment {
  const before = known.get(environment);
  if (before) return before;
  const note = (): Environment => {
    watch.asked = true;
    return environment;
  };
  const watch: WatchedEnvironment = {
    asked: false,
    environment: {
      get names() {
        return note().names;
      },
      get kind() {
        return note().kind;
      },
      get cluster() {
        return note().cluster;
      },
      get compose() {
        return note().compose;
      },
      get extent() {
        return note().extent;
      },
      get policy() {
        return note().policy;
      },
      // The configuration says these for all environments alike.
      kubernetesMinor: environment.kubernetesMinor,
      isExternal: (...object) => environment.isExternal(...object),
      customSchema: (apiVersion, kind) => note().customSchema(apiVersion, kind),
      usedInPlaceOf: (uri) => note().usedInPlaceOf(uri),
      setsImage: (repository) => note().setsImage(repository),
      dockerfileOf: (service) => note().dockerfileOf(service),
    },
  };
  known.set(environment, watch);
  return watch;
}
