import type { ComposeProject, ComposeService } from '../../core/compose/project.ts';
import { mountsOf } from '../../core/compose/volumes.ts';
import { edit } from '../../core/edit/edit.ts';
import type { Node } from '../../core/model/node.ts';
import { asMap, entriesOf, get, isNull, itemsOf, stringOf } from '../../core/model/read.ts';
import type { Fix } from '../../core/rule/problem.ts';
import type { BadExample, GoodExample, Rule } from '../../core/rule/rule.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { closestName } from '../../core/text/closestName.ts';
import { type Span, span } from '../../core/text/span.ts';

/** A name that a service refers to. */
interface Reference {
  readonly name: string;
  /** Where the name stands, without what surrounds it in a short form. */
  readonly span: Span;
}

/** One kind of thing that services refer to by name. */
interface ReferenceKind {
  readonly id: string;
  /** `network` */
  readonly what: string;
  /** The top-level field that declares it. */
  readonly field: 'networks' | 'volumes' | 'secrets' | 'configs' | 'services';
  readonly why: string;
  readonly reference: string;
  references(service: ComposeService): readonly Reference[];
  readonly examples: { readonly good: readonly GoodExample[]; readonly bad: readonly BadExample[] };
}

/** The rule that every name of one kind is declared in its Compose file. */
export function undefinedReferenceRule(kind: ReferenceKind): Rule<'service'> {
  const { id, what, field, why, reference, references, examples } = kind;
  return defineRule({
    id,
    title: `Undefined ${what}`,
    category: 'correctness',
    levels: { recommended: 'error', strict: 'error' },
    since: '0.1.0',
    target: 'service',
    docs: {
      why,
      how: `Correct the name, or declare the ${what} under \`${field}\`. Overrides and files with \`include\` are not reported: the name may be declared in another file.`,
      references: [reference],
    },
    check(service, { report }) {
      const { project } = service;
      if (!isNull(get(project.root, 'include'))) return;
      const declared = declaredIn(project, field);
      for (const each of references(service)) {
        if (declared.has(each.name) || each.name.includes('$')) continue;
        report({
          span: each.span,
          message: `Service "${service.name}" uses the ${what} "${each.name}", which is not declared: Compose refuses the file.`,
          missing: true,
          fixes: () => [...rename(each, declared), ...declare(project, field, what, each.name)],
        });
      }
    },
    examples,
  });
}

function declaredIn(project: ComposeProject, field: string): ReadonlySet<string> {
  const names = entriesOf(get(project.root, field)).map((each) => each.key);
  return new Set(field === 'networks' ? [...names, 'default'] : names);
}

function rename(reference: Reference, declared: ReadonlySet<string>): Fix[] {
  const closest = closestName(reference.name, declared);
  const { source, start, end } = reference.span;
  // What a variable brings is not to be mended here.
  if (closest === undefined || source.text.slice(start, end) !== reference.name) return [];
  return [
    { title: `Change to "${closest}"`, safe: false, edits: [{ span: reference.span, newText: closest }] },
  ];
}

function declare(project: ComposeProject, field: string, what: string, name: string): Fix[] {
  if (field === 'services') return [];
  const value = field === 'secrets' || field === 'configs' ? { file: `./${name}.txt` } : {};
  const title = `Declare the ${what} "${name}"${'file' in value ? ` as the file ${value.file}` : ''}`;
  const order = { keys: ['name', 'services', 'networks', 'volumes', 'configs', 'secrets'] };
  return [{ title, safe: false, edits: edit.add(project.root, { [field]: { [name]: value } }, order) }];
}

/** The names in a field that takes a list of names or a mapping by name. */
export function namesIn(node: Node | undefined): Reference[] {
  if (node?.kind === 'map') {
    return entriesOf(node)
      .filter((each) => each.key !== '<<' && !each.via)
      .map((each) => ({ name: each.key, span: unquoted(each.keySpan) }));
  }
  return itemsOf(node).flatMap((item) => nameOf(item));
}

/** A name that is a scalar, or the `source` of a long form. */
export function nameOf(item: Node | undefined): Reference[] {
  const node = asMap(item) ? get(item, 'source') : item;
  const name = stringOf(node);
  return node && name !== undefined ? [{ name, span: unquoted(node.span) }] : [];
}

/** The named volumes that a service mounts. */
export function namedVolumes(service: ComposeService): Reference[] {
  return mountsOf(service).flatMap((mount) => {
    const { source, sourceNode } = mount;
    if (mount.type !== 'volume' || source === undefined || !/^[\w.-]+$/.test(source)) return [];
    const { start, end } = sourceNode.span;
    const at = sourceNode.span.source.text.slice(start, end).indexOf(source);
    if (at < 0) return [{ name: source, span: sourceNode.span }];
    return [{ name: source, span: span(sourceNode.span.source, start + at, start + at + source.length) }];
  });
}

function unquoted(place: Span): Span {
  const text = place.source.text.slice(place.start, place.end);
  return /^(["']).*\1$/.test(text) ? span(place.source, place.start + 1, place.end - 1) : place;
}
