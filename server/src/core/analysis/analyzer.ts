import type { Configuration } from '../config/configuration.ts';
import { locate } from '../model/file.ts';
import type { MapNode } from '../model/node.ts';
import type { AnyRule } from '../rule/rule.ts';
import type { SourceText, Span } from '../text/span.ts';
import { EnvironmentBook, type Environments } from './environmentBook.ts';
import { type DocumentFindings, FileReport } from './fileReport.ts';
import type { Finding } from './finding.ts';
import { Judge, type RuleCrash, type UnitJudgement } from './judge.ts';
import { Judgements } from './judgements.ts';
import { looksLikeOverride } from './partial.ts';
import { Placement } from './placement.ts';
import { sameItems } from './sameItems.ts';
import {
  candidatesBySource,
  composeOf,
  compositionAlone,
  concerns,
  fixPlacesIn,
  judged,
  NOWHERE,
  related,
} from './scope.ts';
import type { Snapshot } from './snapshot.ts';
import type { Candidate } from './suppressed.ts';
import { FactBook, type Surroundings, SurroundingsIndex } from './surroundings.ts';
import type { Unit } from './unit.ts';
import { type ModelDocument, type ModelFile, readWorkspace, type WorkspaceModel } from './workspaceModel.ts';

/** The result of an analysis: the findings of every file that was judged, also where there are none. */
export interface Analysis {
  readonly model: WorkspaceModel;
  readonly environments: Environments;
  readonly findings: ReadonlyMap<string, readonly Finding[]>;
}

interface Remembered {
  readonly key: string;
  readonly candidates: readonly Candidate[];
}

/** Findings of a file, with all that they followed from. */
interface RememberedFile {
  readonly text: string;
  readonly languageId: string | undefined;
  readonly documents: readonly DocumentFindings[];
  readonly findings: readonly Finding[];
}

/** What an analysis goes by, from its first step to its last. */
interface Run {
  readonly model: WorkspaceModel;
  readonly environments: Environments;
  readonly configuration: Configuration;
  readonly judge: Judge;
  readonly surroundings: SurroundingsIndex;
  /** Whether a place of an earlier version still stands. */
  isCurrent(span: Span): boolean;
}

/**
 * Judges one workspace folder, version after version, and remembers what did not change. One for each folder; not
 * for concurrent use.
 */
export class Analyzer {
  private readonly rules: readonly AnyRule[];
  private readonly onCrash: RuleCrash;
  private readonly facts = new FactBook();
  private readonly book = new EnvironmentBook();
  private readonly judgements = new Judgements();
  private readonly placement = new Placement();
  private memory = new WeakMap<ModelDocument, Remembered>();
  private files = new Map<string, RememberedFile>();
  private configuration: Configuration | undefined;
  private model: WorkspaceModel | undefined;

  constructor(rules: readonly AnyRule[], onCrash: RuleCrash) {
    this.rules = rules;
    this.onCrash = onCrash;
  }

  /**
   * Judges a snapshot step by step: run it to the end, or drop it between two steps where a newer version has come.
   * Files whose findings did not change keep the same array.
   */
  *analyze(snapshot: Snapshot, configuration: Configuration): Generator<void, Analysis> {
    this.adopt(configuration);
    const model = readWorkspace(snapshot, configuration, this.model);
    this.model = model;
    yield;
    const environments = this.book.update(model, configuration);
    yield;
    const run = this.run(model, environments, configuration);
    const units: UnitJudgement[] = [];
    for (const { unit } of environments.all) {
      units.push(this.judgeUnit(unit, run));
      yield;
    }
    const bySource = candidatesBySource(this.placement.placed(units, fixPlacesIn(model)));
    yield;
    const findings = new Map<string, readonly Finding[]>();
    for (const file of judged(model, configuration)) {
      findings.set(file.file.uri, this.findingsOf(file, run, bySource));
      yield;
    }
    for (const uri of this.files.keys()) if (!findings.has(uri)) this.files.delete(uri);
    return { model, environments, findings };
  }

  /** As {@link analyze}, in one go. */
  analyzeAtOnce(snapshot: Snapshot, configuration: Configuration): Analysis {
    const steps = this.analyze(snapshot, configuration);
    for (;;) {
      const step = steps.next();
      if (step.done) return step.value;
    }
  }

  /**
   * Judges one file of an analysis again, nothing remembered: for fixes, which may depend on more of the other
   * files than a finding does.
   */
  judgeAfresh(
    { model, environments }: Pick<Analysis, 'model' | 'environments'>,
    uri: string,
    configuration: Configuration,
  ): readonly Finding[] {
    const file = model.files.get(uri);
    if (!file) return [];
    const run = this.run(model, environments, configuration);
    const units = related(environments, uri).map((unit) =>
      this.judgeUnit(unit, run, (root) => concerns(unit, root, uri)),
    );
    const bySource = candidatesBySource(this.placement.placed(units, fixPlacesIn(model)));
    const surroundings = run.surroundings.of(uri);
    const documents = file.documents.map(
      (document): DocumentFindings => ({
        document,
        candidates: this.isPlaced(file, run)
          ? this.ofEnvironments(file, document, run, bySource)
          : this.judgeDocument(file, document, surroundings, run),
      }),
    );
    return this.report(file, run).findings(documents);
  }

  /** The findings that one file of an analysis would have with another text, with all that its fixes depend on. */
  judgeText(analysis: Analysis, uri: string, text: string, configuration: Configuration): readonly Finding[] {
    const { snapshot } = analysis.model;
    const files = new Map(snapshot.files).set(uri, { ...snapshot.files.get(uri), uri, text });
    const model = readWorkspace({ root: snapshot.root, files }, configuration, analysis.model);
    const environments = this.book.update(model, configuration);
    return this.judgeAfresh({ model, environments }, uri, configuration);
  }

  /** Another configuration makes all that is remembered void. */
  private adopt(configuration: Configuration): void {
    if (this.configuration === configuration) return;
    const sizes = this.configuration?.maxFileSize === configuration.maxFileSize;
    const isolation = this.configuration?.isolated === configuration.isolated;
    if (!sizes || !isolation) this.model = undefined;
    this.configuration = configuration;
    this.memory = new WeakMap();
    this.files = new Map();
    this.judgements.clear();
    this.placement.clear();
  }

  private run(model: WorkspaceModel, environments: Environments, configuration: Configuration): Run {
    return {
      model,
      environments,
      configuration,
      judge: new Judge(this.rules, configuration, this.onCrash),
      surroundings: new SurroundingsIndex(model, configuration, this.facts, composeOf(model, environments)),
      isCurrent: ({ source }) => {
        const file = model.files.get(source.uri);
        if (file?.yaml) return locate(file.yaml, { source, start: 0, end: 0 }) !== undefined;
        return file?.file.text === source.text;
      },
    };
  }

  private judgeUnit(unit: Unit, run: Run, afresh?: (root: MapNode) => boolean): UnitJudgement {
    return this.judgements.of(unit, run.judge, run.surroundings, this.facts, run.isCurrent, afresh);
  }

  /** Whether what is found in a file is placed there by its environments; a kustomization has no objects of its own. */
  private isPlaced({ file, kind }: ModelFile, { environments }: Run): boolean {
    return kind === 'kustomization' || environments.covered.has(file.uri);
  }

  private report(file: ModelFile, { model, configuration }: Run): FileReport {
    return new FileReport(file, model, configuration, this.rules, this.onCrash);
  }

  private findingsOf(
    file: ModelFile,
    run: Run,
    bySource: ReadonlyMap<SourceText, readonly Candidate[]>,
  ): readonly Finding[] {
    const uri = file.file.uri;
    const before = this.files.get(uri);
    const placed = this.isPlaced(file, run);
    const surroundings = placed || file.documents.length === 0 ? undefined : run.surroundings.of(uri);
    const documents = file.documents.map((document, position): DocumentFindings => {
      const earlier = before?.documents[position];
      const candidates = surroundings
        ? this.remembered(file, document, surroundings, run)
        : this.ofEnvironments(file, document, run, bySource);
      const same = earlier !== undefined && sameItems(earlier.candidates, candidates);
      return { document, candidates: same ? earlier.candidates : candidates };
    });
    const report = this.report(file, run);
    const same =
      before !== undefined &&
      before.text === file.file.text &&
      before.languageId === file.file.languageId &&
      before.documents.length === documents.length &&
      before.documents.every((each, position) => each.candidates === documents[position]?.candidates) &&
      before.findings.every((each) => report.stands(each));
    if (same) return before.findings;
    const findings = report.findings(documents);
    const { text, languageId } = file.file;
    this.files.set(uri, { text, languageId, documents, findings });
    return findings;
  }

  /** What was placed in a document, and what is wrong in a kustomization by itself. */
  private ofEnvironments(
    file: ModelFile,
    { document }: ModelDocument,
    { judge, model }: Run,
    bySource: ReadonlyMap<SourceText, readonly Candidate[]>,
  ): readonly Candidate[] {
    const found = bySource.get(document.source) ?? NONE;
    const { root } = document;
    if (file.kind !== 'kustomization' || root?.kind !== 'map') return found;
    const { files } = model.snapshot;
    const own = judge.kustomization(
      { node: root, has: (uri) => files.has(uri), files: () => files.keys() },
      NOWHERE,
    );
    return own.judgements.length === 0 ? found : [...found, ...own.judgements];
  }

  private remembered(
    file: ModelFile,
    document: ModelDocument,
    surroundings: Surroundings,
    run: Run,
  ): readonly Candidate[] {
    const key = `${this.isPart(file.file.uri, run)}|${surroundings.key}`;
    const known = this.memory.get(document);
    const stands = known?.candidates.every(
      ({ problem }) => problem.related?.every(({ span }) => run.isCurrent(span)) ?? true,
    );
    if (known?.key === key && stands) return known.candidates;
    const candidates = this.judgeDocument(file, document, surroundings, run);
    this.memory.set(document, { key, candidates });
    return candidates;
  }

  private isPart(uri: string, { configuration, environments, model }: Run): boolean {
    return !configuration.isolated && (environments.broken.has(uri) || model.graph.isPatch(uri));
  }

  /** Judges a document of a file that is in no environment. */
  private judgeDocument(
    file: ModelFile,
    document: ModelDocument,
    { environment }: Surroundings,
    run: Run,
  ): readonly Candidate[] {
    if (document.template) return NONE;
    const partial = this.isPart(file.file.uri, run);
    const verdicts = document.resources.map((each) => run.judge.resource(each, environment, partial));
    const { project } = document;
    if (project)
      verdicts.push(run.judge.project(project, environment, partial || looksLikeOverride(project)));
    if (project && run.configuration.isolated)
      verdicts.push(run.judge.composition(compositionAlone(file, project), environment));
    const { names } = environment;
    return verdicts.flatMap(({ judgements }) =>
      judgements.map((each): Candidate => ({ ...each, environments: names })),
    );
  }
}

const NONE: readonly never[] = [];
