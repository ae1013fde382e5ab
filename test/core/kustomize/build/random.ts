import * as fc from 'fast-check';
import { stringify } from 'yaml';
import {
  container,
  defined,
  isMapping,
  labels,
  name,
  namespace,
  objects,
  type Plain,
  type Plain1,
  podSpec,
  safeLabels,
  some,
  workloadSpec,
} from './randomObjects.ts';
import type { Files } from './sources.ts';

/** Random bases and overlays, and what is done to them. */

function yaml(data: Plain): fc.Arbitrary<string> {
  return fc
    .constantFrom(
      () => stringify(data, { lineWidth: 0 }),
      () => stringify(data, { lineWidth: 0, defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'PLAIN' }),
      () => `${JSON.stringify(data)}\n`,
    )
    .map((write) => write());
}

function several(documents: readonly Plain[]): fc.Arbitrary<string> {
  return fc.tuple(...documents.map(yaml)).map((texts) => texts.join('---\n'));
}

/** A mapping into which directives and nulls are strewn. */
function directed(patch: fc.Arbitrary<Plain1>): fc.Arbitrary<Plain1> {
  return fc.tuple(patch, fc.integer({ min: 0, max: 9 }), fc.nat()).map(([value, kind, at]) => {
    if (kind > 3) return value;
    const copy: Plain1 = structuredClone(value);
    const all = mappings(copy);
    const place = all[at % all.length];
    if (!place) return copy;
    if (kind === 0) place['$patch'] = 'delete';
    if (kind === 1) place['$patch'] = 'replace';
    const keys = Object.keys(place).filter((key) => key !== 'name');
    const key = keys[at % Math.max(keys.length, 1)];
    if (kind === 2 && key !== undefined) place[key] = null;
    if (kind === 3) place['$retainKeys'] = ['type'];
    return copy;
  });
}

function mappings(data: Plain): Plain1[] {
  if (isMapping(data)) return [data, ...Object.values(data).flatMap(mappings)];
  return Array.isArray(data) ? data.flatMap(mappings) : [];
}

function idsIn(all: readonly Plain1[]): Plain1[] {
  return all.map((each) => {
    const meta = each['metadata'] as Plain1;
    return {
      apiVersion: each['apiVersion'] ?? 'v1',
      kind: each['kind'] ?? '',
      metadata: defined({ name: meta['name'], namespace: meta['namespace'] }),
    };
  });
}

const patchBody = fc.oneof(
  fc.record({ spec: workloadSpec }),
  fc.record({ spec: some({ template: some({ spec: podSpec }) }) }),
  fc.record({
    spec: some({
      containers: fc.array(container, { maxLength: 2 }),
      ports: fc.constant([{ port: 80, name: 'p' }]),
    }),
  }),
  some({ data: fc.constant({ k: 'patched', n: '1' }), metadata: some({ labels, annotations: labels }) }),
);

function mergePatch(known: readonly Plain1[]): fc.Arbitrary<Plain1> {
  return fc.tuple(fc.constantFrom(...idsIn(known)), directed(patchBody)).map(([id, body]) => {
    const own = id['metadata'] as Plain1;
    const more = body['metadata'];
    const metadata = isMapping(more) ? { ...more, ...own } : own;
    return { ...id, ...body, metadata };
  });
}

const value = fc.constantFrom<Plain>('v', 3, true, null, { a: 'b' }, ['x']);
const path = fc.constantFrom(
  '/spec/replicas',
  '/spec/template/spec/containers/0/image',
  '/spec/template/spec/containers/-',
  '/spec/template/spec/containers/0',
  '/metadata/labels/app',
  '/metadata/labels',
  '/metadata/annotations/a~1b',
  '/metadata/name',
  '/data/k',
  '/spec',
  '/spec/new',
);
const operation = fc.oneof(
  fc.record({ op: fc.constantFrom('add', 'replace'), path, value }),
  fc.record({ op: fc.constant('remove'), path }),
  fc.record({ op: fc.constantFrom('copy', 'move'), from: path, path }),
  fc.record({ op: fc.constant('test'), path, value }),
);
const operations = fc
  .array(operation, { minLength: 1, maxLength: 2 })
  .map((all): Plain => all.map((each): Plain1 => each));

const target = some({
  kind: fc.constantFrom('Deployment', 'Service', 'Config.*', 'StatefulSet|Deployment', '.*'),
  name: fc.constantFrom('app', 'web|db', 'a.*', '.*'),
  namespace: fc.constantFrom('default', 'prod', '.*'),
  labelSelector: fc.constantFrom('app=web', 'app in (web,db)', '!tier', 'app!=web'),
  group: fc.constant('apps'),
});

function patchEntry(known: readonly Plain1[]): fc.Arbitrary<Plain1> {
  return fc.oneof(
    mergePatch(known).map((patch): Plain1 => ({ patch: stringify(patch, { lineWidth: 0 }) })),
    fc
      .tuple(mergePatch(known), mergePatch(known))
      .map(([a, b]): Plain1 => ({ patch: `${stringify(a)}---\n${stringify(b)}` })),
    fc
      .tuple(
        mergePatch(known),
        target,
        some({ allowNameChange: fc.boolean(), allowKindChange: fc.boolean() }),
      )
      .map(([patch, to, options]): Plain1 => ({ patch: stringify(patch), target: to, options })),
    fc.tuple(operations, target).map(([patch, to]): Plain1 => ({ patch: stringify(patch), target: to })),
  );
}

const generator = fc
  .record({
    name,
    namespace,
    behavior: fc.constantFrom(undefined, undefined, undefined, undefined, 'merge', 'replace', 'create'),
    literals: fc.constantFrom<Plain | undefined>(undefined, ['k=v'], ['k="q w"', 'n=1'], ['l=<&>', 'z=']),
    files: fc.constantFrom<Plain | undefined>(undefined, ['file.txt'], ['key=file.txt']),
    envs: fc.constantFrom<Plain | undefined>(undefined, ['file.env']),
    options: fc.option(
      some({
        disableNameSuffixHash: fc.boolean(),
        labels: safeLabels,
        annotations: safeLabels,
        immutable: fc.boolean(),
      }),
      { nil: undefined },
    ),
  })
  .map(defined);

const fieldPath = fc.constantFrom(
  'metadata.name',
  'metadata.labels.app',
  'spec.replicas',
  'spec.template.spec.containers.0.image',
  'spec.template.spec.containers.[name=main].image',
  'spec.template.spec.containers.*.env.[name=A].value',
  'data.k',
  'spec.selector',
  'metadata.annotations.[x.y/z]',
);
const fieldOptions = some({
  delimiter: fc.constantFrom(':', '/'),
  index: fc.constantFrom(0, 1, -1, 5),
  create: fc.boolean(),
});
const replacement = fc
  .record({
    source: fc
      .record({
        kind: fc.constantFrom(undefined, 'Deployment', 'ConfigMap', 'Service'),
        name: fc.option(name, { nil: undefined }),
        fieldPath: fc.option(fieldPath, { nil: undefined }),
      })
      .map(defined),
    targets: fc
      .array(
        fc
          .record({
            select: some({
              kind: fc.constantFrom('Deployment', 'Service', 'ConfigMap'),
              name,
              labelSelector: fc.constant('app=web'),
            }),
            reject: fc.option(
              fc.array(some({ name }), { maxLength: 1 }).map((all): Plain => all),
              { nil: undefined },
            ),
            fieldPaths: fc.array(fieldPath, { minLength: 1, maxLength: 2 }).map((all): Plain => all),
            options: fc.option(fieldOptions, { nil: undefined }),
          })
          .map(defined),
        { minLength: 1, maxLength: 2 },
      )
      .map((all): Plain => all),
  })
  .map((each): Plain1 => each);

const labelEntry = fc
  .record({
    pairs: safeLabels,
    includeSelectors: fc.option(fc.boolean(), { nil: undefined }),
    includeTemplates: fc.option(fc.boolean(), { nil: undefined }),
    fields: fc.option(fc.constant<Plain>([{ path: 'spec/more/labels', create: true, kind: 'Widget' }]), {
      nil: undefined,
    }),
  })
  .map(defined);

const imageEntry = fc
  .record({
    name: fc.constantFrom('nginx', 'reg.io:5000/team/api', 'busybox', '.*nginx'),
    newName: fc.constantFrom(undefined, 'other/image'),
    newTag: fc.constantFrom(undefined, '9'),
    digest: fc.constantFrom(undefined, undefined, 'sha256:def'),
    tagSuffix: fc.constantFrom(undefined, undefined, '-x'),
  })
  .map(defined);

function rarely<T>(arbitrary: fc.Arbitrary<T>, freq = 5): fc.Arbitrary<T | undefined> {
  return fc
    .option(arbitrary, { nil: undefined, freq })
    .map((value) => value ?? undefined)
    .chain((value) => fc.boolean().map((drop) => (drop ? undefined : value)));
}

function few(item: fc.Arbitrary<Plain1>, most = 2): fc.Arbitrary<Plain | undefined> {
  return rarely(fc.array(item, { minLength: 1, maxLength: most }).map((all): Plain => all));
}

function replicasOf(known: readonly Plain1[]): fc.Arbitrary<Plain1> {
  const scaled = known.filter((each) => each['kind'] === 'Deployment' || each['kind'] === 'StatefulSet');
  const names = scaled.map((each) => (each['metadata'] as Plain1)['name'] ?? 'app');
  return fc
    .record({ name: fc.constantFrom<Plain>('app', ...names, ...names), count: fc.constantFrom(0, 4) })
    .map((each): Plain1 => each);
}

/** What a kustomization does with its resources, of which it knows `known`. */
function operationsOn(known: readonly Plain1[]): fc.Arbitrary<Plain1> {
  return (
    fc
      .record({
        namePrefix: rarely(fc.constantFrom('p-', 'x-')),
        nameSuffix: rarely(fc.constantFrom('-s')),
        namespace: rarely(fc.constantFrom('prod', 'other')),
        commonLabels: rarely(safeLabels),
        labels: few(labelEntry),
        commonAnnotations: rarely(safeLabels),
        patches: few(patchEntry(known), 3),
        patchesStrategicMerge: rarely(
          mergePatch(known).map((patch): Plain => [stringify(patch)]),
          1,
        ),
        patchesJson6902: rarely(
          fc
            .tuple(operations, name)
            .map(
              ([patch, of]): Plain => [
                { patch: stringify(patch), target: { version: 'v1', kind: 'Deployment', name: of } },
              ],
            ),
          1,
        ),
        images: few(imageEntry),
        replicas: few(replicasOf(known), 1),
        configMapGenerator: few(generator),
        secretGenerator: few(generator, 1),
        generatorOptions: rarely(some({ disableNameSuffixHash: fc.boolean(), labels: safeLabels }), 1),
        replacements: rarely(
          fc.array(replacement, { minLength: 1, maxLength: 2 }).map((all): Plain => all),
          2,
        ),
        vars: rarely(
          fc
            .tuple(fc.constantFrom('Service', 'ConfigMap'), name)
            .map(([kind, of]): Plain => [{ name: 'V', objref: { apiVersion: 'v1', kind, name: of } }]),
          1,
        ),
      })
      .map(defined)
      // Few of them at once: more are refused too often.
      .chain((all) =>
        fc
          .shuffledSubarray(Object.keys(all))
          .map((keys) => keys.slice(0, 4))
          .map((keys) => Object.fromEntries(keys.map((key) => [key, all[key] ?? null]))),
      )
  );
}

const TEXTS: Files = { 'file.txt': 'some\ntext <&>\n', 'file.env': '# env\nE=1\n  F = 2\nG\n' };

function beside(folder: string): Files {
  return Object.fromEntries(Object.entries(TEXTS).map(([file, text]) => [`${folder}/${file}`, text]));
}

interface Layer {
  readonly files: Files;
  readonly known: readonly Plain1[];
}

function base(folder: string): fc.Arbitrary<Layer> {
  return objects.chain((all) =>
    fc.tuple(several(all), operationsOn(all), fc.boolean()).map(([text, steps, plain]) => ({
      known: all,
      files: {
        [`${folder}/all.yaml`]: text,
        [`${folder}/kustomization.yaml`]: stringify({ resources: ['all.yaml'], ...(plain ? {} : steps) }),
        ...beside(folder),
      },
    })),
  );
}

function component(known: readonly Plain1[]): fc.Arbitrary<Files> {
  return operationsOn(known).map((steps) => ({
    'part/kustomization.yaml': stringify({
      apiVersion: 'kustomize.config.k8s.io/v1alpha1',
      kind: 'Component',
      ...steps,
    }),
    ...beside('part'),
  }));
}

const sortOptions = fc.constantFrom<Plain | undefined>(
  undefined,
  undefined,
  undefined,
  { order: 'fifo' },
  { order: 'legacy' },
);

/** The files of a kustomization in `over`, which builds on one or two bases. */
export const randomCase: fc.Arbitrary<Files> = base('base').chain((first) =>
  fc
    .tuple(
      operationsOn(first.known),
      rarely(base('second'), 1),
      rarely(component(first.known), 1),
      sortOptions,
      rarely(operationsOn(first.known), 2),
    )
    .map(
      ([steps, second, part, order, middle]): Files => ({
        ...first.files,
        ...(second?.files ?? {}),
        ...(part ?? {}),
        ...(middle
          ? {
              'middle/kustomization.yaml': stringify({ resources: ['../base'], ...middle }),
              ...beside('middle'),
            }
          : {}),
        ...beside('over'),
        'over/kustomization.yaml': stringify({
          resources: [middle ? '../middle' : '../base', ...(second ? ['../second'] : [])],
          ...(part ? { components: ['../part'] } : {}),
          ...steps,
          ...(order === undefined ? {} : { sortOptions: order }),
        }),
      }),
    ),
);
