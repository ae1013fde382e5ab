import type { BuildProblem } from '../../core/kustomize/build/build.ts';
import { rootOf } from '../../core/model/document.ts';
import type { Node } from '../../core/model/node.ts';
import { entriesOf, get, itemsOf, stringOf } from '../../core/model/read.ts';
import { badFiles } from '../../core/rule/example.ts';
import type { Fix } from '../../core/rule/problem.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { closestName } from '../../core/text/closestName.ts';
import { parseImage } from '../../core/text/imageReference.ts';
import { problemOf, shorten } from './buildProblems.ts';
import { deployment } from './exampleObjects.ts';
import { childrenOf } from './patchNodes.ts';
import { retyped } from './scalarEdits.ts';

export default defineRule({
  id: 'kustomize/image-no-match',
  title: 'Entry of images or replicas that matches nothing',
  category: 'correctness',
  levels: { recommended: 'warning', strict: 'warning' },
  since: '0.1.0',
  target: 'deployment',
  docs: {
    why: 'Kustomize says nothing of an entry under `images` whose name no container has: the tag that it sets is used nowhere, and the old image goes on being deployed. An entry under `replicas` that matches nothing stops the build.',
    how: 'The name is the whole name of the image without tag and digest, its registry included; under `replicas` it is the name of the object. Components are not judged: they may be meant for some of those who use them.',
    references: ['https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/images/'],
  },
  check({ build }, { report }) {
    for (const problem of build.problems) {
      if (problem.code !== 'image-no-match' && problem.code !== 'replicas-no-match') continue;
      if (stringOf(get(rootOf(problem.span.source), 'kind')) === 'Component') continue;
      const name = shorten(stringOf(get(problem.wanted, 'name')) ?? '');
      const isImage = problem.code === 'image-no-match';
      report({
        ...problemOf(problem),
        message: isImage
          ? `No container has the image "${name}": this entry changes nothing.`
          : `No workload is named "${name}": Kustomize refuses to build.`,
        ...(isImage ? {} : { severity: 'error' }),
        fixes: () => rename(problem, isImage ? imagesIn : workloadsIn),
      });
    }
  },
  examples: {
    good: [
      {
        files: {
          'prod/kustomization.yaml':
            'namePrefix: prod-\nresources: [../base]\nimages:\n  - name: example/api\n    newTag: "1.5.0"\nreplicas:\n  - {name: api, count: 3}\n',
          'base/kustomization.yaml': 'resources: [api.yaml]\n',
          'base/api.yaml': deployment('api'),
        },
      },
      {
        files: {
          'kustomization.yaml':
            'resources:\n  - https://github.com/example/base//config?ref=v1.2.0\nimages:\n  - name: example/web\n    newTag: "1.5.0"\n',
        },
      },
      {
        files: {
          'kustomization.yaml': 'resources: [api.yaml]\ncomponents: [versions]\n',
          'versions/kustomization.yaml':
            'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nimages:\n  - {name: example/api, newTag: "1.5.0"}\n  - {name: example/web, newTag: "1.5.0"}\n',
          'api.yaml': deployment('api'),
        },
      },
    ],
    bad: [
      badFiles(
        {
          'kustomization.yaml':
            'resources: [api.yaml]\nimages:\n  - name: «example/ap» # the API\n    newTag: "1.5.0"\n',
          'api.yaml': deployment('api'),
        },
        {
          'kustomization.yaml':
            'resources: [api.yaml]\nimages:\n  - name: example/api # the API\n    newTag: "1.5.0"\n',
        },
      ),
      badFiles(
        {
          'prod/kustomization.yaml':
            'resources: [../base]\nimages:\n  - {name: «"docker.io/example/api"», newTag: "1.5.0"}\n  - {name: «example/web», newTag: "1.5.0"}\n',
          'base/kustomization.yaml': 'resources: [api.yaml]\n',
          'base/api.yaml': deployment('api'),
        },
        {
          'prod/kustomization.yaml':
            'resources: [../base]\nimages:\n  - {name: "example/api", newTag: "1.5.0"}\n  - {name: example/web, newTag: "1.5.0"}\n',
        },
      ),
      badFiles(
        {
          'kustomization.yaml': 'resources: [api.yaml]\nreplicas:\n  - name: «apii»\n    count: 3\n',
          'api.yaml': deployment('api'),
        },
        { 'kustomization.yaml': 'resources: [api.yaml]\nreplicas:\n  - name: api\n    count: 3\n' },
      ),
    ],
  },
});

function rename({ wanted, among = [] }: BuildProblem, namesIn: (object: Node) => string[]): Fix[] {
  const node = get(wanted, 'name');
  const text = stringOf(node);
  if (text === undefined) return [];
  const names = [...new Set(among.flatMap(namesIn))];
  // A registry that was left out, or put before.
  const alike = names.filter((each) => each.endsWith(`/${text}`) || text.endsWith(`/${each}`));
  const found = closestName(text, names) ?? (alike.length === 1 ? alike[0] : undefined);
  const edits = found === undefined ? undefined : retyped(node, found);
  return edits ? [{ title: `Change to "${found}"`, safe: false, edits }] : [];
}

function imagesIn(node: Node): string[] {
  const own = entriesOf(node).flatMap(({ key, value }) => {
    if (key !== 'containers' && key !== 'initContainers') return [];
    return itemsOf(value).flatMap((item) => stringOf(get(item, 'image')) ?? []);
  });
  return [
    ...own.flatMap((image) => parseImage(image)?.repository ?? []),
    ...childrenOf(node).flatMap(imagesIn),
  ];
}

function workloadsIn(object: Node): string[] {
  const kind = stringOf(get(object, 'kind')) ?? '';
  const scales = /^(?:Deployment|StatefulSet|ReplicaSet|ReplicationController)$/.test(kind);
  return scales ? [stringOf(get(object, 'metadata', 'name')) ?? ''] : [];
}
