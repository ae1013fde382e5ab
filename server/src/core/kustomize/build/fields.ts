import type { Fields, FieldType } from './fieldTypes.ts';

/** The fields of kustomization files (Kustomize 5.5), and of what stands in files beside them. */

const STRINGS: FieldType = { list: 'string' };
const TEXTS: FieldType = { map: 'string' };

const GVK = { group: 'string', version: 'string', kind: 'string' } as const;
const ID = { ...GVK, name: 'string', namespace: 'string' } as const;
const SELECTOR: FieldType = {
  fields: { ...ID, annotationSelector: 'string', labelSelector: 'string' },
};
const FIELD_SPEC: FieldType = { fields: { ...GVK, path: 'string', create: 'bool' } };
const FIELD_SPECS: FieldType = { list: FIELD_SPEC };

const OPTIONS: FieldType = {
  fields: { labels: TEXTS, annotations: TEXTS, disableNameSuffixHash: 'bool', immutable: 'bool' },
};

const CONFIG_MAP_FIELDS = {
  namespace: 'string',
  name: 'string',
  behavior: 'string',
  literals: STRINGS,
  files: STRINGS,
  envs: STRINGS,
  env: 'string',
  options: OPTIONS,
} as const satisfies Fields;

const META: FieldType = {
  fields: { name: 'string', namespace: 'string', labels: TEXTS, annotations: TEXTS },
};

const PATCH = { path: 'string', patch: 'string', target: SELECTOR, options: { map: 'bool' } } as const;

const IMAGE: FieldType = {
  fields: { name: 'string', newName: 'string', tagSuffix: 'string', newTag: 'string', digest: 'string' },
};

const FIELD_OPTIONS: FieldType = {
  fields: { delimiter: 'string', index: 'int', encoding: 'string', create: 'bool' },
};

/** One replacement, in a kustomization or in a file of its own. */
export const REPLACEMENT: Fields = {
  source: { fields: { ...ID, fieldPath: 'string', options: FIELD_OPTIONS } },
  targets: {
    list: {
      fields: { select: SELECTOR, reject: { list: SELECTOR }, fieldPaths: STRINGS, options: FIELD_OPTIONS },
    },
  },
};

const VAR: FieldType = {
  fields: {
    name: 'string',
    objref: { fields: { apiVersion: 'string', ...ID } },
    fieldref: { fields: { fieldPath: 'string' } },
  },
};

const LABEL: FieldType = {
  fields: { pairs: TEXTS, includeSelectors: 'bool', includeTemplates: 'bool', fields: FIELD_SPECS },
};

const SORT: FieldType = {
  fields: {
    order: 'string',
    legacySortOptions: { fields: { orderFirst: STRINGS, orderLast: STRINGS } },
  },
};

/** A kustomization file. */
export const KUSTOMIZATION: Fields = {
  kind: 'string',
  apiVersion: 'string',
  metadata: META,
  openapi: TEXTS,
  namePrefix: 'string',
  nameSuffix: 'string',
  namespace: 'string',
  commonLabels: TEXTS,
  labels: { list: LABEL },
  commonAnnotations: TEXTS,
  patchesStrategicMerge: STRINGS,
  patchesJson6902: { list: { fields: PATCH } },
  patches: { list: { fields: PATCH } },
  images: { list: IMAGE },
  imageTags: { list: IMAGE },
  replacements: { list: { fields: { ...REPLACEMENT, path: 'string' } } },
  replicas: { list: { fields: { name: 'string', count: 'int' } } },
  vars: { list: VAR },
  sortOptions: SORT,
  resources: STRINGS,
  components: STRINGS,
  crds: STRINGS,
  bases: STRINGS,
  configMapGenerator: { list: { fields: CONFIG_MAP_FIELDS } },
  secretGenerator: { list: { fields: { ...CONFIG_MAP_FIELDS, type: 'string' } } },
  helmGlobals: 'any',
  helmCharts: { list: 'any' },
  helmChartInflationGenerator: { list: 'any' },
  generatorOptions: OPTIONS,
  configurations: STRINGS,
  generators: STRINGS,
  transformers: STRINGS,
  validators: STRINGS,
  buildMetadata: STRINGS,
};

/** A file under `configurations`. */
export const CONFIGURATION: Fields = {
  namePrefix: FIELD_SPECS,
  nameSuffix: FIELD_SPECS,
  namespace: FIELD_SPECS,
  commonLabels: FIELD_SPECS,
  labels: FIELD_SPECS,
  templateLabels: FIELD_SPECS,
  commonAnnotations: FIELD_SPECS,
  varReference: FIELD_SPECS,
  images: FIELD_SPECS,
  replicas: FIELD_SPECS,
  nameReference: { list: { fields: { ...GVK, fieldSpecs: FIELD_SPECS } } },
};

/** Files of Kustomize's own transformers and generators, by kind. */
export const PLUGINS: Readonly<Record<string, Fields>> = {
  PrefixTransformer: { prefix: 'string', fieldSpecs: FIELD_SPECS },
  SuffixTransformer: { suffix: 'string', fieldSpecs: FIELD_SPECS },
  PrefixSuffixTransformer: { prefix: 'string', suffix: 'string', fieldSpecs: FIELD_SPECS },
  LabelTransformer: { labels: TEXTS, fieldSpecs: FIELD_SPECS },
  AnnotationsTransformer: { annotations: TEXTS, fieldSpecs: FIELD_SPECS },
  NamespaceTransformer: {
    metadata: META,
    fieldSpecs: FIELD_SPECS,
    unsetOnly: 'bool',
    setRoleBindingSubjects: 'string',
  },
  ImageTagTransformer: { imageTag: IMAGE, fieldSpecs: FIELD_SPECS },
  ReplicaCountTransformer: {
    replica: { fields: { name: 'string', count: 'int' } },
    fieldSpecs: FIELD_SPECS,
  },
  PatchTransformer: PATCH,
  PatchStrategicMergeTransformer: { paths: STRINGS, patches: 'string' },
  PatchJson6902Transformer: { target: SELECTOR, path: 'string', jsonOp: 'string' },
  ReplacementTransformer: { replacements: { list: { fields: { ...REPLACEMENT, path: 'string' } } } },
  ConfigMapGenerator: { metadata: META, ...CONFIG_MAP_FIELDS },
  SecretGenerator: { metadata: META, ...CONFIG_MAP_FIELDS, type: 'string' },
};
