import { withEntries, withItems, withValue } from '../../model/derive.ts';
import type { MapNode, Node, ScalarValue } from '../../model/node.ts';
import { get } from '../../model/read.ts';
import { lookUp } from './fieldPath.ts';
import { changeField } from './fieldSpec.ts';
import { scalarOf } from './goScalar.ts';
import { groupVersion, isSelected, sameGvk } from './gvk.ts';
import { startOf } from './objects.ts';
import { refuse } from './problem.ts';
import { gvkFrom } from './readConfig.ts';
import { gvkOf, idsOf, NO_NAMESPACE, type Resource, withNode } from './resource.ts';
import type { Setting } from './setting.ts';
import { spread } from './sharing.ts';
import { isNothing, made, textOf } from './tree.ts';
import type { VarDeclaration } from './varDeclaration.ts';
import type { Work } from './work.ts';

/** Notes which objects the vars of a kustomization read from. */
export function declareVars(work: Work, setting: Setting): void {
  const declared: VarDeclaration[] = [];
  for (const item of setting.items('vars')) {
    const name = get(item, 'name');
    const field = get(item, 'fieldref', 'fieldPath');
    const declaration: VarDeclaration = {
      name: textOf(name),
      span: (name ?? item).span,
      fieldPath: textOf(field) || 'metadata.name',
      fieldSpan: (field ?? name ?? item).span,
    };
    bind(work, item, declaration);
    declared.push(declaration);
  }
  addVars(work, declared);
}

/** Adds vars of another kustomization; two of one name are refused. */
export function addVars(work: Work, added: readonly VarDeclaration[]): void {
  if (added.length === 0) return;
  const names = new Set(work.vars.map((each) => each.name));
  for (const each of added) {
    if (names.has(each.name)) refuse('duplicate-var', each.span, `There are two vars named "${each.name}".`);
    names.add(each.name);
  }
  work.vars = [...work.vars, ...added];
}

function bind(work: Work, item: Node, declaration: VarDeclaration): void {
  const target = get(item, 'objref');
  const apiVersion = textOf(get(target, 'apiVersion'));
  const gvk = apiVersion === '' ? gvkFrom(target) : { ...gvkFrom(target), ...groupVersion(apiVersion) };
  const name = textOf(get(target, 'name'));
  const namespace = textOf(get(target, 'namespace'));
  const matches = work.resources.filter((resource) =>
    idsOf(resource, work.scopes).some(
      (id) =>
        id.name === name &&
        sameGvk(id, gvk) &&
        (namespace === '' || namespace === id.namespace || id.namespace === NO_NAMESPACE),
    ),
  );
  if (matches.length > 1)
    refuse(
      'var-several-objects',
      startOf(target ?? item),
      `${matches.length} objects match the var "${declaration.name}": it must be one.`,
    );
  const [only] = matches;
  if (only)
    work.update((each) => (each === only ? { ...each, vars: [...each.vars, declaration.name] } : each));
}

type Values = ReadonlyMap<string, VarValue>;

interface VarValue {
  readonly value: ScalarValue;
  readonly text: string;
}

/** Puts the values of vars in place of `$(NAME)`, wherever the config says. */
export function resolveVars(work: Work, uri: string): void {
  if (work.vars.length === 0) return;
  const values = new Map<string, VarValue>();
  for (const declaration of [...work.vars].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const value = varValue(work, declaration);
    if (value) values.set(declaration.name, value);
  }
  const step = work.memory.step('vars', uri);
  work.update((resource) => {
    const node = resolved(work, resource, values);
    return withNode(resource, work.memory.settle(step, resource.node, node));
  });
}

function varValue(work: Work, declaration: VarDeclaration): VarValue | undefined {
  const from = work.resources.find((each) => each.vars.includes(declaration.name));
  if (!from) {
    work.notFound(
      'var-no-object',
      declaration.span,
      `No object of this kustomization is the one that the var "${declaration.name}" reads from.`,
    );
    return undefined;
  }
  // `ports[0]` is another way to write `ports.0`.
  const path = declaration.fieldPath.replace(/\[(\d+)\](?=\.|$)/g, '.$1');
  const node = lookUp(from.node, path, declaration.fieldSpan);
  if (node === undefined)
    return refuse(
      'var-no-field',
      declaration.fieldSpan,
      `The object that the var "${declaration.name}" reads from has no "${declaration.fieldPath}".`,
    );
  // A mapping or a list has no text: the var stays as it is written.
  if (node.kind !== 'scalar') return undefined;
  const scalar = scalarOf(node);
  const typed = scalar && ['int', 'float', 'bool'].includes(scalar.tag);
  return { value: typed ? scalar.value : node.text, text: typed ? String(scalar.value) : node.text };
}

function resolved(work: Work, resource: Resource, values: Values): MapNode {
  const gvk = gvkOf(resource.node);
  let node = resource.node;
  for (const spec of work.config.varReference) {
    if (!isSelected(gvk, spec)) continue;
    node = changeField(node, spec, { origin: node.span, change: (each) => expanded(each, values) });
  }
  return spread(resource.node, node);
}

function expanded(node: Node, values: Values): Node {
  switch (node.kind) {
    case 'scalar':
      return isNothing(node) ? node : expandedScalar(node, values);
    case 'map':
      return withEntries(
        node,
        node.entries.map((each) => withValue(each, expandedScalar(each.value, values))),
      );
    case 'seq':
      return withItems(
        node,
        node.items.map((item) => {
          if (item.value.kind !== 'scalar' || scalarOf(item.value)?.tag !== 'str')
            return refuse(
              'var-type',
              item.value.span,
              'Kustomize looks for vars in this list: its items must be strings.',
            );
          const value = expandedScalar(item.value, values);
          return value === item.value ? item : { ...item, value };
        }),
      );
  }
}

function expandedScalar(node: Node, values: Values): Node {
  if (node.kind !== 'scalar' || scalarOf(node)?.tag !== 'str' || !node.text.includes('$')) return node;
  const whole = /^\$\(([^)]*)\)$/.exec(node.text);
  const only = whole && values.get(whole[1] ?? '');
  if (only) return made(only.value, only.text, node.span, node);
  const text = node.text.replace(/\$(?:\$|\(([^)]*)\))/g, (written, name: string | undefined) => {
    if (name === undefined) return '$';
    return values.get(name)?.text ?? written;
  });
  return text === node.text ? node : made(text, text, node.span, node);
}
