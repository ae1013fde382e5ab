import { DECLARED, type EnvironmentSpec } from '../environment/environmentSpec.ts';
import { podOf } from '../kubernetes/pod.ts';
import type { MapNode, Node } from '../model/node.ts';
import type { Compared, Comparison } from '../rule/comparison.ts';
import { kindOfName } from '../rule/environmentKind.ts';
import type { MergedEnvironment } from './environmentBook.ts';
import type { Unit } from './unit.ts';

/** A comparison with what it stands for: while all of that is the same, so is what rules say of it. */
export interface Compares {
  readonly comparison: Comparison;
  /** The object or the project that it is in. */
  readonly root: MapNode;
  readonly stands: readonly unknown[];
}

interface Appearance extends Compared {
  readonly unit: Unit;
  readonly root: MapNode;
}

const KINDS = ['production', 'staging'] as const;

/** What became of each workload and service of a base in its environments, gathered once for each analysis. */
export class Comparisons {
  private readonly byUnit = new Map<Unit, Compares[]>();

  constructor(environments: readonly MergedEnvironment[]) {
    for (const family of familiesOf(environments)) {
      for (const appearances of sameObjects(family)) this.compare(appearances);
    }
  }

  /** The comparisons from the viewpoint of one environment. */
  of(unit: Unit): readonly Compares[] {
    return this.byUnit.get(unit) ?? [];
  }

  /** Each with the first of each kind: that finds what two have not in common, and stays cheap where there are many. */
  private compare(appearances: readonly Appearance[]): void {
    for (const each of appearances) {
      const others = KINDS.flatMap((kind) => {
        const other = appearances.find((one) => one.kind === kind && one !== each);
        // What an overlay leaves as it is, is the same object.
        return other && other.node !== each.node ? [other] : [];
      });
      if (others.length === 0) continue;
      const known = this.byUnit.get(each.unit);
      const stands = [each, ...others].flatMap(({ environment, node, unit }) => [
        environment,
        node,
        filesOf(unit),
      ]);
      const compares = { comparison: { ...each, others }, root: each.root, stands };
      if (known) known.push(compares);
      else this.byUnit.set(each.unit, [compares]);
    }
  }
}

/** Environments that deploy the same thing, as far as their paths tell: `prod/api` and `staging/api`, not `prod/web`. */
function familiesOf(environments: readonly MergedEnvironment[]): Iterable<readonly MergedEnvironment[]> {
  const families = new Map<string, MergedEnvironment[]>();
  for (const each of environments) {
    const { spec, unit, whole } = each;
    if (!whole || unit.incomplete || (spec.kind !== 'production' && spec.kind !== 'staging')) continue;
    const key = familyOf(spec);
    const family = families.get(key);
    // Two of one name could not be told apart in a message.
    if (family?.some((other) => other.spec.name === spec.name)) continue;
    if (family) family.push(each);
    else families.set(key, [each]);
  }
  return families.values();
}

function familyOf({ deploys, origin }: EnvironmentSpec): string {
  if (deploys.tool === 'compose') return `compose ${deploys.files[0]}`;
  if (origin === DECLARED) return 'kustomize declared';
  const segments = deploys.kustomization.split('/');
  return `kustomize ${segments.map((each) => (kindOfName(each) === undefined ? each : '*')).join('/')}`;
}

/** The appearances of each object that stands once in at least two of the environments. */
function sameObjects(family: readonly MergedEnvironment[]): Iterable<readonly Appearance[]> {
  const found = new Map<Node | string, Appearance[]>();
  if (family.length < 2) return [];
  for (const { spec, unit } of family) {
    for (const [key, appearance] of appearancesIn(unit, spec)) {
      const known = found.get(key);
      if (known) known.push(appearance);
      else found.set(key, [appearance]);
    }
  }
  return found.values();
}

function appearancesIn(unit: Unit, { name, kind }: EnvironmentSpec): ReadonlyMap<Node | string, Appearance> {
  const found = new Map<Node | string, Appearance>();
  if (kind !== 'production' && kind !== 'staging') return found;
  const uses = (uri: string): boolean => unit.files.has(uri);
  const common = { environment: name, kind, uses, unit };
  const twice = new Set<Node>();
  for (const { resource, written } of unit.objects) {
    const pod = podOf(resource);
    if (!pod) continue;
    const { node } = resource;
    // A base that is used twice is two things.
    if (found.has(written)) twice.add(written);
    found.set(written, { ...common, root: node, node, pod, service: undefined });
  }
  for (const each of twice) found.delete(each);
  for (const service of unit.project?.services ?? []) {
    const { node } = service;
    found.set(service.name, { ...common, root: service.project.root, node, pod: undefined, service });
  }
  return found;
}

const files = new WeakMap<Unit, string>();

function filesOf(unit: Unit): string {
  const known = files.get(unit) ?? [...unit.files].join(' ');
  files.set(unit, known);
  return known;
}
