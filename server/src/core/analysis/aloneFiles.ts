import type { Configuration } from '../config/configuration.ts';
import type { Comparisons } from './comparisons.ts';
import type { Environments } from './environmentBook.ts';
import type { Judge } from './judge.ts';
import { looksLikeOverride } from './partial.ts';
import type { Places } from './places.ts';
import type { RuleStanding } from './ruleStanding.ts';
import { compositionAlone, kustomizationFile, NOWHERE } from './scope.ts';
import type { Candidate } from './suppressed.ts';
import type { Surroundings, SurroundingsIndex } from './surroundings.ts';
import type { ModelDocument, ModelFile, WorkspaceModel } from './workspaceModel.ts';

/** What an analysis goes by, from its first step to its last. */
export interface Run {
  readonly model: WorkspaceModel;
  readonly environments: Environments;
  readonly configuration: Configuration;
  readonly judge: Judge;
  readonly surroundings: SurroundingsIndex;
  readonly places: Places;
  readonly comparisons: Comparisons;
  readonly standing: RuleStanding;
  /** Takes up which files are looked for, whether they are there or not. */
  readonly asked: Set<string>;
}

interface Remembered {
  readonly key: string;
  readonly candidates: readonly Candidate[];
}

/** What is found in files by themselves: kustomizations, and files that are in no environment which can be merged. */
export class AloneFiles {
  private memory = new WeakMap<ModelDocument, Remembered>();

  /** Forgets all: other rules are in force. */
  clear(): void {
    this.memory = new WeakMap();
  }

  /**
   * What is found in the documents of a file, one after the other.
   * @param afresh whether what is remembered counts for nothing
   */
  of(file: ModelFile, run: Run, afresh: boolean): (readonly Candidate[])[] {
    const { environments, surroundings } = run;
    const { kind, documents } = file;
    const { uri } = file.file;
    if (kind === 'kustomization') return documents.map((each) => kustomizationAlone(each, run));
    if (kind === 'other' || environments.covered.has(uri) || documents.length === 0) return [];
    const around = surroundings.of(uri);
    return documents.map((each) =>
      afresh ? judgeDocument(file, each, around, run) : this.remembered(file, each, around, run),
    );
  }

  private remembered(
    file: ModelFile,
    document: ModelDocument,
    surroundings: Surroundings,
    run: Run,
  ): readonly Candidate[] {
    const key = `${isPart(file.file.uri, run)}|${surroundings.key}`;
    const known = this.memory.get(document);
    const stands = known?.candidates.every(
      ({ problem }) => problem.related?.every(({ span }) => run.places.isCurrent(span)) ?? true,
    );
    if (known?.key === key && stands) return known.candidates;
    const candidates = judgeDocument(file, document, surroundings, run);
    this.memory.set(document, { key, candidates });
    return candidates;
  }
}

const NONE: readonly never[] = [];

function kustomizationAlone({ document: { root } }: ModelDocument, run: Run): readonly Candidate[] {
  if (root?.kind !== 'map') return NONE;
  const target = kustomizationFile(root, run.model.snapshot, run.asked);
  return run.judge.kustomization(target, NOWHERE).judgements;
}

function isPart(uri: string, { configuration, environments, model }: Run): boolean {
  return !configuration.isolated && (environments.broken.has(uri) || model.graph.isPatch(uri));
}

function judgeDocument(
  file: ModelFile,
  document: ModelDocument,
  { environment }: Surroundings,
  run: Run,
): readonly Candidate[] {
  if (document.template) return NONE;
  const { environments, judge } = run;
  const partial = isPart(file.file.uri, run);
  const verdicts = document.resources.map((each) => judge.resource(each, environment, partial));
  const { project } = document;
  if (project) verdicts.push(judge.project(project, environment, partial || looksLikeOverride(project)));
  // What an environment would be made of is judged as such, also where it can not be merged.
  if (project && !environments.broken.has(file.file.uri)) {
    const isPart = partial || looksLikeOverride(project);
    verdicts.push(judge.composition(compositionAlone(file, project), environment, isPart));
  }
  const { names } = environment;
  return verdicts.flatMap(({ judgements }) =>
    judgements.map((each): Candidate => ({ ...each, environments: names })),
  );
}
