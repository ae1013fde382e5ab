import { withEntries } from '../../model/derive.ts';
import type { MapNode, Node } from '../../model/node.ts';
import { entry, get } from '../../model/read.ts';
import { contentHash } from './contentHash.ts';
import { inOrder } from './order.ts';
import { withStrings } from './patches.ts';
import { refuse } from './problem.ts';
import { fixReferences } from './references.ts';
import { nameOf, type Resource, remembering } from './resource.ts';
import { marksOf } from './selector.ts';
import { madeText, setValue, textOf } from './tree.ts';
import { resolveVars } from './vars.ts';
import type { Work } from './work.ts';

/** The last steps of a build, which only the kustomization that is asked for takes. */
export function finish(work: Work, uri: string, sortOptions: Node | undefined): void {
  addHashes(work);
  fixReferences(work, uri);
  resolveVars(work, uri);
  work.each(['check'], checked);
  inOrder(work, sortOptions);
  work.transform(['finish'], tidied);
}

function addHashes(work: Work): void {
  work.each(
    ['hash'],
    (resource) => ({ ...remembering(resource, work.scopes), node: withHash(resource.node) }),
    (resource) => resource.hashed,
  );
}

function withHash(object: MapNode): MapNode {
  const metadata = entry(object, 'metadata');
  const name = entry(metadata?.value, 'name');
  if (metadata?.value.kind !== 'map' || !name) return object;
  const text = `${textOf(name.value)}-${contentHash(object)}`;
  const value = madeText(text, name.value.span, name.value);
  return setValue(object, metadata, setValue(metadata.value, name, value));
}

const LOCAL = 'config.kubernetes.io/local-config';

/** Objects that are meant for tools only are left out; what is no object any more is refused. */
function checked(resource: Resource): Resource | undefined {
  const { node } = resource;
  if (textOf(get(node, 'kind')) === '' || nameOf(node) === '') {
    const span = resource.patches.at(-1) ?? node.span;
    refuse(
      'not-an-object',
      span,
      'Behind this patch the object has no kind or no name: Kustomize refuses to build.',
    );
  }
  const local = marksOf(node, 'annotations').get(LOCAL);
  return local === undefined || local === 'false' ? resource : undefined;
}

const INTERNAL = new Set([
  ...[
    'previousKinds',
    'previousNames',
    'prefixes',
    'suffixes',
    'previousNamespaces',
    'allowNameChange',
    'allowKindChange',
    'refBy',
    'generatorBehavior',
    'needsHashSuffix',
    'path',
    'index',
    'seqindent',
    'id',
    'annotations-migration-resource-id',
  ].map((name) => `internal.config.kubernetes.io/${name}`),
  'config.kubernetes.io/path',
  'config.kubernetes.io/index',
  'config.k8s.io/id',
  'config.kubernetes.io/origin',
  'alpha.config.kubernetes.io/transformations',
]);

/** Annotations are strings; those that Kustomize keeps its own notes in are not printed. */
function tidied(object: MapNode): MapNode {
  const metadata = entry(object, 'metadata');
  if (metadata?.value.kind !== 'map') return object;
  const annotations = entry(metadata.value, 'annotations');
  if (!annotations) return object;
  let meta = metadata.value;
  if (annotations.value.kind === 'map') {
    const entries = annotations.value.entries.filter((each) => !INTERNAL.has(each.key));
    meta = setValue(meta, annotations, withEntries(annotations.value, entries));
  }
  return setValue(object, metadata, withStrings(meta, 'annotations'));
}
