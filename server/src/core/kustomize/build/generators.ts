import { madeMap, mergedMap, replacing } from '../../model/derive.ts';
import type { Entry, MapNode, Node } from '../../model/node.ts';
import { entriesOf, entry, get } from '../../model/read.ts';
import type { Span } from '../../text/span.ts';
import { isOn } from './fieldTypes.ts';
import { type KeyValue, keyValuesOf } from './keyValues.ts';
import { compareText } from './kindOrder.ts';
import { startOf } from './objects.ts';
import { withStrings } from './patches.ts';
import { refuse } from './problem.ts';
import { idsOf, type Resource, resourceOf, showId } from './resource.ts';
import type { Setting } from './setting.ts';
import { base64 } from './sha256.ts';
import { made, madeText, removeEntry, setEntry, textOf } from './tree.ts';
import { type Work, withAnyId } from './work.ts';

/** Makes the ConfigMap or Secret that a generator describes, and adds it or merges it into the one that is there. */
export function generate(
  work: Work,
  setting: Setting,
  kind: 'ConfigMap' | 'Secret',
  generator: MapNode,
  general: Node | undefined,
): void {
  const name = get(generator, 'name') ?? get(generator, 'metadata', 'name');
  if (name === undefined || textOf(name) === '')
    refuse('generator-name', startOf(generator), `This ${kind} needs a "name".`);
  const pairs = keyValuesOf(setting, generator);
  for (const pair of pairs)
    if (pair.value.includes('\uFFFD'))
      work.leaveOut(
        'binary-file',
        pair.span,
        'This file is not text: what it holds, and the name that follows from it, is left out.',
      );
  const options = optionsOf(get(generator, 'options'), general);
  const built = objectOf(kind, generator, name, pairs, options);
  const node = work.memory.settle(work.memory.step('generated', kind), generator, built);
  const step = work.memory.step('brought', name, options.plainName, ...work.trail);
  const resource = work.memory.run(step, node, () => ({
    ...resourceOf(node, [name.span, ...work.trail]),
    written: undefined,
    hashed: !options.plainName,
  }));
  if (resource) absorb(work, resource, get(generator, 'behavior'), name);
}

interface Options {
  readonly labels: readonly Entry[];
  readonly annotations: readonly Entry[];
  readonly plainName: boolean;
  readonly immutable: Node | undefined;
}

/** A generator's own options with those of all generators (`generatorOptions`). */
function optionsOf(own: Node | undefined, general: Node | undefined): Options {
  const marks = (field: string): Entry[] => {
    const local = entriesOf(get(own, field));
    const others = entriesOf(get(general, field));
    return [...local, ...others.filter((each) => !local.some((known) => known.key === each.key))];
  };
  const on = (field: string): Node | undefined =>
    [own, general].map((options) => get(options, field)).find(isOn);
  return {
    labels: marks('labels'),
    annotations: marks('annotations'),
    plainName: on('disableNameSuffixHash') !== undefined,
    immutable: on('immutable'),
  };
}

function objectOf(
  kind: 'ConfigMap' | 'Secret',
  generator: MapNode,
  name: Node,
  pairs: readonly KeyValue[],
  options: Options,
): MapNode {
  const { span } = name;
  const constant = (key: string, value: string): Entry => ({
    key,
    keySpan: span,
    value: madeText(value, span),
  });
  const namespace = get(generator, 'namespace') ?? get(generator, 'metadata', 'namespace');
  const metadata: Entry[] = [{ key: 'name', keySpan: span, value: name }];
  if (namespace && textOf(namespace) !== '')
    metadata.push({ key: 'namespace', keySpan: namespace.span, value: namespace });
  for (const [field, marks] of [
    ['labels', options.labels],
    ['annotations', options.annotations],
  ] as const) {
    const value = madeMap([...marks].sort(byKey), marks[0]?.keySpan ?? span);
    if (marks.length > 0) metadata.push({ key: field, keySpan: value.span, value });
  }
  const type = get(generator, 'type');
  return madeMap(
    [
      constant('apiVersion', 'v1'),
      constant('kind', kind),
      { key: 'metadata', keySpan: span, value: madeMap(metadata, span) },
      ...(kind === 'Secret' ? secretFields(type, pairs, span) : configMapFields(pairs, span)),
      ...(options.immutable
        ? [
            {
              key: 'immutable',
              keySpan: options.immutable.span,
              value: made(true, 'true', options.immutable.span),
            },
          ]
        : []),
    ],
    span,
  );
}

function configMapFields(pairs: readonly KeyValue[], span: Span): Entry[] {
  const text = pairs.filter((pair) => !pair.value.includes('\uFFFD'));
  const binary = pairs.filter((pair) => pair.value.includes('\uFFFD'));
  return [
    ...(text.length === 0
      ? []
      : [{ key: 'data', keySpan: span, value: dataOf(text, (value) => value, span) }]),
    ...(binary.length === 0
      ? []
      : [{ key: 'binaryData', keySpan: span, value: dataOf(binary, () => '', span) }]),
  ];
}

function secretFields(type: Node | undefined, pairs: readonly KeyValue[], span: Span): Entry[] {
  const value = type && textOf(type) !== '' ? type : madeText('Opaque', span);
  return [
    { key: 'type', keySpan: value.span, value },
    { key: 'data', keySpan: span, value: dataOf(pairs, wrapped, span) },
  ];
}

function dataOf(pairs: readonly KeyValue[], encode: (value: string) => string, span: Span): MapNode {
  const entries = pairs.map(
    (pair): Entry => ({
      key: pair.key,
      keySpan: pair.keySpan,
      value: madeText(encode(pair.value), pair.span),
    }),
  );
  return madeMap(entries.sort(byKey), span);
}

function byKey(a: Entry, b: Entry): number {
  return compareText(a.key, b.key);
}

const LINE = 70;

/** Base64 as Kustomize writes it: from 70 characters on in lines, each with its end. */
function wrapped(value: string): string {
  const encoded = base64(value);
  if (encoded.length < LINE) return encoded;
  return (encoded.match(/.{1,70}/g) ?? []).map((line) => `${line}\n`).join('');
}

function absorb(work: Work, added: Resource, behavior: Node | undefined, name: Node): void {
  const id = work.idOf(added);
  const matches = withAnyId(work.resources, id, (each) => idsOf(each, work.scopes));
  const [known] = matches;
  const how = textOf(behavior);
  if (matches.length > 1)
    refuse(
      'generator-several-matches',
      name.span,
      `${matches.length} objects are the ${showId(id)} that this generator is for.`,
    );
  if (!known) {
    if (how === 'merge' || how === 'replace')
      work.notFound('generator-no-match', name.span, `There is no ${showId(id)} yet: nothing to ${how}.`);
    work.append([added]);
    return;
  }
  if (how !== 'merge' && how !== 'replace')
    refuse(
      'duplicate-resource',
      name.span,
      `There is a ${showId(id)} already: say "behavior: merge" or "behavior: replace", or give it another name.`,
    );
  const step = work.memory.step('absorb', added, how, name);
  const resource = work.memory.run(step, known, () => ({
    ...known,
    node: absorbed(known.node, added.node, how),
    patches: [...known.patches, name.span],
    hashed: known.hashed && added.hashed,
  }));
  work.update((each) => (each === known ? resource : each));
}

/** A generated object over one that is there: name, namespace and marks stay, data is merged or replaced. */
function absorbed(lower: MapNode, upper: MapNode, how: 'merge' | 'replace'): MapNode {
  const fields = ['labels', 'annotations'] as const;
  const before = entry(lower, 'metadata')?.value;
  let metadata: MapNode = madeMap([], before?.span ?? upper.span);
  for (const key of ['name', 'namespace']) {
    const found = entry(before, key);
    if (found) metadata = setEntry(metadata, found);
  }
  for (const field of fields) {
    const marks = joined(get(before, field), get(upper, 'metadata', field));
    const at = entry(before, field) ?? entry(get(upper, 'metadata'), field);
    if (marks && at) metadata = withStrings(setEntry(metadata, { ...at, value: marks }), field);
  }
  const own = entry(upper, 'metadata');
  let result = own ? setEntry(upper, { ...own, value: metadata }) : upper;
  if (how === 'merge')
    for (const field of ['data', 'binaryData']) {
      const at = entry(upper, field) ?? entry(lower, field);
      const data = joined(get(lower, field), get(upper, field));
      result = removeEntry(result, field);
      if (data && at) result = withStrings(setEntry(result, { ...at, value: data }), field);
    }
  return mergedMap(lower, upper, result.entries);
}

function joined(lower: Node | undefined, upper: Node | undefined): MapNode | undefined {
  if (lower?.kind !== 'map') return upper?.kind === 'map' ? upper : undefined;
  if (upper?.kind !== 'map') return lower;
  const entries = [
    ...lower.entries.filter((each) => !entry(upper, each.key)),
    ...upper.entries.map((each) => {
      const old = entry(lower, each.key);
      return old ? { ...each, value: replacing(each.value, old.value) } : each;
    }),
  ];
  return mergedMap(lower, upper, entries.sort(byKey));
}
