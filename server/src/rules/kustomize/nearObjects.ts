import type { BuildProblem } from '../../core/kustomize/build/build.ts';
import type { Node } from '../../core/model/node.ts';
import { get, stringOf } from '../../core/model/read.ts';
import type { Fix } from '../../core/rule/problem.ts';
import { closestName } from '../../core/text/closestName.ts';
import { retyped } from './scalarEdits.ts';

const FIELDS = ['name', 'kind', 'namespace', 'apiVersion'] as const;

type Field = (typeof FIELDS)[number];

/** The fixes that have what is looked for in vain name an object that there is: each changes one word. */
export function meantFixes({ wanted, among = [] }: BuildProblem): Fix[] {
  if (!wanted) return [];
  // A target may leave out what it does not care for, and may hold regular expressions.
  const target = get(wanted, 'metadata') === undefined;
  const asked = (field: Field): Node | undefined =>
    target || !isMeta(field) ? get(wanted, field) : get(wanted, 'metadata', field);
  if (target && FIELDS.some((field) => !/^[\w.-]*$/.test(stringOf(asked(field)) ?? ''))) return [];
  if (target && ['group', 'version', 'labelSelector', 'annotationSelector'].some((key) => get(wanted, key)))
    return [];
  return FIELDS.flatMap((field): Fix[] => {
    const node = asked(field);
    const text = stringOf(node);
    if (node === undefined || text === undefined) return [];
    const others = FIELDS.filter((other) => other !== field && (!target || asked(other) !== undefined));
    const names = among
      .filter((object) =>
        others.every(
          (other) => normal(other, stringOf(asked(other))) === normal(other, stringOf(at(object, other))),
        ),
      )
      .flatMap((object) => stringOf(at(object, field)) ?? []);
    const distinct = [...new Set(names)];
    // All but one word fits: where only one object is left, it is meant.
    const only = others.includes('name') && distinct.length === 1 ? distinct[0] : undefined;
    const found = closestName(text, distinct) ?? only;
    const edits = found === undefined ? undefined : retyped(node, found);
    return edits ? [{ title: `Change to "${found}"`, safe: false, edits }] : [];
  });
}

function isMeta(field: Field): boolean {
  return field === 'name' || field === 'namespace';
}

function at(object: Node, field: Field): Node | undefined {
  return isMeta(field) ? get(object, 'metadata', field) : get(object, field);
}

function normal(field: Field, text: string | undefined): string {
  return field === 'namespace' && (text === undefined || text === '') ? 'default' : (text ?? '');
}
