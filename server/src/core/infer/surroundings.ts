import { substitute } from '../compose/effective/template.ts';
import type { ComposeProject, ComposeService } from '../compose/project.ts';
import { wordsOf } from '../compose/words.ts';
import { atStage, type Dockerfile } from '../dockerfile/dockerfile.ts';
import { parseDockerfile } from '../dockerfile/parseDockerfile.ts';
import type { Cluster } from '../kubernetes/cluster.ts';
import type { Container } from '../kubernetes/pod.ts';
import type { Node } from '../model/node.ts';
import { get, stringOf } from '../model/read.ts';
import { canonicalRepository, parseImage } from '../text/imageReference.ts';

interface Timing {
  readonly periodSeconds: number;
  readonly failureThreshold: number;
}

/** Where checks may be found: the parts of an environment that inference looks at. */
export interface Surroundings {
  readonly kind: 'production' | 'staging' | 'development' | undefined;
  /** How often probes ask here, in seconds, and how often they may fail. */
  readonly policy: { readonly probes: { readonly [probe in 'liveness' | 'readiness']: Timing } };
  readonly cluster: Cluster;
  readonly compose: readonly ComposeProject[];
  dockerfileOf(service: ComposeService): Dockerfile | undefined;
}

/** The words that a container starts with instead of those of its image. */
export function startOfContainer(container: Container): string[] {
  return [...wordsOf(get(container.node, 'command')), ...wordsOf(get(container.node, 'args'))];
}

/** The words that a service starts with instead of those of its image. */
export function startOfService(service: ComposeService): string[] {
  return [...wordsOf(get(service.node, 'entrypoint')), ...wordsOf(get(service.node, 'command'))];
}

const inline = new WeakMap<Node, Dockerfile>();

/**
 * The Dockerfile that a service is built from, as the stage has it that is its target: written in the Compose file itself, or
 * in the workspace.
 */
export function dockerfileFor(service: ComposeService, surroundings: Surroundings): Dockerfile | undefined {
  const node = get(service.node, 'build', 'dockerfile_inline');
  const found =
    stringOf(node) === undefined ? surroundings.dockerfileOf(service) : node && inlineIn(service, node);
  const { text: target } = substitute(stringOf(get(service.node, 'build', 'target')) ?? '', () => undefined);
  // A variable that nothing is known of leaves the last stage.
  return found && target !== undefined && target !== '' ? atStage(found, target) : found;
}

function inlineIn(service: ComposeService, node: Node): Dockerfile {
  const known = inline.get(node);
  if (known) return known;
  // Compose writes `$$` for a dollar sign of the Dockerfile's own.
  const text = (stringOf(node) ?? '').replaceAll('$$', '$');
  const parsed = parseDockerfile(service.project.uri, text);
  inline.set(node, parsed);
  return parsed;
}

/** Whether two image names name the same repository, tags aside. */
function sameImage(a: string | undefined, b: string | undefined): boolean {
  const left = a === undefined ? undefined : parseImage(a);
  const right = b === undefined ? undefined : parseImage(b);
  if (!left || !right) return false;
  return canonicalRepository(left.repository) === canonicalRepository(right.repository);
}

/** Whether two image names are known to name different repositories. */
export function otherImage(a: string | undefined, b: string | undefined): boolean {
  return [a, b].every((each) => each !== undefined && parseImage(each)) && !sameImage(a, b);
}

/** Whether both are called the same; a pod's name is that of its container where it has only the one. */
function sameName(container: Container, service: ComposeService): boolean {
  if (container.name === service.name) return true;
  const { pod } = container;
  const alone = pod.containers.filter((each) => each.longRunning).length <= 1;
  return pod.workload.name === service.name && (alone || sameImage(container.image, service.image));
}

/** Whether both start the same program of one image: a worker is made of the same image as the web server. */
function sameStart(container: Container, service: ComposeService): boolean {
  return startOfContainer(container).join(' ') === startOfService(service).join(' ');
}

/** A Compose service that is made of what a container is made of. */
export interface Likeness {
  readonly service: ComposeService;
  /** Whether it runs the same program, too, by its name or by what both start. */
  readonly program: boolean;
}

/** The Compose services of a container's image: those of its name or its workload's first. */
export function servicesLike(container: Container, surroundings: Surroundings): Likeness[] {
  const services = surroundings.compose.flatMap((project) => project.services);
  const byName = services.filter((each) => sameName(container, each));
  const byImage = services.filter((each) => !byName.includes(each) && sameImage(each.image, container.image));
  return [
    ...byName.map((service) => ({ service, program: true })),
    ...byImage.map((service) => ({ service, program: sameStart(container, service) })),
  ];
}

/** The containers that run what a Compose service runs. */
export function containersLike(service: ComposeService, surroundings: Surroundings): Container[] {
  return surroundings.cluster.pods
    .flatMap((pod) => pod.containers)
    .filter(
      (each) =>
        each.longRunning &&
        (sameName(each, service) || (sameImage(each.image, service.image) && sameStart(each, service))),
    );
}
