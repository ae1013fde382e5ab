import { type Configuration, configure } from '../config/configuration.ts';
import type { MapNode } from '../model/node.ts';
import type { AnyRule } from '../rule/rule.ts';
import type { SchemaBook } from '../schema/schemaBook.ts';
import type { SourceText } from '../text/span.ts';
import { AloneFiles, type Run } from './aloneFiles.ts';
import { Comparisons } from './comparisons.ts';
import { Control } from './control/control.ts';
import { SecretRegister } from './control/secretRegister.ts';
import { DockerfileBook } from './dockerfileBook.ts';
import { EnvironmentBook, type Environments } from './environmentBook.ts';
import { FactBook } from './factBook.ts';
import { type Draft, FileFindings, findingsAfresh } from './fileFindings.ts';
import type { DocumentFindings } from './fileReport.ts';
import type { Finding } from './finding.ts';
import { Judge, type RuleCrash, type UnitJudgement } from './judge.ts';
import { Judgements } from './judgements.ts';
import { Placement } from './placement.ts';
import { Places } from './places.ts';
import { RuleStanding } from './ruleStanding.ts';
import { candidatesBySource, composeOf, concerns, fixPlacesIn, judged, related } from './scope.ts';
import type { Snapshot } from './snapshot.ts';
import { type Candidate, Suppressions } from './suppressed.ts';
import { SurroundingsIndex } from './surroundings.ts';
import type { Unit } from './unit.ts';
import { type ModelFile, readWorkspace, type WorkspaceModel } from './workspaceModel.ts';

/** The result of an analysis: the findings of every file that was judged, also where there are none. */
export interface Analysis {
  readonly model: WorkspaceModel;
  readonly environments: Environments;
  readonly findings: ReadonlyMap<string, readonly Finding[]>;
  /** Files that something refers to, beside those that the environments look at; whether they are there or not. */
  readonly asked: ReadonlySet<string>;
  /** Files that were looked for and are not in the snapshot. */
  readonly wanted: ReadonlySet<string>;
}

type BySource = ReadonlyMap<SourceText, readonly Candidate[]>;

/**
 * Judges one workspace folder, version after version, and remembers what did not change. One for each folder; not
 * for concurrent use.
 */
export class Analyzer {
  private readonly rules: readonly AnyRule[];
  private readonly onCrash: RuleCrash;
  private readonly facts = new FactBook();
  private readonly book = new EnvironmentBook();
  private readonly dockerfiles = new DockerfileBook();
  private readonly judgements = new Judgements();
  private readonly placement = new Placement();
  private readonly alone = new AloneFiles();
  private readonly files = new FileFindings();
  private configuration: Configuration | undefined;
  private control: Control;
  private register: SecretRegister;
  private model: WorkspaceModel | undefined;
  private schemas: SchemaBook | undefined;

  /** @param schemas what objects must look like; without it nothing is said of that */
  constructor(rules: readonly AnyRule[], onCrash: RuleCrash, schemas?: SchemaBook) {
    this.rules = rules;
    this.onCrash = onCrash;
    this.schemas = schemas;
    const nothing = configure([], { isolated: false, today: '' });
    this.control = new Control(rules, nothing);
    this.register = new SecretRegister(nothing);
  }

  /** Takes up schemas, or leaves them out from now on. */
  useSchemas(schemas: SchemaBook | undefined): void {
    if (this.schemas === schemas) return;
    this.schemas = schemas;
    this.forget();
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
    const placed = this.placement.placed(units, fixPlacesIn(model));
    const bySource = this.register.withUnregistered(candidatesBySource(placed), model);
    yield;
    const drafts: Draft[] = [];
    for (const file of judged(model, configuration, bySource)) {
      drafts.push(this.draft(file, run, bySource));
      yield;
    }
    // A comment in one file may silence what is shown in another: all are asked before any is called unused.
    const suppressions = this.suppressions(run);
    const unsilenced = drafts.map(({ candidates }) => suppressions.left(candidates));
    yield;
    const findings = new Map<string, readonly Finding[]>();
    for (const [index, draft] of drafts.entries()) {
      findings.set(draft.file.file.uri, this.files.of(draft, unsilenced[index] ?? [], suppressions));
      yield;
    }
    this.files.keep(findings);
    const { asked } = run;
    const missing = [...asked].filter((uri) => !snapshot.files.has(uri));
    const wanted = new Set([...environments.wanted, ...missing]);
    const left = new Map(this.control.apply(findings, snapshot));
    for (const fault of this.register.faults(model)) {
      const { uri } = fault.location;
      left.set(uri, [...(left.get(uri) ?? []), fault]);
    }
    return { model, environments, findings: left, asked, wanted };
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
    const run = this.run(model, environments, configuration);
    const file = model.files.get(uri);
    if (!file) return [];
    const units = related(environments, uri).map((unit) =>
      this.judgeUnit(unit, run, (root) => concerns(unit, root, uri)),
    );
    const placed = new Placement().placed(units, fixPlacesIn(model));
    const bySource = this.register.withUnregistered(candidatesBySource(placed), model);
    const suppressions = this.suppressions(run);
    // The comments of this file may be of use in others.
    if (file.file.text.includes('plumbline-disable-')) {
      const others = new Set([...bySource.keys()].map((source) => source.uri));
      for (const each of judged(model, configuration, bySource))
        if (each.file.uri !== uri && others.has(each.file.uri))
          suppressions.left(this.draft(each, run, bySource).candidates);
    }
    const findings = findingsAfresh(this.draft(file, run, bySource, true), suppressions);
    return this.control.left(findings, model.snapshot);
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
    this.control = new Control(this.rules, configuration);
    this.register = new SecretRegister(configuration);
    this.forget();
  }

  private forget(): void {
    this.alone.clear();
    this.files.clear();
    this.judgements.clear();
    this.placement.clear();
  }

  private run(model: WorkspaceModel, environments: Environments, configuration: Configuration): Run {
    const { staleBases } = environments;
    const asked = new Set<string>();
    const compose = composeOf(model, environments);
    const dockerfiles = this.dockerfiles.update(model.snapshot, configuration.isolated ? [] : compose, asked);
    return {
      asked,
      model,
      environments,
      configuration,
      judge: new Judge(this.rules, configuration, this.onCrash, this.schemas),
      surroundings: new SurroundingsIndex(model, configuration, this.facts, {
        compose,
        dockerfiles,
        staleBases,
      }),
      places: new Places(model, environments),
      comparisons: new Comparisons(environments.all),
      standing: new RuleStanding(this.rules, configuration),
    };
  }

  private judgeUnit(unit: Unit, run: Run, afresh?: (root: MapNode) => boolean): UnitJudgement {
    const isCurrent: Places['isCurrent'] = (span) => run.places.isCurrent(span);
    return this.judgements.of(
      unit,
      run.comparisons.of(unit),
      run.judge,
      run.surroundings,
      this.facts,
      isCurrent,
      afresh,
    );
  }

  private suppressions({ places, environments, standing }: Run): Suppressions {
    const files = {
      documents: (uri: string) => places.documents(uri),
      isDoubtful: (uri: string) => environments.doubtful.has(uri),
    };
    return new Suppressions(files, standing);
  }

  /** What was placed in a file, and what is found in it by itself. */
  private draft(judged: ModelFile, run: Run, bySource: BySource, afresh = false): Draft {
    const file = run.places.read(judged);
    const own = this.alone.of(file, run, afresh);
    const documents = file.documents.map((document, index): DocumentFindings => {
      const placed = bySource.get(document.document.source) ?? NONE;
      const rest = own[index] ?? NONE;
      return { document, candidates: rest.length === 0 ? placed : [...placed, ...rest] };
    });
    const { places, standing, configuration } = run;
    return this.files.draft(file, documents, { places, standing, configuration, onCrash: this.onCrash });
  }
}

const NONE: readonly never[] = [];
