import { edit } from '../../core/edit/edit.ts';
import type { Node } from '../../core/model/node.ts';
import { get, isNull, itemsOf, numberOf, stringOf } from '../../core/model/read.ts';
import { bad, good } from '../../core/rule/example.ts';
import type { Problem } from '../../core/rule/problem.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { shortened } from '../../core/text/shortened.ts';
import { isKnative, theContainer } from './containerWords.ts';
import { deployment, pod } from './exampleManifests.ts';

const API = 'containers:\n- name: api\n  image: example/api:1.4.2\n  ports:\n';

export default defineRule({
  id: 'kubernetes/container-ports-invalid',
  title: 'Port of a container that the API server refuses',
  category: 'correctness',
  levels: { recommended: 'error', strict: 'error' },
  since: '0.1.0',
  target: 'container',
  docs: {
    why: 'A port needs a number from 1 to 65535. Its name may have 15 characters at most: lower-case letters, digits and hyphens, a letter among them, and no two ports of a container may share one. Anything else is refused when it is deployed.',
    how: 'Correct the port, and where a Service or a probe uses its name, that as well.',
    references: [
      'https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#ports',
      'https://www.rfc-editor.org/rfc/rfc6335#section-5.1',
    ],
  },
  aliases: { 'kube-score': 'container-ports-check' },
  check(container, { report }) {
    const who = theContainer(container);
    const names = new Map<string, Node>();
    for (const port of itemsOf(get(container.node, 'ports'))) {
      for (const problem of numberFaults(port, who)) report(problem);
      // Knative gives names a meaning of its own.
      const problem = isKnative(container.pod.workload) ? undefined : nameFault(port, names, who);
      if (problem) report(problem);
    }
  },
  examples: {
    good: [
      good(
        pod(`${API}  - {name: http, containerPort: 8000}\n  - {name: metrics-tls-15, containerPort: 9090}\n`),
      ),
      good(deployment(`${API}  - containerPort: 53\n  - containerPort: 53\n    protocol: UDP\n`)),
      good(deployment(`${API}  - {containerPort: "\${PORT}", name: "\${NAME}"}\n`)),
    ],
    bad: [
      bad(
        pod(`${API}  - {name: «HTTP_main», containerPort: 8000}\n`),
        pod(`${API}  - {name: http-main, containerPort: 8000}\n`),
      ),
      bad(
        deployment(
          `${API}  - name: http\n    containerPort: 8000\n  - name: «http»\n    containerPort: «80000»\n`,
        ),
      ),
      bad(
        pod(
          `${API}  - name: «prometheus-metrics»\n    containerPort: 9090\n  - «name: smtp»\n  - {name: «"25"», containerPort: 25, hostPort: «70000»}\n`,
        ),
      ),
    ],
  },
});

/** What is wrong with a port's name (IANA_SVC_NAME); undefined where nothing is. */
function faultOf(name: string): string | undefined {
  if (name.length > 15) return `which is longer than 15 characters`;
  if (!/^[a-z0-9-]+$/.test(name)) return 'which has other characters than a-z, 0-9 and hyphens';
  if (!/[a-z]/.test(name)) return 'which has no letter';
  return /^-|-$|--/.test(name) ? 'which has a hyphen where none may stand' : undefined;
}

function plainName(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

function short(text: string): string {
  return shortened(text, 24);
}

function numberFaults(port: Node, who: string): Problem[] {
  const problems: Problem[] = [];
  const number = get(port, 'containerPort');
  if (isNull(number)) {
    problems.push({
      span: number?.kind === 'scalar' && number.style !== 'empty' ? number.span : port.span,
      message: `${who} has a port without "containerPort": the API server refuses it.`,
      missing: true,
    });
  }
  // A hostPort of 0 is none.
  for (const [field, least] of [
    ['containerPort', 1],
    ['hostPort', 0],
  ] as const) {
    const node = get(port, field);
    const value = numberOf(node);
    const text = stringOf(node);
    if (!node || text === undefined || /[${}]/.test(text)) continue;
    if (value !== undefined && Number.isInteger(value) && value >= least && value <= 65535) continue;
    problems.push({
      span: node.span,
      message: `${who} has ${short(text)} as ${field}, which is no number from 1 to 65535: the API server refuses it.`,
    });
  }
  return problems;
}

/** What is wrong with a port's name; remembers one that is right. */
function nameFault(port: Node, names: Map<string, Node>, who: string): Problem | undefined {
  const named = get(port, 'name');
  const name = stringOf(named);
  // An empty one is none.
  if (!named || !name || /[${}]/.test(name)) return undefined;
  const first = names.get(name);
  const fault = first ? 'as another port of it' : faultOf(name);
  if (fault === undefined) {
    names.set(name, named);
    return undefined;
  }
  return {
    span: named.span,
    message: `${who} has a port named "${short(name)}", ${fault}: the API server refuses it.`,
    ...(first ? { related: [{ span: first.span, message: 'The other port.' }] } : {}),
    fixes: () => {
      const meant = plainName(name);
      if (first || faultOf(meant) !== undefined || names.has(meant)) return [];
      const edits = edit.replace(named, meant);
      return edits.length === 0 ? [] : [{ title: `Change to "${meant}"`, safe: false, edits }];
    },
  };
}
