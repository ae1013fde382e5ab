import type { YamlFile } from '../../model/file.ts';
import type { MapNode } from '../../model/node.ts';
import { get } from '../../model/read.ts';
import { KUSTOMIZATION } from './fields.ts';
import { checkFields } from './fieldTypes.ts';
import { startOf, wholeOf, withoutMergeKeys } from './objects.ts';
import { refuse } from './problem.ts';
import { textOf } from './tree.ts';

const known = new WeakMap<MapNode, MapNode>();

/** The content of a kustomization file, checked as Kustomize checks it; gives up where it refuses. */
export function readKustomization(file: YamlFile): MapNode {
  const document = file.documents[0]?.document;
  const syntax = document?.problems.find((each) => each.kind !== 'duplicate-key');
  if (syntax) refuse('syntax', syntax.span, syntax.message);
  const root = document?.root;
  if (root === undefined || (root.kind === 'scalar' && root.value === null))
    return refuse(
      'empty-kustomization',
      wholeOf(file),
      'This kustomization is empty: Kustomize refuses to build it.',
    );
  if (root.kind !== 'map') return refuse('wrong-type', root.span, 'A kustomization must be a mapping.');
  const before = known.get(root);
  if (before) return before;
  const node = checkFields(withoutMergeKeys(root), KUSTOMIZATION, true);
  checkHeader(node);
  if (
    !node.entries.some(
      (each) => !isHeader(each.key) && !(each.value.kind === 'scalar' && textOf(each.value) === ''),
    )
  )
    refuse(
      'empty-kustomization',
      startOf(root),
      'This kustomization says nothing: Kustomize refuses to build it.',
    );
  known.set(root, node);
  return node;
}

function isHeader(key: string): boolean {
  return key === 'kind' || key === 'apiVersion';
}

function checkHeader(node: MapNode): void {
  const kind = get(node, 'kind');
  const apiVersion = get(node, 'apiVersion');
  const name = textOf(kind) || 'Kustomization';
  if (kind && name !== 'Kustomization' && name !== 'Component')
    refuse('wrong-kind', kind.span, 'The kind must be "Kustomization" or "Component".');
  const version = name === 'Component' ? 'v1alpha1' : 'v1beta1';
  const expected = `kustomize.config.k8s.io/${version}`;
  if (apiVersion && textOf(apiVersion) !== '' && textOf(apiVersion) !== expected)
    refuse('wrong-kind', apiVersion.span, `The apiVersion of a ${name} must be "${expected}".`);
}

/** Whether a kustomization is a component. */
export function isComponent(node: MapNode): boolean {
  return textOf(get(node, 'kind')) === 'Component';
}
