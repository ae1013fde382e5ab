import { get, stringOf } from '../../core/model/read.ts';
import { bad, good } from '../../core/rule/example.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { deployment, pod } from './exampleManifests.ts';

const API = 'containers:\n  - name: api\n    image: example/api:1.4.2\n';
const LABEL = 'app.kubernetes.io/instance';
const labelled = (value: string, text = deployment(API)): string =>
  text.replace('  name: demo\n', `  name: demo\n  labels:\n    ${LABEL}: ${value}\n`);

export default defineRule({
  id: 'kubernetes/instance-label-mismatch',
  title: 'Instance label that is not the name',
  category: 'maintainability',
  levels: { recommended: 'off', strict: 'off' },
  since: '0.1.0',
  target: 'pod',
  docs: {
    why: 'The label `app.kubernetes.io/instance` tells the instances of an application apart. A workload whose label names another instance shows up in the wrong place in every tool that goes by it.',
    how: 'Switch the rule on where your team names each workload after its instance. Helm does not: there the label is the name of the release.',
    references: ['https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/'],
  },
  aliases: { polaris: 'metadataAndInstanceMismatched' },
  check({ workload }, { report }) {
    const node = get(workload.node, 'metadata', 'labels', LABEL);
    const text = stringOf(node);
    if (!node || text === undefined || workload.name === undefined || /[${}]/.test(text)) return;
    if (text === workload.name) return;
    report({
      span: node.span,
      message: `${workload.kind} "${workload.name}" is labelled as another instance: tools that go by the label show it there.`,
    });
  },
  examples: {
    good: [good(labelled('demo')), good(deployment(API)), good(labelled('"${NAME}"'))],
    bad: [
      bad(labelled('«other»')),
      bad(labelled('«"shop"» # release')),
      bad(labelled('«shop»', pod(API).replace('  labels:\n    app: demo\n', ''))),
    ],
  },
});
