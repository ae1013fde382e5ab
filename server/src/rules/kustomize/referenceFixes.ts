import { KUSTOMIZATION_NAMES } from '../../core/kustomize/kustomization.ts';
import type { Fix } from '../../core/rule/problem.ts';
import type { KustomizationFile } from '../../core/rule/rule.ts';
import { closestName } from '../../core/text/closestName.ts';
import { baseName, folderOf, relativePath } from '../../core/text/uri.ts';
import type { Reference, ReferenceKind } from './fileReferences.ts';
import { partOf } from './scalarEdits.ts';

/** Changes a path to the one that is most likely meant; nothing where none is. */
export function renamed(file: KustomizationFile, { node, path: written, from, kind }: Reference): Fix[] {
  const folder = folderOf(node.span.source.uri);
  const prefix = written.startsWith('./') ? './' : '';
  const suffix = written.endsWith('/') ? '/' : '';
  const plain = written.slice(prefix.length, written.length - suffix.length);
  const candidates = candidatesFor(file, folder, kind, plain);
  const sameName = candidates.filter((each) => baseName(each) === baseName(plain));
  const found = closestName(plain, candidates) ?? (sameName.length === 1 ? sameName[0] : undefined);
  const place = partOf(node, from, node.text.length);
  if (found === undefined || !place) return [];
  const newText = `${found.startsWith('..') ? '' : prefix}${found}${suffix}`;
  return [{ title: `Change to "${newText}"`, safe: false, edits: [{ span: place, newText }] }];
}

const YAML = /\.ya?ml$/i;

function candidatesFor(
  file: KustomizationFile,
  folder: string,
  kind: ReferenceKind,
  written: string,
): string[] {
  const ending = YAML.test(written) ? YAML : endingOf(written);
  const result: string[] = [];
  for (const uri of file.files()) {
    const isKustomization = KUSTOMIZATION_NAMES.includes(baseName(uri));
    if (isKustomization && kind !== 'file' && folderOf(uri) !== folder)
      result.push(pathFrom(folder, folderOf(uri)));
    const own = relativePath(folder, uri);
    if (!isKustomization && kind !== 'folder' && own !== undefined && ending.test(own)) result.push(own);
  }
  return result;
}

/** What names that may be meant end with. Manifests are not taken for files of other kinds. */
function endingOf(written: string): RegExp {
  const ending = /\.[A-Za-z0-9]+$/.exec(baseName(written))?.[0];
  return ending === undefined ? YAML : new RegExp(`\\${ending}$`, 'i');
}

/** The path from one folder to another. */
function pathFrom(folder: string, other: string): string {
  const [from, to] = [folder.split('/'), other.split('/')];
  const differs = from.findIndex((segment, index) => segment !== to[index]);
  const common = differs < 0 ? from.length : differs;
  const path = [...from.slice(common).map(() => '..'), ...to.slice(common).map(decodeURIComponent)].join('/');
  return path === '' ? '.' : path;
}

/** Whether there is a folder at a URI, as far as its files tell. */
export function isFolderIn(file: KustomizationFile, uri: string): boolean {
  for (const each of file.files()) if (each.startsWith(`${uri}/`)) return true;
  return false;
}

/**
 * Creates what a reference names, in the emptiest form with which Kustomize goes on; nothing where there is no such form,
 * as for patches, or where Kustomize would refuse the place.
 */
export function created(file: KustomizationFile, reference: Reference, uri: string): Fix[] {
  const { node, path } = reference;
  const folder = folderOf(node.span.source.uri);
  const made = contentOf(file, reference, uri);
  if (made === undefined) return [];
  // Files have to be in the kustomization's folder; a folder above it would be a circle.
  const refused = made.inFolder
    ? folder === uri || folder.startsWith(`${uri}/`)
    : !uri.startsWith(`${folder}/`);
  if (refused) return [];
  const [name = ''] = KUSTOMIZATION_NAMES;
  const [place, shown] = made.inFolder
    ? [`${uri}/${name}`, `${path.replace(/\/+$/, '')}/${name}`]
    : [uri, path];
  const lineEnd = node.span.source.text.includes('\r\n') ? '\r\n' : '\n';
  const text = made.text.replaceAll('\n', lineEnd);
  return [{ title: `Create "${shown}"`, safe: false, edits: [], creates: [{ uri: place, text }] }];
}

const MANIFEST = '# Kubernetes objects, with lines of "---" between them.\n';

/** Kustomize takes a kustomization that says nothing for a mistake. */
const KUSTOMIZATION = 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: []\n';
const COMPONENT = 'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nresources: []\n';

function contentOf(
  file: KustomizationFile,
  { field, path }: Reference,
  uri: string,
): { readonly text: string; readonly inFolder: boolean } | undefined {
  switch (field) {
    case 'files':
    case 'envs':
      return path.endsWith('/') || isFolderIn(file, uri) ? undefined : { text: '', inFolder: false };
    case 'components':
      return { text: COMPONENT, inFolder: true };
    case 'bases':
      return { text: KUSTOMIZATION, inFolder: true };
    case 'resources':
      if (isFolderIn(file, uri) || !/\.[^./]+$/.test(path)) return { text: KUSTOMIZATION, inFolder: true };
      return YAML.test(path) ? { text: MANIFEST, inFolder: false } : undefined;
    default:
      return undefined;
  }
}
