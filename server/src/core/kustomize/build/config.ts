import type { FieldSpec } from './fieldSpec.ts';
import { type Gvk, isSelected, sameGvk } from './gvk.ts';
import { compareText, legacyOrder } from './kindOrder.ts';

/** Where an object's name is referred to. */
export interface NameReference {
  readonly target: Gvk;
  readonly referrers: readonly FieldSpec[];
}

/** What the transformers look at: Kustomize's own table, with what `configurations` and `crds` add. */
export interface Config {
  readonly namePrefix: readonly FieldSpec[];
  readonly nameSuffix: readonly FieldSpec[];
  readonly namespace: readonly FieldSpec[];
  readonly commonLabels: readonly FieldSpec[];
  readonly labels: readonly FieldSpec[];
  readonly templateLabels: readonly FieldSpec[];
  readonly commonAnnotations: readonly FieldSpec[];
  readonly varReference: readonly FieldSpec[];
  readonly images: readonly FieldSpec[];
  readonly replicas: readonly FieldSpec[];
  readonly nameReference: readonly NameReference[];
}

/** The parts that are lists of field specs. */
export const SPEC_PARTS = [
  'namePrefix',
  'nameSuffix',
  'namespace',
  'commonLabels',
  'labels',
  'templateLabels',
  'commonAnnotations',
  'varReference',
  'images',
  'replicas',
] as const;

/** A config without anything in it. */
export const EMPTY_CONFIG: Config = {
  namePrefix: [],
  nameSuffix: [],
  namespace: [],
  commonLabels: [],
  labels: [],
  templateLabels: [],
  commonAnnotations: [],
  varReference: [],
  images: [],
  replicas: [],
  nameReference: [],
};

/** Two specs for one place, of which only one makes what is missing. */
export class SpecConflict extends Error {}

const merged = new WeakMap<Config, WeakMap<Config, Config>>();

/** One config laid over another. The same two give the same one; the first itself where the second adds nothing. */
export function mergeConfig(lower: Config, upper: Config): Config {
  if (upper === lower || upper === EMPTY_CONFIG) return lower;
  let known = merged.get(lower);
  if (!known) {
    known = new WeakMap();
    merged.set(lower, known);
  }
  let result = known.get(upper);
  if (!result) {
    result = mergeParts(lower, upper);
    known.set(upper, result);
  }
  return result;
}

function mergeParts(lower: Config, upper: Config): Config {
  const result: { -readonly [part in keyof Config]: Config[part] } = { ...lower };
  for (const part of SPEC_PARTS) result[part] = inOrder(lower[part], mergeSpecs(lower[part], upper[part]));
  const references = mergeReferences(lower.nameReference, upper.nameReference);
  if (references !== lower.nameReference)
    result.nameReference = [...references].sort((a, b) => compareGvk(a.target, b.target));
  return [lower, upper].find((each) => isSame(each, result)) ?? result;
}

function isSame(a: Config, b: Config): boolean {
  return (
    SPEC_PARTS.every((part) => sameItems<FieldSpec>(a[part], b[part])) &&
    sameItems(a.nameReference, b.nameReference)
  );
}

function sameItems<T>(a: readonly T[], b: readonly T[]): boolean {
  return a === b || (a.length === b.length && a.every((each, index) => each === b[index]));
}

/** A config with its tables in the order in which Kustomize keeps them. */
export function sortedConfig(config: Config): Config {
  const result: { -readonly [part in keyof Config]: Config[part] } = { ...config };
  for (const part of SPEC_PARTS) result[part] = inOrder([], config[part]);
  result.nameReference = [...config.nameReference].sort((a, b) => compareGvk(a.target, b.target));
  return result;
}

function inOrder(before: readonly FieldSpec[], after: readonly FieldSpec[]): readonly FieldSpec[] {
  return after === before ? before : [...after].sort((a, b) => compareGvk(gvkOfSpec(a), gvkOfSpec(b)));
}

/** Field specs with others added; one that is there for the same place stays as it is. */
export function mergeSpecs(lower: readonly FieldSpec[], upper: readonly FieldSpec[]): readonly FieldSpec[] {
  let result = lower;
  for (const spec of upper) {
    const known = result.find((each) => each.path === spec.path && isSelected(gvkOfSpec(each), spec));
    if (!known) result = [...result, spec];
    else if (known.create !== spec.create)
      throw new SpecConflict(`There are two entries for "${spec.path}" that differ in "create".`);
  }
  return result;
}

function mergeReferences(
  lower: readonly NameReference[],
  upper: readonly NameReference[],
): readonly NameReference[] {
  let result = lower;
  for (const reference of upper) {
    const index = result.findIndex((each) => sameGvk(each.target, reference.target));
    const known = result[index];
    if (!known) {
      result = [...result, reference];
      continue;
    }
    const referrers = mergeSpecs(known.referrers, reference.referrers);
    if (referrers !== known.referrers)
      result = result.map((each) => (each === known ? { ...known, referrers } : each));
  }
  return result;
}

function gvkOfSpec(spec: FieldSpec): Gvk {
  return { group: spec.group ?? '', version: spec.version ?? '', kind: spec.kind ?? '' };
}

/** The order in which Kustomize keeps its tables: that of kinds, then by name. */
function compareGvk(a: Gvk, b: Gvk): number {
  return legacyOrder(a.kind) - legacyOrder(b.kind) || compareText(sortText(a), sortText(b));
}

function sortText({ group, version, kind }: Gvk): string {
  return `${group || '~G'}_${version || '~V'}_${kind || '~K'}`;
}
