import { get, isNull, stringOf } from '../../core/model/read.ts';
import { badFiles } from '../../core/rule/example.ts';
import { additionFix } from '../../core/rule/problem.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { deployment } from './exampleObjects.ts';

export default defineRule({
  id: 'kustomize/missing-apiversion-kind',
  title: 'Kustomization without apiVersion and kind',
  category: 'maintainability',
  levels: { recommended: 'off', strict: 'information' },
  since: '0.1.0',
  target: 'kustomization',
  docs: {
    why: 'Kustomize fills in both, other tools do not: editors find no schema for the file, and `kubectl apply -f` of the folder refuses it. The two lines also say which version of the format is meant.',
    references: ['https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/'],
  },
  check({ node }, { report }) {
    const [first] = node.entries;
    const kind = stringOf(get(node, 'kind')) ?? 'Kustomization';
    const version = kind === 'Component' ? 'v1alpha1' : 'v1beta1';
    const values = {
      ...(isNull(get(node, 'apiVersion')) ? { apiVersion: `kustomize.config.k8s.io/${version}` } : {}),
      ...(isNull(get(node, 'kind')) ? { kind } : {}),
    };
    const missing = Object.keys(values);
    if (!first || missing.length === 0 || (kind !== 'Kustomization' && kind !== 'Component')) return;
    report({
      span: first.keySpan,
      message: `This kustomization has no ${missing.join(' and no ')}: editors and other tools do not know what it is.`,
      missing: true,
      fixes: () => [
        additionFix(`Add ${missing.join(' and ')}`, true, node, values, {
          keys: ['apiVersion', 'kind', ...node.entries.map(({ key }) => key)],
        }),
      ],
    });
  },
  examples: {
    good: [
      {
        files: {
          'kustomization.yaml':
            'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [api.yaml]\n',
          'api.yaml': deployment('api'),
        },
      },
      {
        files: {
          'kustomization.yaml':
            'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nnamePrefix: a-\n',
        },
      },
      { files: { 'kustomization.yaml': '# nothing yet\n' } },
    ],
    bad: [
      badFiles(
        { 'kustomization.yaml': '# The shop\n«resources»:\n  - api.yaml\n', 'api.yaml': deployment('api') },
        {
          'kustomization.yaml':
            '# The shop\napiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n  - api.yaml\n',
        },
      ),
      badFiles(
        { 'kustomization.yaml': '«kind»: Component\nnamePrefix: a-\n' },
        {
          'kustomization.yaml':
            'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nnamePrefix: a-\n',
        },
      ),
      badFiles(
        { 'kustomization.yaml': '«apiVersion»: kustomize.config.k8s.io/v1beta1\nnamePrefix: a-\n' },
        {
          'kustomization.yaml':
            'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nnamePrefix: a-\n',
        },
      ),
    ],
  },
});
