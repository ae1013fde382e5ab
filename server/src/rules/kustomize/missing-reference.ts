import { isRemote } from '../../core/kustomize/build/remote.ts';
import { KUSTOMIZATION_NAMES } from '../../core/kustomize/kustomization.ts';
import type { Node, ScalarNode } from '../../core/model/node.ts';
import { get, itemsOf } from '../../core/model/read.ts';
import { badFiles } from '../../core/rule/example.ts';
import type { Fix } from '../../core/rule/problem.ts';
import { defineRule, type KustomizationFile } from '../../core/rule/rule.ts';
import { closestName } from '../../core/text/closestName.ts';
import { baseName, folderOf, relativePath, resolvePath } from '../../core/text/uri.ts';
import { shorten } from './buildProblems.ts';
import { isForeign } from './kustomizationFields.ts';
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
    how: 'Correct the path: it is relative to the folder of the kustomization. What lies outside of the workspace folder, and remote bases, are not reported; neither are files without a YAML name, which only a build looks for (see `kustomize/build-refused`).',
    references: ['https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/resource/'],
  },
  aliases: { monokle: 'LNK002, LNK003' },
  check(file, { report }) {
    if (isForeign(file)) return;
    for (const reference of referencesIn(file.node)) {
      const { node, path, kind } = reference;
      const uri = resolvePath(folderOf(node.span.source.uri), path);
      if (uri === undefined || isThere(file, uri, kind) || !isInReach(file, uri)) continue;
      report({
        span: partOf(node, reference.from, node.text.length) ?? node.span,
        message: message(file, reference, uri),
        fixes: () => rename(file, reference),
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
            'resources: [api.yaml]\npatches:\n  - target: {kind: Deployment}\n    patch: |-\n      - op: remove\n        path: /metadata/labels\nconfigMapGenerator:\n  - name: app\n    files: [settings=app.properties]\n',
          'api.yaml': DEPLOYMENT,
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
        { 'kustomization.yaml': 'resources:\n  - manifests/api.yaml\ncomponents:\n  - parts\n' },
      ),
      badFiles({
        'kustomization.yaml':
          'configMapGenerator:\n  - name: app\n    files:\n      - settings.yaml=«config/app.yaml»\n',
        'api.yaml': DEPLOYMENT,
      }),
    ],
  },
});

type Kind = 'file' | 'folder' | 'either';

/** A path in a kustomization. */
interface Reference {
  readonly node: ScalarNode;
  readonly path: string;
  /** Where the path starts in the scalar's text. */
  readonly from: number;
  readonly kind: Kind;
}

function referencesIn(root: Node): Reference[] {
  const lists = (field: string, kind: Kind) => itemsOf(get(root, field)).flatMap((item) => path(item, kind));
  const paths = (field: string) =>
    itemsOf(get(root, field)).flatMap((item) => path(get(item, 'path'), 'file'));
  const generators = ['configMapGenerator', 'secretGenerator'].flatMap((field) => itemsOf(get(root, field)));
  return [
    ...lists('resources', 'either'),
    ...lists('bases', 'folder'),
    ...lists('components', 'folder'),
    ...paths('patches'),
    ...paths('patchesJson6902'),
    ...lists('patchesStrategicMerge', 'file'),
    ...paths('replacements'),
    ...lists('configurations', 'file'),
    ...lists('crds', 'file'),
    ...lists('generators', 'either'),
    ...lists('transformers', 'either'),
    ...path(get(root, 'openapi', 'path'), 'file'),
    ...generators.flatMap((each) => [
      ...itemsOf(get(each, 'files')).flatMap((item) => path(item, 'file', true)),
      ...itemsOf(get(each, 'envs')).flatMap((item) => path(item, 'file')),
      ...path(get(each, 'env'), 'file'),
    ]),
  ];
}

/** Folders that are never read. */
const UNREAD = /(?:^|\/)(?:node_modules|\.git|\.hg|\.svn|\.terraform|\.venv|__pycache__)(?:\/|$)/;

function path(node: Node | undefined, kind: Kind, keyed = false): Reference[] {
  if (node?.kind !== 'scalar' || node.value === null) return [];
  const from = keyed ? node.text.indexOf('=') + 1 : 0;
  const text = node.text.slice(from);
  // An inline patch is no path, nor is what a template engine fills in.
  if (text === '' || /[\n{:$]/.test(text) || isRemote(text) || UNREAD.test(text)) return [];
  if (kind === 'file' && !/\.ya?ml$/i.test(text)) return [];
  return [{ node, path: text, from, kind }];
}

function isThere(file: KustomizationFile, uri: string, kind: Kind): boolean {
  if (kind !== 'folder' && file.has(uri)) return true;
  return kind !== 'file' && KUSTOMIZATION_NAMES.some((name) => file.has(`${uri}/${name}`));
}

/** Whether a place is in the folder that all known files are in: what is elsewhere is not known. */
function isInReach(file: KustomizationFile, uri: string): boolean {
  let common: string[] | undefined;
  for (const each of file.files()) {
    const segments = folderOf(each).split('/');
    const before: string[] = common ?? segments;
    const differs = before.findIndex((segment, index) => segment !== segments[index]);
    common = differs < 0 ? before : before.slice(0, differs);
  }
  return common !== undefined && uri.startsWith(`${common.join('/')}/`);
}

function message(file: KustomizationFile, { path: written, kind }: Reference, uri: string): string {
  const name = shorten(written);
  const isFolder = kind !== 'file' && [...file.files()].some((each) => each.startsWith(`${uri}/`));
  if (isFolder) return `The folder "${name}" has no kustomization file: Kustomize refuses to build.`;
  if (kind === 'file') return `There is no file "${name}": Kustomize refuses to build.`;
  const what = kind === 'folder' ? 'no folder' : 'neither a file nor a folder';
  return `"${name}" is ${what} with a kustomization: Kustomize refuses to build.`;
}

function rename(file: KustomizationFile, { node, path: written, from, kind }: Reference): Fix[] {
  const folder = folderOf(node.span.source.uri);
  const prefix = written.startsWith('./') ? './' : '';
  const suffix = written.endsWith('/') ? '/' : '';
  const plain = written.slice(prefix.length, written.length - suffix.length);
  const candidates = candidatesFor(file, folder, kind);
  const sameName = candidates.filter((each) => baseName(each) === baseName(plain));
  const found = closestName(plain, candidates) ?? (sameName.length === 1 ? sameName[0] : undefined);
  const place = partOf(node, from, node.text.length);
  if (found === undefined || !place) return [];
  const newText = `${found.startsWith('..') ? '' : prefix}${found}${suffix}`;
  return [{ title: `Change to "${newText}"`, safe: false, edits: [{ span: place, newText }] }];
}

function candidatesFor(file: KustomizationFile, folder: string, kind: Kind): string[] {
  const result: string[] = [];
  for (const uri of file.files()) {
    const isKustomization = KUSTOMIZATION_NAMES.includes(baseName(uri));
    if (isKustomization && kind !== 'file' && folderOf(uri) !== folder)
      result.push(pathFrom(folder, folderOf(uri)));
    const own = relativePath(folder, uri);
    if (!isKustomization && kind !== 'folder' && own !== undefined && /\.ya?ml$/i.test(own)) result.push(own);
  }
  return result;
}

/** The path from one folder to another. */
function pathFrom(folder: string, other: string): string {
  const [from, to] = [folder.split('/'), other.split('/')];
  const differs = from.findIndex((segment, index) => segment !== to[index]);
  const common = differs < 0 ? from.length : differs;
  const path = [...from.slice(common).map(() => '..'), ...to.slice(common).map(decodeURIComponent)].join('/');
  return path === '' ? '.' : path;
}
