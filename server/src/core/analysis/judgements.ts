import type { MapNode } from '../model/node.ts';
import type { EnvironmentKind } from '../rule/environmentKind.ts';
import type { Span } from '../text/span.ts';
import type { Compares } from './comparisons.ts';
import type { FactBook } from './factBook.ts';
import type { Subject } from './finding.ts';
import type { Judge, UnitJudgement } from './judge.ts';
import { sameItems } from './sameItems.ts';
import type { SurroundingsIndex } from './surroundings.ts';
import type { Unit } from './unit.ts';
import { unitSurroundings } from './unitSurroundings.ts';
import type { Verdicts } from './verdicts.ts';

interface Remembered {
  readonly key: string;
  readonly judgement: UnitJudgement;
  /** Those of its parts that hang on other environments. */
  readonly beside: readonly Verdicts[];
}

interface Beside {
  readonly stands: readonly unknown[];
  readonly verdicts: Verdicts;
}

/** What was found in the environments, remembered by object: what is the same in the same surroundings is not judged again. */
export class Judgements {
  private verdicts = new WeakMap<MapNode, Map<string, Verdicts>>();
  /** What was found last in environments of each kind, whatever else was in them. */
  private latest = new WeakMap<MapNode, Map<EnvironmentKind | undefined, Verdicts>>();
  private units = new WeakMap<Unit, Remembered>();
  /** What was found beside other environments, by the object or the service. */
  private beside = new WeakMap<MapNode, Map<string, Beside>>();

  /** Forgets all: other rules are in force. */
  clear(): void {
    this.verdicts = new WeakMap();
    this.latest = new WeakMap();
    this.units = new WeakMap();
    this.beside = new WeakMap();
  }

  /**
   * Judges a unit.
   * @param compares the unit's objects beside those of other environments
   * @param isCurrent whether a place that explains a judgement still stands where it was
   * @param afresh objects that are judged again whatever is remembered
   */
  of(
    unit: Unit,
    compares: readonly Compares[],
    judge: Judge,
    index: SurroundingsIndex,
    facts: FactBook,
    isCurrent: (span: Span) => boolean,
    afresh: (root: MapNode) => boolean = () => false,
  ): UnitJudgement {
    const { environment, key } = unitSurroundings(unit, index, facts);
    const stands = ({ judgements }: Verdicts): boolean =>
      judgements.every(({ problem }) => problem.related?.every(({ span }) => isCurrent(span)) ?? true);
    const known = this.units.get(unit);
    let changed = known?.key !== key;
    const remembered = (root: MapNode, make: (before: Verdicts | undefined) => Verdicts): Verdicts => {
      const before = afresh(root) ? undefined : this.verdicts.get(root)?.get(key);
      if (before && stands(before)) return before;
      changed = true;
      const elsewhere = afresh(root) ? undefined : this.latest.get(root)?.get(environment.kind);
      const made = make(elsewhere && stands(elsewhere) ? elsewhere : undefined);
      this.remember(root, key, made, environment.kind);
      return made;
    };
    const parts = unit.objects.map(({ resource, partial }) =>
      remembered(resource.node, (before) =>
        judge.resource(resource, environment, partial || unit.incomplete, before),
      ),
    );
    const { project, deployment, composition } = unit;
    if (deployment) parts.push(judge.deployment(deployment, environment));
    // What looks like an override is refused by itself, and nobody deploys it so.
    if (composition) parts.push(judge.composition(composition, environment, unit.incomplete));
    if (project)
      parts.push(remembered(project.root, () => judge.project(project, environment, unit.incomplete)));
    const beside = compares.map((each) =>
      this.besideOthers(unit, each, afresh(each.root) ? () => false : stands, () =>
        judge.comparison(each.comparison, each.root, environment),
      ),
    );
    if (known && !changed && sameItems(known.beside, beside)) return known.judgement;
    parts.push(...beside);
    const misses = (ruleId: string, { node, root }: Subject, kind: EnvironmentKind | undefined): boolean => {
      const other = { ...environment, kind };
      const single = judge.only(ruleId);
      const object = unit.objects.find(({ resource }) => resource.node === root);
      const verdicts = object
        ? single.resource(object.resource, other, object.partial)
        : unit.project && single.project(unit.project, other, false);
      return verdicts?.judgements.some((each) => each.problem.missing && each.subject.node === node) ?? false;
    };
    const judgement: UnitJudgement = { unit, parts, misses };
    this.units.set(unit, { key, judgement, beside });
    return judgement;
  }

  /** What is said of an object beside those of other environments: the same while none of them is another one. */
  private besideOthers(
    { id, spec }: Unit,
    { comparison: { node }, stands: now }: Compares,
    isGood: (verdicts: Verdicts) => boolean,
    make: () => Verdicts,
  ): Verdicts {
    const byUnit = this.beside.get(node) ?? new Map<string, Beside>();
    const before = byUnit.get(id);
    const stands = [spec, ...now];
    if (before && sameItems(before.stands, stands) && isGood(before.verdicts)) return before.verdicts;
    const verdicts = make();
    this.beside.set(node, byUnit.set(id, { stands, verdicts }));
    return verdicts;
  }

  private remember(root: MapNode, key: string, verdicts: Verdicts, kind: EnvironmentKind | undefined): void {
    let byKey = this.verdicts.get(root);
    if (!byKey) {
      byKey = new Map();
      this.verdicts.set(root, byKey);
    }
    // Surroundings that are gone are not worth remembering for ever.
    if (byKey.size > 50) byKey.clear();
    byKey.set(key, verdicts);
    const latest = this.latest.get(root) ?? new Map<EnvironmentKind | undefined, Verdicts>();
    latest.get(kind)?.forget();
    this.latest.set(root, latest.set(kind, verdicts));
  }
}
