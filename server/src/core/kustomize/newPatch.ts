import { stringify } from 'yaml';
import { edit } from '../edit/edit.ts';
import { partsOf } from '../model/derive.ts';
import type { MapNode, Node } from '../model/node.ts';
import { asMap, type Data, get, stringOf } from '../model/read.ts';
import type { TextEdit } from '../text/textEdit.ts';
import { folderOf, relativePath } from '../text/uri.ts';

type Values = { readonly [key: string]: Data };

/** A patch file that does not exist yet, and the edits that have a kustomization use it. */
export interface NewPatch {
  readonly uri: string;
  readonly text: string;
  readonly edits: readonly TextEdit[];
}

/**
 * Makes a strategic merge patch that sets values somewhere in an object, and registers it in a kustomization.
 * @param object the object as the kustomization's resources have it
 * @param subject the mapping in it that the values belong to: a container, the pod's spec
 * @param isFree whether no file stands at a URI
 * @returns undefined where the place can not be named in a patch
 */
export function newPatch(
  object: MapNode,
  subject: MapNode,
  values: Values,
  kustomization: MapNode,
  isFree: (uri: string) => boolean,
): NewPatch | undefined {
  const kind = stringOf(get(object, 'kind'));
  const name = stringOf(get(object, 'metadata', 'name'));
  const apiVersion = stringOf(get(object, 'apiVersion'));
  const body = wrapped(object, subject, values);
  if (kind === undefined || name === undefined || apiVersion === undefined || !isValues(body))
    return undefined;
  const namespace = stringOf(get(object, 'metadata', 'namespace'));
  const named = namespace === undefined ? { name } : { name, namespace };
  const { metadata: more, ...rest } = body;
  // What is set may be labels: the name that Kustomize knows the object by stays beside them.
  const metadata = isValues(more) ? { ...named, ...more } : named;
  const uri = freeUri(folderOf(kustomization.span.source.uri), `${name}-${kind.toLowerCase()}`, isFree);
  if (uri === undefined) return undefined;
  const path = relativePath(folderOf(kustomization.span.source.uri), uri) ?? '';
  const edits = edit.add(kustomization, { patches: [{ path }] }, KUSTOMIZATION_ORDER);
  if (edits.length === 0) return undefined;
  const patch = { apiVersion, kind, metadata, ...rest };
  return { uri, text: stringify(patch, { lineWidth: 0, indentSeq: true }), edits };
}

const KUSTOMIZATION_ORDER = {
  keys: [
    'apiVersion',
    'kind',
    'metadata',
    'namespace',
    'namePrefix',
    'nameSuffix',
    'resources',
    'components',
    'labels',
    'commonAnnotations',
    'configMapGenerator',
    'secretGenerator',
    'generatorOptions',
    'patches',
    'replacements',
    'images',
    'replicas',
  ],
} as const;

function freeUri(folder: string, stem: string, isFree: (uri: string) => boolean): string | undefined {
  const safe = stem.replace(/[^A-Za-z0-9.-]+/g, '-');
  for (let number = 1; number < 100; number++) {
    const uri = `${folder}/${safe}-patch${number === 1 ? '' : `-${number}`}.yaml`;
    if (isFree(uri)) return uri;
  }
  return undefined;
}

/** The values inside of all that leads to them: keys of mappings, and the names of items in lists. */
function wrapped(node: Node, subject: MapNode, values: Values): Data | undefined {
  if (isSame(node, subject)) return values;
  if (node.kind === 'map') {
    for (const { key, value } of node.entries) {
      const found = wrapped(value, subject, values);
      if (found !== undefined) return { [key]: found };
    }
  }
  if (node.kind === 'seq') {
    for (const { value } of node.items) {
      const found = wrapped(value, subject, values);
      const name = stringOf(get(asMap(value), 'name'));
      if (found !== undefined)
        return name !== undefined && isValues(found) ? [{ name, ...found }] : undefined;
    }
  }
  return undefined;
}

function isSame(node: Node, subject: MapNode): boolean {
  return node === subject || partsOf(node).some((part) => part === partsOf(subject)[0]);
}

function isValues(data: Data | undefined): data is Values {
  return typeof data === 'object' && data !== null && !Array.isArray(data);
}
