import type { ComposeProject, ComposeService } from '../compose/project.ts';
import type { Dockerfile } from '../dockerfile/dockerfile.ts';
import type { Cluster } from '../kubernetes/cluster.ts';
import type { Container } from '../kubernetes/pod.ts';
import { canonicalRepository, parseImage } from '../text/imageReference.ts';

/** Where checks may be found: the parts of an environment that inference looks at. */
export interface Surroundings {
  readonly kind: 'production' | 'staging' | 'development' | undefined;
  readonly cluster: Cluster;
  readonly compose: readonly ComposeProject[];
  dockerfileOf(service: ComposeService): Dockerfile | undefined;
}

/** Whether two image names name the same repository, tags aside. */
function sameImage(a: string | undefined, b: string | undefined): boolean {
  const left = a === undefined ? undefined : parseImage(a);
  const right = b === undefined ? undefined : parseImage(b);
  if (!left || !right) return false;
  return canonicalRepository(left.repository) === canonicalRepository(right.repository);
}

/** The Compose services that run what a container runs: those of its name or its workload's, then those of its image. */
export function servicesLike(container: Container, surroundings: Surroundings): ComposeService[] {
  const services = surroundings.compose.flatMap((project) => project.services);
  const names = new Set([container.name, container.pod.workload.name]);
  const byName = services.filter((each) => names.has(each.name));
  return [
    ...byName,
    ...services.filter((each) => !byName.includes(each) && sameImage(each.image, container.image)),
  ];
}

/** The containers that run what a Compose service runs. */
export function containersLike(service: ComposeService, surroundings: Surroundings): Container[] {
  return surroundings.cluster.pods
    .flatMap((pod) => pod.containers)
    .filter(
      (each) =>
        each.longRunning &&
        (each.name === service.name ||
          each.pod.workload.name === service.name ||
          sameImage(each.image, service.image)),
    );
}
