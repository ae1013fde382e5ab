import type { MapNode, Node } from '../../model/node.ts';
import { changeField, type FieldSpec } from './fieldSpec.ts';
import { isSelected } from './gvk.ts';
import { originalId, type Resource, remembering, withNode } from './resource.ts';
import { madePlain, madeText, textOf } from './tree.ts';
import type { Work } from './work.ts';

/** Objects whose names Kustomize leaves as they are. */
const UNTOUCHED = [
  { kind: 'CustomResourceDefinition' },
  { group: 'apiregistration.k8s.io', kind: 'APIService' },
  { kind: 'Namespace' },
];

/** Puts a prefix before the names of objects. */
export function addPrefix(work: Work, prefix: Node | undefined, specs: readonly FieldSpec[]): void {
  affix(work, prefix, specs, 'prefixes');
}

/** Puts a suffix behind the names of objects. */
export function addSuffix(work: Work, suffix: Node | undefined, specs: readonly FieldSpec[]): void {
  affix(work, suffix, specs, 'suffixes');
}

function affix(
  work: Work,
  affixed: Node | undefined,
  specs: readonly FieldSpec[],
  where: 'prefixes' | 'suffixes',
): void {
  const text = textOf(affixed);
  if (affixed === undefined || text === '') return;
  const join = (name: string): string => (where === 'prefixes' ? text + name : name + text);
  for (const spec of specs) {
    const change = (node: MapNode): MapNode =>
      changeField(node, spec, {
        make: 'scalar',
        origin: affixed.span,
        change: (name) => renamed(name, join),
      });
    work.each([where, affixed, spec], (resource) => {
      const id = originalId(resource, work.scopes);
      if (UNTOUCHED.some((each) => isSelected(id, each)) || !isSelected(id, spec)) return resource;
      const known = spec.path === 'metadata/name' ? remembered(work, resource, text, where) : resource;
      return withNode(known, change(resource.node));
    });
  }
}

function renamed(name: Node, join: (name: string) => string): Node {
  if (name.kind !== 'scalar') return name;
  const text = join(name.text);
  return name.style === 'plain' && !name.made
    ? madePlain(text, name.span, name)
    : madeText(text, name.span, name);
}

function remembered(work: Work, resource: Resource, text: string, where: 'prefixes' | 'suffixes'): Resource {
  return { ...remembering(resource, work.scopes), [where]: [...resource[where], text] };
}

/** Whether two objects went through kustomizations with the same prefixes and suffixes. */
export function affixesMatch(a: Resource, b: Resource, lenient: boolean): boolean {
  return (['prefixes', 'suffixes'] as const).every((where) => {
    if (lenient && (a[where].length === 0 || b[where].length === 0)) return true;
    return sameEnding(a[where], b[where]);
  });
}

function sameEnding(a: readonly string[], b: readonly string[]): boolean {
  const [short, long] = a.length > b.length ? [b, a] : [a, b];
  if (short.length === 0) return long.length === 0;
  const skipped = long.length - short.length;
  return short.every((each, index) => each === long[index + skipped]);
}
