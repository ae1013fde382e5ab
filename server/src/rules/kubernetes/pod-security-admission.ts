import { asMap, entriesOf, get } from '../../core/model/read.ts';
import { bad, good } from '../../core/rule/example.ts';
import { additionFix } from '../../core/rule/problem.ts';
import { defineRule } from '../../core/rule/rule.ts';

const ENFORCE = 'pod-security.kubernetes.io/enforce';

function namespace(labels: string): string {
  return `apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n${labels}`;
}

export default defineRule({
  id: 'kubernetes/pod-security-admission',
  title: 'Namespace without a pod security level',
  category: 'security',
  levels: { recommended: 'off', strict: 'information' },
  since: '0.1.0',
  target: 'resource',
  docs: {
    why: 'The API server itself can refuse pods that are privileged, use the host or run as root, for the namespaces that are labelled with a level of the Pod Security Standards. Without the label a namespace takes any pod.',
    how: `Label it with \`${ENFORCE}\`: \`restricted\` is the aim, \`baseline\` keeps out the worst and breaks little. The labels for \`warn\` and \`audit\` show beforehand what would be refused.`,
    references: [
      'https://kubernetes.io/docs/concepts/security/pod-security-admission/',
      'https://kubernetes.io/docs/tasks/configure-pod-container/enforce-standards-namespace-labels/',
    ],
  },
  aliases: { kubescape: 'C-0192' },
  check(resource, { report }) {
    const { kind, group, node, nameSpan, name } = resource;
    if (kind !== 'Namespace' || group !== '') return;
    const metadata = asMap(get(node, 'metadata'));
    if (!metadata || entriesOf(get(metadata, 'labels')).some(({ key }) => key === ENFORCE)) return;
    report({
      span: nameSpan,
      message: `Namespace "${name ?? ''}" enforces no pod security level: it takes privileged pods like any other.`,
      missing: true,
      fixes: () => [
        additionFix(
          'Enforce the level "baseline"',
          false,
          metadata,
          { labels: { [ENFORCE]: 'baseline' } },
          { keys: ['name', 'labels', 'annotations'] },
        ),
      ],
    });
  },
  examples: {
    good: [
      good(namespace(`  labels:\n    ${ENFORCE}: restricted\n`)),
      good(namespace(`  labels: {${ENFORCE}: privileged}\n`)),
      good('apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: shop\n'),
    ],
    bad: [
      bad(namespace('').replace('shop', '«shop»'), namespace(`  labels:\n    ${ENFORCE}: baseline\n`)),
      bad(
        namespace('  labels:\n    team: web # who\n').replace('shop', '«shop»'),
        namespace(`  labels:\n    team: web # who\n    ${ENFORCE}: baseline\n`),
      ),
      bad(
        namespace('  labels:\n    pod-security.kubernetes.io/warn: restricted\n').replace('shop', '«shop»'),
        namespace(`  labels:\n    pod-security.kubernetes.io/warn: restricted\n    ${ENFORCE}: baseline\n`),
      ),
    ],
  },
});
