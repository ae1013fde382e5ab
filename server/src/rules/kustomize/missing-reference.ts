import { KUSTOMIZATION_NAMES } from '../../core/kustomize/kustomization.ts';
import { badFiles } from '../../core/rule/example.ts';
import { defineRule, type KustomizationFile } from '../../core/rule/rule.ts';
import { folderOf, resolvePath } from '../../core/text/uri.ts';
import { shorten } from './buildProblems.ts';
import { type Reference, type ReferenceKind, referencesIn } from './fileReferences.ts';
import { isForeign } from './kustomizationFields.ts';
import { created, isFolderIn, renamed } from './referenceFixes.ts';
import { partOf } from './scalarEdits.ts';

const DEPLOYMENT =
  'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: api\nspec:\n  template:\n    spec:\n      containers:\n        - name: api\n          image: example/api:1.4.2\n';

export default defineRule({
  id: 'kustomize/missing-reference',
  title: 'Reference to a file that is not there',
  category: 'correctness',
  levels: { recommended: 'error', strict: 'error' },
  since: '0.1.0',
  target: 'kustomization',
  docs: {
    why: 'Kustomize refuses to build a kustomization that names a file or folder which is not there. Nothing of the environment can be deployed then, and a moved file breaks every kustomization that named it.',
    how: 'Correct the path: it is relative to the folder of the kustomization. What lies outside of the workspace folder, and remote bases, are not reported. Where nothing has a name like it, the fix creates what is named, so empty that Kustomize goes on; a patch has no such form.',
    references: ['https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/resource/'],
  },
  aliases: { monokle: 'LNK002, LNK003' },
  check(file, { report }) {
    if (isForeign(file)) return;
    for (const reference of referencesIn(file.node)) {
      const { node, path, kind } = reference;
      const uri = resolvePath(folderOf(node.span.source.uri), path);
      if (uri === undefined || !file.isInReach(uri) || isThere(file, uri, kind)) continue;
      report({
        span: partOf(node, reference.from, node.text.length) ?? node.span,
        message: message(file, reference, uri),
        fixes: () => [...renamed(file, reference), ...created(file, reference, uri)],
      });
    }
  },
  examples: {
    good: [
      {
        files: {
          'kustomization.yaml':
            'resources:\n  - api.yaml\n  - base\n  - https://github.com/example/base//config?ref=v1.2.0\n',
          'api.yaml': DEPLOYMENT,
          'base/kustomization.yml': 'resources: [../api/api.yaml]\n',
          'api/api.yaml': DEPLOYMENT,
        },
      },
      {
        files: {
          'kustomization.yaml':
            'resources: [api.yaml]\npatches:\n  - target: {kind: Deployment}\n    patch: |-\n      - op: remove\n        path: /metadata/labels\nconfigMapGenerator:\n  - name: app\n    files: [settings=app.properties]\n    envs: [.env.production]\n',
          'api.yaml': DEPLOYMENT,
          'app.properties': 'level=warn\n',
          '.env.production': 'LEVEL=warn\n',
        },
      },
      { files: { 'kustomization.yaml': 'resources:\n  - ../base\n' } },
      {
        files: {
          'kustomization.yaml':
            'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata:\n  name: apps\nresources: [apps.yaml]\n',
        },
      },
    ],
    bad: [
      badFiles(
        {
          'kustomization.yaml': 'resources:\n  - «deploymnet.yaml» # the API\n  - "«./servce.yaml»"\n',
          'deployment.yaml': DEPLOYMENT,
          'service.yaml': DEPLOYMENT,
        },
        { 'kustomization.yaml': 'resources:\n  - deployment.yaml # the API\n  - "./service.yaml"\n' },
      ),
      badFiles(
        {
          'overlays/prod/kustomization.yaml':
            'resources: [«../../bsae»]\npatches:\n  - path: «api-patch.yml»\n',
          'overlays/prod/api-patch.yaml': DEPLOYMENT,
          'base/kustomization.yaml': 'resources: [api.yaml]\n',
          'base/api.yaml': DEPLOYMENT,
        },
        {
          'overlays/prod/kustomization.yaml': 'resources: [../../base]\npatches:\n  - path: api-patch.yaml\n',
        },
      ),
      badFiles(
        {
          'kustomization.yaml': 'resources:\n  - «api.yaml»\ncomponents:\n  - «parts»\n',
          'manifests/api.yaml': DEPLOYMENT,
          'parts/readme.yaml': 'a: 1\n',
        },
        {
          'kustomization.yaml': 'resources:\n  - manifests/api.yaml\ncomponents:\n  - parts\n',
          'parts/kustomization.yaml':
            'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nresources: []\n',
        },
      ),
      badFiles(
        {
          'kustomization.yaml':
            'configMapGenerator:\n  - name: app\n    files:\n      - settings.yaml=«config/app.yaml»\n      - «log4j.properties»\n    envs: [«app.env»]\n',
          'api.yaml': DEPLOYMENT,
        },
        { 'config/app.yaml': '', 'log4j.properties': '', 'app.env': '' },
      ),
      badFiles(
        {
          'prod/kustomization.yaml':
            'resources: [«../base», «service.yaml»]\ncomponents: [«../parts/metrics/»]\n',
        },
        {
          'base/kustomization.yaml':
            'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: []\n',
          'prod/service.yaml': '# Kubernetes objects, with lines of "---" between them.\n',
          'parts/metrics/kustomization.yaml':
            'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nresources: []\n',
        },
      ),
      badFiles({
        'prod/kustomization.yaml':
          'resources: [«../shared/api.yaml», «..»]\npatches:\n  - path: «memory.yaml»\n',
      }),
    ],
  },
});

function message(file: KustomizationFile, { path: written, kind }: Reference, uri: string): string {
  const name = shorten(written);
  const isFolder = kind !== 'file' && isFolderIn(file, uri);
  if (isFolder) return `The folder "${name}" has no kustomization file: Kustomize refuses to build.`;
  if (kind === 'file') return `There is no file "${name}": Kustomize refuses to build.`;
  const what = kind === 'folder' ? 'no folder' : 'neither a file nor a folder';
  return `"${name}" is ${what} with a kustomization: Kustomize refuses to build.`;
}

function isThere(file: KustomizationFile, uri: string, kind: ReferenceKind): boolean {
  if (kind !== 'folder' && file.has(uri)) return true;
  return kind !== 'file' && KUSTOMIZATION_NAMES.some((name) => file.has(`${uri}/${name}`));
}
