import { wordsOf } from '../compose/words.ts';
import { servicesSelecting } from '../kubernetes/cluster.ts';
import type { Container } from '../kubernetes/pod.ts';
import type { Node } from '../model/node.ts';
import { asMap, type Data, dataOf, get, itemsOf, numberOf, stringOf } from '../model/read.ts';
import { holdsSecret } from '../secrets/secretCommand.ts';
import { type Check, checkOfTest, describeCheck, type SourcedCheck } from './check.ts';
import { knownImage } from './knownImages.ts';
import {
  dockerfileFor,
  type Likeness,
  type Surroundings,
  servicesLike,
  startOfContainer,
} from './surroundings.ts';

export type ProbeKind = 'liveness' | 'readiness';

/** A probe that can be inserted, and where it was taken from. */
export interface ProposedProbe {
  readonly probe: { readonly [key: string]: Data };
  /** `GET /health on port 8000, from the readiness probe` */
  readonly description: string;
}

/** Infers a container's probe from the best source there is; undefined where nothing tells how to ask it. */
export function inferProbe(
  kind: ProbeKind,
  container: Container,
  surroundings: Surroundings,
): ProposedProbe | undefined {
  const other = get(container.node, kind === 'liveness' ? 'readinessProbe' : 'livenessProbe');
  const otherKind = kind === 'liveness' ? 'readiness' : 'liveness';
  const handler = other ? handlerOf(other) : undefined;
  const timing = timingOf(kind, other, surroundings.policy.probes);
  if (handler) {
    return { probe: { ...handler, ...timing }, description: `the same as the ${otherKind} probe` };
  }
  const found = inferCheck(container, surroundings);
  if (!found) return undefined;
  return {
    probe: { ...handlerOfCheck(found.check), ...timing },
    description: `${describeCheck(found.check)}, ${found.source}`,
  };
}

function inferCheck(container: Container, surroundings: Surroundings): SourcedCheck | undefined {
  for (const likeness of servicesLike(container, surroundings)) {
    const found = checkOfService(likeness, container, surroundings);
    if (found && reaches(found.check, container)) return found;
  }
  const known = knownImage(container.image, startOfContainer(container));
  if (known && reaches(known.probe, container))
    return { check: known.probe, source: 'as this image answers it' };
  return portCheck(container, surroundings);
}

/**
 * The check that a Compose service, or the Dockerfile it is built from, already has. It asks a program, and one image
 * may hold several: another one than the container's only counts if it asks a port that the container declares.
 */
function checkOfService(
  { service, program }: Likeness,
  container: Container,
  surroundings: Surroundings,
): SourcedCheck | undefined {
  const declared = (check: Check): boolean => check.kind !== 'exec' && container.ports.length > 0;
  const test = get(service.node, 'healthcheck', 'test');
  const own = test ? openCheck(testOf(test)) : undefined;
  if (own && (program || declared(own)))
    return { check: own, source: `from the Compose healthcheck of "${service.name}"` };
  const healthcheck = dockerfileFor(service, surroundings)?.healthcheck;
  const built = healthcheck && healthcheck !== 'none' ? openCheck(healthcheck.test) : undefined;
  return built && (runsAsBuilt(container) || declared(built))
    ? { check: built, source: 'from the HEALTHCHECK of its Dockerfile' }
    : undefined;
}

/** The check of a test that may be written once more: a secret in it may not. */
function openCheck(test: readonly string[]): Check | undefined {
  return holdsSecret(test) ? undefined : checkOfTest(test);
}

/** Whether it starts what its image starts by itself: that is what a Dockerfile tells about. */
function runsAsBuilt(container: Container): boolean {
  return startOfContainer(container).length === 0;
}

/** A healthcheck's test in list form; a string is a shell command (Compose specification, `healthcheck`). */
export function testOf(node: Node): string[] {
  if (node.kind === 'seq') return wordsOf(node);
  const text = stringOf(node);
  return text === undefined ? [] : ['CMD-SHELL', text];
}

/** A TCP check of the port that most likely serves: a named one, one that a Service targets, the only one. */
function portCheck(container: Container, surroundings: Surroundings): SourcedCheck | undefined {
  const ports = container.ports.filter((port) => port.protocol === 'TCP' && port.containerPort !== undefined);
  const named = ports.find((port) => /^(?:http|https|web|api|grpc|main|server|tcp)/.test(port.name ?? ''));
  if (named?.name !== undefined) {
    return { check: { kind: 'tcp', port: named.name }, source: `from the port "${named.name}"` };
  }
  for (const service of servicesSelecting(surroundings.cluster, container.pod)) {
    const targets = service.ports.map((port) => stringOf(port.targetPort) ?? String(port.port));
    const target = ports.find(
      (port) => targets.includes(String(port.containerPort)) || targets.includes(port.name ?? ''),
    );
    if (target?.containerPort !== undefined) {
      const source = `from the target port of Service "${service.resource.name ?? ''}"`;
      return { check: { kind: 'tcp', port: target.name ?? target.containerPort }, source };
    }
  }
  const first = ports[0];
  if (first?.containerPort !== undefined) {
    return {
      check: { kind: 'tcp', port: first.name ?? first.containerPort },
      source: 'from the declared port',
    };
  }
  return exposedPort(container, surroundings);
}

function exposedPort(container: Container, surroundings: Surroundings): SourcedCheck | undefined {
  if (!runsAsBuilt(container)) return undefined;
  for (const { service } of servicesLike(container, surroundings)) {
    const port = dockerfileFor(service, surroundings)?.exposed[0];
    if (port !== undefined) return { check: { kind: 'tcp', port }, source: 'from EXPOSE in its Dockerfile' };
  }
  return undefined;
}

/** A container that declares ports has to declare the one that a network check asks. */
function reaches(check: Check, container: Container): boolean {
  if (check.kind === 'exec' || container.ports.length === 0) return true;
  return container.ports.some((port) => port.containerPort === check.port || port.name === check.port);
}

function handlerOfCheck(check: Check): { readonly [key: string]: Data } {
  switch (check.kind) {
    case 'http':
      return {
        httpGet: { path: check.path, port: check.port, ...(check.scheme ? { scheme: check.scheme } : {}) },
      };
    case 'tcp':
      return { tcpSocket: { port: check.port } };
    case 'exec':
      return { exec: { command: [...check.command] } };
  }
}

const HANDLERS = ['httpGet', 'exec', 'tcpSocket', 'grpc'];

/** What a probe asks, as data; undefined where it asks nothing, and where a secret stands in it. */
export function handlerOf(probe: Node): { readonly [key: string]: Data } | undefined {
  for (const key of HANDLERS) {
    const value = asMap(get(probe, key));
    if (value) return hasSecret(probe) ? undefined : { [key]: dataOf(value) };
  }
  return undefined;
}

/** Whether a probe has a secret in plain text: it is not to be written once more, in another environment perhaps. */
export function hasSecret(probe: Node): boolean {
  const path = stringOf(get(probe, 'httpGet', 'path')) ?? '';
  const headers = itemsOf(get(probe, 'httpGet', 'httpHeaders')).map(
    (each) => `${stringOf(get(each, 'name')) ?? ''}: ${stringOf(get(each, 'value')) ?? ''}`,
  );
  return (
    holdsSecret(execCommandOf(probe)) || holdsSecret([path]) || headers.some((each) => holdsSecret([each]))
  );
}

/** Liveness is always the more tolerant of the two: it restarts what readiness only takes out of service. */
function timingOf(
  kind: ProbeKind,
  other: Node | undefined,
  timings: Surroundings['policy']['probes'],
): { [key: string]: Data } {
  const policy = timings[kind];
  const period = numberOf(get(other, 'periodSeconds')) ?? (other ? 10 : undefined);
  const failures = numberOf(get(other, 'failureThreshold')) ?? (other ? 3 : undefined);
  const delay = numberOf(get(other, 'initialDelaySeconds'));
  const choose = kind === 'liveness' ? Math.max : Math.min;
  const periodSeconds = period === undefined ? policy.periodSeconds : choose(policy.periodSeconds, period);
  let failureThreshold =
    failures === undefined ? policy.failureThreshold : choose(policy.failureThreshold, failures);
  // As patient as readiness would restart what is only to be left alone.
  if (kind === 'liveness' && period !== undefined && failures !== undefined) {
    failureThreshold = Math.max(failureThreshold, Math.floor((period * failures) / periodSeconds) + 1);
  }
  return { ...(delay === undefined ? {} : { initialDelaySeconds: delay }), periodSeconds, failureThreshold };
}

/** The command of an exec probe. */
export function execCommandOf(probe: Node | undefined): string[] {
  return itemsOf(get(probe, 'exec', 'command')).flatMap((item) => stringOf(item) ?? []);
}
