import { sameNamespace } from '../../core/kubernetes/cluster.ts';
import { meantBy, objectsOf } from '../../core/kubernetes/lookup.ts';
import type { Reference } from '../../core/kubernetes/references.ts';
import type { Resource } from '../../core/kubernetes/resource.ts';
import { get, itemsOf, numberOf, stringOf } from '../../core/model/read.ts';
import type { Environment } from '../../core/rule/environment.ts';
import type { Problem } from '../../core/rule/problem.ts';
import { closestName } from '../../core/text/closestName.ts';
import { isSlip, isToldMissing, isUnknowable, renameFixes, replaceFixes } from './isMissing.ts';

/** What is wrong with a Service that requests are sent to: that it is not there, or that it has no such port. */
export function backendProblem(
  from: Resource,
  backend: Reference,
  environment: Environment,
): Problem | undefined {
  const { cluster } = environment;
  const services = objectsOf(cluster, 'Service').filter(({ group }) => group === '');
  if (environment.extent === 'open' || isUnknowable(environment, backend)) return undefined;
  const who = `${from.kind} "${from.name ?? ''}" sends requests to`;
  const meant = meantBy(cluster, backend).filter(({ group }) => group === '');
  const [first] = meant;
  if (first) {
    const { port } = backend;
    if (!port || meant.some((each) => hasPort(each, port))) return undefined;
    return {
      span: port.node.span,
      message: `${who} port ${port.name ?? port.number} of Service "${backend.name}", which has no such port: they are answered with errors.`,
      related: [{ span: first.nameSpan, message: 'This is the Service.' }],
      fixes: () => portFixes(first, port),
    };
  }
  const near = services.filter((each) => sameNamespace(each.namespace, backend.namespace));
  if (!isToldMissing(environment, from, near, () => isSlip(backend, near))) return undefined;
  if (environment.isExternal('Service', backend.name, backend.namespace)) return undefined;
  return {
    span: backend.node.span,
    message: `${who} Service "${backend.name}", which is not deployed with it: they are answered with errors.`,
    fixes: () => renameFixes(backend, near),
  };
}

type Port = NonNullable<Reference['port']>;

function hasPort({ node }: Resource, { name, number }: Port): boolean {
  const ports = itemsOf(get(node, 'spec', 'ports'));
  // Without ports there is nothing to compare with: an ExternalName, or a Service that a controller completes.
  if (ports.length === 0 || name === 'use-annotation') return true;
  return ports.some((each) =>
    number === undefined ? stringOf(get(each, 'name')) === name : numberOf(get(each, 'port')) === number,
  );
}

function portFixes({ node }: Resource, port: Port) {
  const ports = itemsOf(get(node, 'spec', 'ports'));
  const names = ports.flatMap((each) => stringOf(get(each, 'name')) ?? []);
  const numbers = ports.flatMap((each) => numberOf(get(each, 'port')) ?? []);
  if (port.number !== undefined)
    return numbers.length === 1 && numbers[0] !== undefined ? replaceFixes(port.node, numbers[0]) : [];
  const meant = closestName(port.name ?? '', names) ?? (names.length === 1 ? names[0] : undefined);
  return meant === undefined ? [] : replaceFixes(port.node, meant);
}
