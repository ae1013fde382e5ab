import { edit } from '../../core/edit/edit.ts';
import { checkOfTest } from '../../core/infer/check.ts';
import { testOf } from '../../core/infer/probe.ts';
import { otherImage, servicesLike } from '../../core/infer/surroundings.ts';
import type { Container } from '../../core/kubernetes/pod.ts';
import type { MapNode } from '../../core/model/node.ts';
import { asMap, type Data, get, itemsOf, numberOf, stringOf } from '../../core/model/read.ts';
import type { Environment } from '../../core/rule/environment.ts';
import { badFiles, good } from '../../core/rule/example.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { shortened } from '../../core/text/shortened.ts';
import type { Span } from '../../core/text/span.ts';

const compose = (url: string, rest = ''): string =>
  `services:\n  api:\n    image: example/api:1.4.2\n    healthcheck:\n      test: [CMD, curl, -f, "${url}"]\n${rest}`;

const manifest = (probes: string, rest = ''): string =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: api\nspec:\n  selector: {matchLabels: {app: api}}\n  template:\n    metadata: {labels: {app: api}}\n    spec:\n      containers:\n        - name: api\n          image: example/api:1.4.2\n          ports: [{name: http, containerPort: 8080}]\n${rest}${probes}`;

const probe = (name: string, path: string, port: string): string =>
  `          ${name}: {httpGet: {path: ${path}, port: ${port}}}\n`;

export default defineRule({
  id: 'environment/probe-drift',
  title: 'Probe and healthcheck that ask different things',
  category: 'correctness',
  levels: { recommended: 'information', strict: 'warning' },
  since: '0.1.0',
  target: 'container',
  docs: {
    why: 'Compose and Kubernetes run the same program, but ask it by different paths or ports whether it is well. One of them was most likely forgotten when the program changed: there it is never found healthy, or always.',
    how: 'Ask both the same. Where the probes of the pod use several paths, as for liveness and readiness, nothing is said; nor where the two are made of different images or the port is set by a variable.',
    references: [
      'https://docs.docker.com/reference/compose-file/services/#healthcheck',
      'https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/',
    ],
  },
  check(container, { environment, report }) {
    const asked = askedByCompose(container, environment);
    const probes = probesOf(container);
    if (!asked || probes.length === 0) return;
    if (new Set(probes.map((each) => each.path)).size > 1) return;
    const drifted = probes.flatMap((each) => driftOf(each, asked, container));
    for (const { key, span, ours, theirs } of drifted)
      report({
        span,
        message: `The ${key} probe of "${shortened(container.name, 20)}" asks ${ours}, its Compose healthcheck ${theirs}: one of them is out of date.`,
        fixes: () => [
          {
            // Together: a pod whose probes differ from each other is another matter.
            title: `Ask ${shortened(asked.path, 20)} on port ${asked.port}, as in Compose`,
            safe: false,
            edits: drifted.flatMap(({ request, values }) => edit.add(request, values)),
          },
        ],
      });
  },
  examples: {
    good: [
      good({
        'compose.yaml': compose('http://localhost:8080/health'),
        'api.yaml': manifest(probe('livenessProbe', '/health', 'http')),
      }),
      good({
        'compose.yaml': compose('http://localhost:8080/health'),
        'api.yaml': manifest(
          probe('livenessProbe', '/livez', '8080') + probe('readinessProbe', '/readyz', '8080'),
        ),
      }),
      good({
        'compose.yaml': compose('http://localhost:3000/health'),
        'api.yaml': manifest(
          probe('livenessProbe', '/health', '8080'),
          '          env: [{name: PORT, value: "8080"}]\n',
        ),
      }),
      good({
        'compose.yaml': compose('http://localhost:8080/health').replace('example/api', 'example/other'),
        'api.yaml': manifest(probe('livenessProbe', '/', '80')),
      }),
    ],
    bad: [
      badFiles(
        {
          'compose.yaml': compose('http://localhost:8080/health'),
          'api.yaml': manifest(probe('livenessProbe', '«/healthz»', 'http')),
        },
        { 'api.yaml': manifest(probe('livenessProbe', '/health', 'http')) },
      ),
      badFiles(
        {
          'compose.yaml': compose('http://localhost:8080/health'),
          'api.yaml': manifest(probe('readinessProbe', '/health', '«80»')),
        },
        { 'api.yaml': manifest(probe('readinessProbe', '/health', '8080')) },
      ),
      badFiles(
        {
          'compose.yaml': compose('http://127.0.0.1:3000/up'),
          'api.yaml': manifest(
            probe('livenessProbe', '«/»', 'http') + probe('readinessProbe', '«/»', 'http'),
          ),
        },
        {
          'api.yaml': manifest(
            probe('livenessProbe', '/up', '3000') + probe('readinessProbe', '/up', '3000'),
          ),
        },
      ),
    ],
  },
});

interface Asked {
  readonly path: string;
  readonly port: number;
}

/** What all Compose services that run the container's program are asked; undefined where they differ. */
function askedByCompose(container: Container, environment: Environment): Asked | undefined {
  const found = servicesLike(container, environment).flatMap(({ service, program }): Asked[] => {
    if (!program || otherImage(service.image, container.image)) return [];
    const test = get(service.node, 'healthcheck', 'test');
    const words = test ? testOf(test) : [];
    if (words.some((word) => word.includes('$'))) return [];
    const check = checkOfTest(words);
    if (check?.kind !== 'http' || typeof check.port !== 'number') return [];
    return [{ path: plainPath(check.path), port: check.port }];
  });
  const [first] = found;
  return first && found.every(({ path, port }) => path === first.path && port === first.port)
    ? first
    : undefined;
}

interface HttpProbe {
  readonly key: string;
  readonly request: MapNode;
  readonly path: string;
  readonly port: number | undefined;
}

function probesOf(container: Container): HttpProbe[] {
  return ['liveness', 'readiness', 'startup'].flatMap((key): HttpProbe[] => {
    const request = asMap(get(container.node, `${key}Probe`, 'httpGet'));
    if (!request) return [];
    const port = get(request, 'port');
    const named = container.ports.find(({ name }) => name !== undefined && name === stringOf(port));
    return [
      {
        key,
        request,
        path: plainPath(stringOf(get(request, 'path')) ?? '/'),
        port: named ? named.containerPort : numberOf(port),
      },
    ];
  });
}

interface Drift {
  readonly key: string;
  readonly request: MapNode;
  readonly span: Span;
  /** What the probe asks, and what Compose does. */
  readonly ours: string;
  readonly theirs: string;
  readonly values: { readonly [key: string]: Data };
}

function driftOf({ key, request, path, port }: HttpProbe, asked: Asked, container: Container): Drift[] {
  const otherPath = path !== asked.path;
  const otherPort = port !== undefined && port !== asked.port && !setsPort(container, port);
  if (!otherPath && !otherPort) return [];
  const [ours, theirs] = otherPath ? [path, asked.path] : [`port ${port}`, `port ${asked.port}`];
  return [
    {
      key,
      request,
      span: get(request, otherPath ? 'path' : 'port')?.span ?? request.span,
      ours: shortened(ours, 20),
      theirs: shortened(theirs, 20),
      values: { ...(otherPath ? { path: asked.path } : {}), ...(otherPort ? { port: asked.port } : {}) },
    },
  ];
}

/** Whether a variable or an argument of the container sets the port: then Compose may have another one. */
function setsPort(container: Container, port: number): boolean {
  const word = new RegExp(`(?<!\\d)${port}(?!\\d)`);
  const values = itemsOf(get(container.node, 'env')).map((item) => get(item, 'value'));
  const words = ['command', 'args'].flatMap((key) => itemsOf(get(container.node, key)));
  return [...values, ...words].some((each) => word.test(stringOf(each) ?? ''));
}

function plainPath(path: string): string {
  const bare = path.replace(/[?#].*$/, '');
  return bare.length > 1 ? bare.replace(/\/$/, '') : bare;
}
