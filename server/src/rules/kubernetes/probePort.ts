import type { Container } from '../../core/kubernetes/pod.ts';
import type { Node } from '../../core/model/node.ts';
import { get, isNull, numberOf, stringOf } from '../../core/model/read.ts';
import { bad, good } from '../../core/rule/example.ts';
import type { Fix } from '../../core/rule/problem.ts';
import { defineRule, type Rule } from '../../core/rule/rule.ts';
import { closestName } from '../../core/text/closestName.ts';
import { theContainer } from './containerWords.ts';
import { deployment, pod } from './exampleManifests.ts';
import { replaceFixes } from './isMissing.ts';

/** A probe that asks a port. */
interface ProbePort {
  readonly id: string;
  readonly field: 'livenessProbe' | 'readinessProbe' | 'startupProbe';
  /** `liveness` */
  readonly kind: string;
  readonly consequence: string;
}

/** The rule that a probe asks a port that its container declares. */
export function probePortRule({ id, field, kind, consequence }: ProbePort): Rule<'container'> {
  const api = (probe: string, ports = '  ports:\n  - {name: http, containerPort: 8000}\n'): string =>
    `containers:\n- name: api\n  image: example/api:1.4.2\n${ports}  ${field}:\n    ${probe}\n`;
  return defineRule({
    id,
    title: `Port of the ${kind} probe that is not declared`,
    category: 'correctness',
    levels: { recommended: 'error', strict: 'error' },
    since: '0.1.0',
    target: 'container',
    docs: {
      why: `A probe can name a port only if its container declares one of that name: otherwise it never succeeds, and ${consequence}. A number that is not among the declared ports may be out of date.`,
      how: 'Use the name or the number of a port under `ports`. A number that is not declared is reported only where `numbers` is set, as it is above `recommended`: undeclared ports can be reached too, and many health checks answer on one.',
      references: [
        'https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/#use-a-named-port',
      ],
    },
    aliases: { 'kube-linter': id.replace('kubernetes/', '') },
    options: {
      type: 'object',
      additionalProperties: false,
      properties: {
        numbers: {
          type: 'boolean',
          default: false,
          description: 'Whether a number that is not among the declared ports is reported, as information.',
        },
      },
    },
    strictOptions: { numbers: true },
    check(container, { options, report }) {
      const node = portOf(get(container.node, field));
      const text = stringOf(node);
      if (!node || text === undefined || /[${}]/.test(text)) return;
      const number = numberOf(node);
      if (number !== undefined && !options.numbers) return;
      if (isDeclared(container, text, number)) return;
      const who = theContainer(container);
      report({
        span: node.span,
        message:
          number === undefined
            ? `${who} has no TCP port named "${text}": its ${kind} probe never succeeds, and ${consequence}.`
            : `${who} does not declare port ${text}, which its ${kind} probe asks: it may be out of date.`,
        ...(number === undefined ? {} : { severity: 'information' as const }),
        fixes: () => corrections(container, node, text),
      });
    },
    examples: {
      good: [
        good(pod(api('httpGet: {path: /, port: http}'))),
        good(deployment(api('httpGet: {path: /healthz, port: 15021}'))),
        good(deployment(api('tcpSocket: {port: 8000}')), { numbers: true }),
        good(deployment(api('tcpSocket: {port: 8000}', '')), { numbers: true }),
        good(pod(api('exec: {command: [/bin/alive]}'))),
        good(
          pod(
            `${api('httpGet: {path: /, port: 9090}')}- name: proxy\n  image: example/proxy:2.0\n  ports: [{containerPort: 9090}]\n`,
          ),
          { numbers: true },
        ),
      ],
      bad: [
        bad(
          pod(api('httpGet:\n      path: /\n      port: «htp» # see ports')),
          pod(api('httpGet:\n      path: /\n      port: http # see ports')),
        ),
        bad(deployment(api('tcpSocket: {port: «8080»}')), deployment(api('tcpSocket: {port: 8000}')), {
          numbers: true,
        }),
        bad(
          deployment(api('grpc: {port: «9000»}', '  ports:\n  - containerPort: 8000\n')),
          deployment(api('grpc: {port: 8000}', '  ports:\n  - containerPort: 8000\n')),
          { numbers: true },
        ),
        bad(
          pod(api('tcpSocket: {port: «dns»}', '  ports: [{name: dns, containerPort: 53, protocol: UDP}]\n')),
        ),
      ],
    },
  });
}

function portOf(probe: Node | undefined): Node | undefined {
  for (const handler of ['httpGet', 'tcpSocket', 'grpc']) {
    const how = get(probe, handler);
    // Another host is asked: its ports are its own.
    if (how && isNull(get(how, 'host'))) return get(how, 'port');
  }
  return undefined;
}

function isDeclared({ ports, pod }: Container, name: string, number: number | undefined): boolean {
  const own = ports.filter(({ protocol }) => protocol === 'TCP');
  if (number === undefined) return own.some((port) => port.name === name);
  // The containers of a pod share its ports.
  const all = pod.containers.flatMap((each) => each.ports);
  return ports.length === 0 || all.some((port) => port.containerPort === number);
}

function corrections({ ports }: Container, node: Node, text: string): Fix[] {
  const own = ports.filter(({ protocol }) => protocol === 'TCP');
  const meant = closestName(
    text,
    own.flatMap(({ name }) => name ?? []),
  );
  const [only] = own;
  if (meant !== undefined) return replaceFixes(node, meant);
  const port = only && own.length === 1 ? only : undefined;
  // gRPC takes numbers alone, and a number is what stands there.
  const value = numberOf(node) === undefined ? (port?.name ?? port?.containerPort) : port?.containerPort;
  return value === undefined ? [] : replaceFixes(node, value);
}
