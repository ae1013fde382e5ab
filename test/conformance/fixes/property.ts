import type { Analysis } from '../../../server/src/core/analysis/analyzer.ts';
import type { MergedEnvironment } from '../../../server/src/core/analysis/environmentBook.ts';
import { brokenPromises, faultsOfChange, lostComments, uncoveredBy } from './checkChange.ts';
import { type Counts, countsOf } from './findings.ts';
import type { Oracles, Verdict } from './oracles.ts';
import { isSettled, SAFE, type Trial, textAfter } from './trials.ts';
import type { Change, Workspace } from './workspace.ts';

/** Tries fixes on a workspace, and says of each what is wrong with it. */
export class FixProperty {
  private readonly workspace: Workspace;
  private readonly oracles: Oracles | undefined;
  private readonly counts: Counts;
  private readonly verdicts = new Map<string, Promise<Verdict | undefined>>();

  /** @param oracles undefined where only our own analysis is asked */
  constructor(workspace: Workspace, oracles: Oracles | undefined) {
    this.workspace = workspace;
    this.oracles = oracles;
    this.counts = countsOf(workspace.before);
  }

  /** All that is wrong with a trial, in words. */
  async faultsOf(trial: Trial): Promise<string[]> {
    const { workspace } = this;
    const change = workspace.changeOf(trial.fix);
    const after = workspace.after(change);
    const faults = faultsOfChange(workspace, change, after);
    faults.push(...uncoveredBy(trial.ruleId, this.counts, after));
    if (trial.finding) {
      faults.push(...brokenPromises(trial.finding, trial.fix, this.counts, after));
      faults.push(...lostComments(workspace, change, trial.fix));
    }
    const [uri] = change.keys();
    if (trial.fix.title === SAFE && uri !== undefined) {
      if (!isSettled(workspace, uri, textAfter(workspace, uri, trial)))
        faults.push('a second run changes more');
    }
    if (this.oracles) faults.push(...(await this.contradictions(this.oracles, change, after)));
    return faults;
  }

  /** What Docker Compose and kubectl say against the environments that a change touches. */
  async contradictions(oracles: Oracles, change: Change, after: Analysis): Promise<string[]> {
    const { workspace } = this;
    const touched = after.environments.all.filter(({ unit }) =>
      [...change.keys()].some((uri) => unit.files.has(uri)),
    );
    const earlier = new Map(workspace.before.environments.all.map((each) => [each.spec.id, each]));
    const before: (Verdict | undefined)[] = [];
    for (const { spec } of touched) {
      const known = earlier.get(spec.id);
      before.push(known && (await this.earlier(oracles, known)));
    }
    return workspace.onDisk(change, async () => {
      const faults: string[] = [];
      const needed = neededIn(change);
      for (const [index, environment] of touched.entries()) {
        const was = before[index];
        if (was === undefined || was === 'refused') continue;
        const is = await oracles.ask(environment, needed);
        if (is === 'refused') faults.push(`${environment.spec.id} does not build any more`);
        else if (was === 'same' && is !== undefined && is !== 'same')
          faults.push(`${environment.spec.id} is not what we think: ${is.differs}`);
      }
      return faults;
    });
  }

  private earlier(oracles: Oracles, environment: MergedEnvironment): Promise<Verdict | undefined> {
    const known = this.verdicts.get(environment.spec.id) ?? oracles.ask(environment);
    this.verdicts.set(environment.spec.id, known);
    return known;
  }
}

/** The variables that Compose asks for before it starts anything: fixes that take a secret out of a file do that. */
function neededIn(change: Change): string[] {
  return [...change.values()].flatMap((text) =>
    [...text.matchAll(/\$\{(\w+):?\?/g)].flatMap(([, name]) => name ?? []),
  );
}
