import { edit } from '../../core/edit/edit.ts';
import { KUSTOMIZATION_NAMES } from '../../core/kustomize/kustomization.ts';
import { badFiles } from '../../core/rule/example.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { baseName, folderOf, relativePath } from '../../core/text/uri.ts';
import { shorten } from './buildProblems.ts';
import { deployment, patch } from './exampleObjects.ts';
import { isForeign } from './kustomizationFields.ts';

const FILES = { 'api.yaml': deployment('api'), 'api-patch.yaml': patch('api', '  replicas: 2\n') };

export default defineRule({
  id: 'kustomize/patch-unused',
  title: 'Patch file that no kustomization uses',
  category: 'maintainability',
  levels: { recommended: 'information', strict: 'warning' },
  since: '0.1.0',
  target: 'kustomization',
  docs: {
    why: 'A patch file beside a kustomization that does not name it changes nothing, and whoever reads it takes it for true. Mostly the entry was forgotten, or the file was when the entry went.',
    how: 'Register it, or delete it. A file is taken for a patch by its name: `api-patch.yaml`, `patch-api.yaml`, or any YAML file in a folder `patches`. Nothing is reported where a kustomization in a folder above may use it.',
    references: ['https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/patches/'],
  },
  check(file, { report }) {
    const { node } = file;
    const [first] = node.entries;
    if (!first || isForeign(file)) return;
    const { uri, text } = node.span.source;
    const folder = folderOf(uri);
    if (isUsedFromAbove(folder, (each) => file.has(each))) return;
    for (const each of file.files()) {
      const path = relativePath(folder, each);
      if (path === undefined || !isPatchName(path) || text.includes(baseName(path))) continue;
      const below = folderOf(each);
      if (below !== folder && KUSTOMIZATION_NAMES.some((name) => file.has(`${below}/${name}`))) continue;
      report({
        span: (node.entries.find(({ key }) => key === 'patches') ?? first).keySpan,
        message: `"${shorten(path)}" looks like a patch, and is not named here: it changes nothing.`,
        fixes: () => {
          const edits = edit.add(node, { patches: [{ path }] });
          return edits.length === 0 ? [] : [{ title: `Add "${path}" to "patches"`, safe: false, edits }];
        },
      });
    }
  },
  examples: {
    good: [
      {
        files: {
          'kustomization.yaml': 'resources: [api.yaml]\npatches:\n  - path: api-patch.yaml\n',
          ...FILES,
        },
      },
      {
        files: {
          'kustomization.yaml': 'resources: [api.yaml]\npatchesStrategicMerge: [./api-patch.yaml]\n',
          ...FILES,
        },
      },
      {
        files: {
          'kustomization.yaml': 'resources: [base]\npatches:\n  - path: base/api-patch.yaml\n',
          'base/kustomization.yaml': 'resources: [api.yaml]\n',
          'base/api.yaml': deployment('api'),
          'base/api-patch.yaml': patch('api', '  replicas: 2\n'),
        },
      },
    ],
    bad: [
      badFiles(
        { 'kustomization.yaml': '«resources»: [api.yaml]\n', ...FILES },
        { 'kustomization.yaml': 'resources: [api.yaml]\npatches:\n  - path: api-patch.yaml\n' },
      ),
      badFiles(
        {
          'prod/kustomization.yaml':
            'resources:\n  - ../base\n«patches»: # production\n  - path: api-patch.yaml\n',
          'prod/api-patch.yaml': patch('api', '  replicas: 2\n'),
          'prod/patch-memory.yaml': patch('api', '  paused: true\n'),
          'base/kustomization.yaml': 'resources: [api.yaml]\n',
          'base/api.yaml': deployment('api'),
        },
        {
          'prod/kustomization.yaml':
            'resources:\n  - ../base\npatches: # production\n  - path: api-patch.yaml\n  - path: patch-memory.yaml\n',
        },
      ),
      badFiles(
        {
          'kustomization.yaml': 'namePrefix: a-\nresources: [api.yaml]\n'.replace(
            'namePrefix',
            '«namePrefix»',
          ),
          'api.yaml': deployment('api'),
          'patches/replicas.yaml': patch('api', '  replicas: 2\n'),
        },
        {
          'kustomization.yaml':
            'namePrefix: a-\nresources: [api.yaml]\npatches:\n  - path: patches/replicas.yaml\n',
        },
      ),
    ],
  },
});

/** Whether a name says that the file is a patch of the kustomization beside it, or above its folder `patches`. */
function isPatchName(path: string): boolean {
  if (!/\.ya?ml$/i.test(path)) return false;
  return /^(?:patches\/)?(?:.*[-_.])?patch(?:[-_.][^/]*)?\.ya?ml$/i.test(path)
    ? !path.replace(/^patches\//, '').includes('/')
    : /^patches\/[^/]+$/.test(path);
}

/** Whether a kustomization in a folder above could name files of this one. */
function isUsedFromAbove(folder: string, has: (uri: string) => boolean): boolean {
  for (let at = folderOf(folder); at.length > 'file://'.length; at = folderOf(at))
    if (KUSTOMIZATION_NAMES.some((name) => has(`${at}/${name}`))) return true;
  return false;
}
