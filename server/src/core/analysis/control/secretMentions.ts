import { clusterOf } from '../../kubernetes/cluster.ts';
import { configObjects } from '../../kubernetes/makers.ts';
import type { Resource } from '../../kubernetes/resource.ts';
import type { Node } from '../../model/node.ts';
import { entriesOf, get, itemsOf, stringOf } from '../../model/read.ts';
import type { SnapshotFile } from '../snapshot.ts';
import type { ModelDocument, ModelFile } from '../workspaceModel.ts';

/** A Secret that a file of the workspace makes. */
export interface MadeSecret {
  /** The kind of the object that makes it, and the name that this one has. */
  readonly kind: string;
  readonly owner: string;
  readonly name: string;
  readonly namespace: string | undefined;
  /** Where the name of the maker stands. */
  readonly node: Node;
}

const MAKERS: ReadonlySet<string> = new Set(['Secret', 'SealedSecret', 'ExternalSecret']);

const made = new WeakMap<ModelDocument, readonly MadeSecret[]>();

/** The Secrets that the objects or the `secretGenerator` of a document make. */
export function secretsMadeIn(document: ModelDocument, kind: string): readonly MadeSecret[] {
  if (document.template) return [];
  const known = made.get(document);
  if (known) return known;
  const found =
    kind === 'kustomization' ? generatedIn(document.document.root) : ofObjects(document.resources);
  made.set(document, found);
  return found;
}

function ofObjects(resources: readonly Resource[]): MadeSecret[] {
  if (resources.length === 0) return [];
  return configObjects(clusterOf(resources)).flatMap(({ name, namespace, resource }) => {
    const node = get(resource.node, 'metadata', 'name');
    if (!node || !MAKERS.has(resource.kind) || isOfCluster(resource)) return [];
    return [{ kind: resource.kind, owner: resource.name ?? name, name, namespace, node }];
  });
}

function generatedIn(root: Node | undefined): MadeSecret[] {
  return itemsOf(get(root, 'secretGenerator')).flatMap((each) => {
    const node = get(each, 'name');
    const name = stringOf(node);
    const merged = stringOf(get(each, 'behavior')) === 'merge';
    if (!node || name === undefined || merged) return [];
    const namespace = stringOf(get(each, 'namespace')) ?? stringOf(get(root, 'namespace'));
    return [{ kind: 'Secret', owner: name, name, namespace, node }];
  });
}

/** What the cluster fills in and changes by itself. */
function isOfCluster({ node }: Resource): boolean {
  return stringOf(get(node, 'type')) === 'kubernetes.io/service-account-token';
}

const inDocuments = new WeakMap<Node, ReadonlySet<string>>();
const inTexts = new WeakMap<SnapshotFile, ReadonlySet<string>>();

/**
 * The names by which a file may mean a Secret: of what it makes, all that stands below a key that speaks of secrets, and in
 * files that are no manifests the words of the lines that do.
 */
export function secretNamesIn({ file, kind, documents }: ModelFile): readonly ReadonlySet<string>[] {
  const parsed = kind !== 'other' && documents.every(({ template }) => !template) && documents.length > 0;
  if (!parsed) return [wordsOf(file)];
  return documents.flatMap((each) => {
    const { root } = each.document;
    if (!root) return [];
    const names = inDocuments.get(root) ?? new Set(namesOf(each, kind, root));
    inDocuments.set(root, names);
    return [names];
  });
}

function* namesOf(document: ModelDocument, kind: string, root: Node): Iterable<string> {
  for (const { name, owner } of secretsMadeIn(document, kind)) yield* [name, owner];
  for (const { name } of configObjects(clusterOf(document.resources))) yield name;
  yield* below(root, false, 0);
}

function* below(node: Node, secret: boolean, depth: number): Iterable<string> {
  if (node.kind === 'scalar') {
    // Manifests in a scalar, and arguments of a command, are read as text.
    if (secret) yield node.text;
    else if (/secret/i.test(node.text)) yield* wordsIn(node.text);
  } else if (depth < 50) {
    for (const each of itemsOf(node)) yield* below(each, secret, depth + 1);
    for (const { key, value } of entriesOf(node))
      yield* below(value, secret || /secret/i.test(key), depth + 1);
  }
}

function wordsOf(file: SnapshotFile): ReadonlySet<string> {
  const words = inTexts.get(file) ?? new Set(wordsIn(file.text));
  inTexts.set(file, words);
  return words;
}

function wordsIn(text: string): string[] {
  const lines = text.match(/^.*secret.*$/gim) ?? [];
  return lines.flatMap((line) => line.match(/[\w.-]+/g) ?? []);
}
