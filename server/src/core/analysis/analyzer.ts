import type { Configuration } from '../config/configuration.ts';
import { ignoreMatcher } from '../config/ignore.ts';
import type { AnyRule } from '../rule/rule.ts';
import { relativePath } from '../text/uri.ts';
import { type DocumentFindings, FileReport } from './fileReport.ts';
import type { Finding } from './finding.ts';
import { Judge, type Judgement, type RuleCrash } from './judge.ts';
import type { Snapshot } from './snapshot.ts';
import { FactBook, SurroundingsIndex } from './surroundings.ts';
import { type ModelDocument, type ModelFile, readWorkspace, type WorkspaceModel } from './workspaceModel.ts';

/** The result of an analysis: the findings of every file that was judged, also where there are none. */
export interface Analysis {
  readonly model: WorkspaceModel;
  readonly findings: ReadonlyMap<string, readonly Finding[]>;
}

interface Remembered {
  readonly key: string;
  readonly judgements: readonly Judgement[];
}

/** Findings of a file, with all that they followed from. */
interface RememberedFile {
  readonly text: string;
  readonly languageId: string | undefined;
  readonly documents: readonly DocumentFindings[];
  readonly findings: readonly Finding[];
}

/**
 * Judges one workspace folder, version after version, and remembers what did not change. One for each folder; not
 * for concurrent use.
 */
export class Analyzer {
  private readonly rules: readonly AnyRule[];
  private readonly onCrash: RuleCrash;
  private readonly facts = new FactBook();
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
    const judge = new Judge(this.rules, configuration, this.onCrash);
    const surroundings = new SurroundingsIndex(model, configuration.isolated, this.facts);
    const findings = new Map<string, readonly Finding[]>();
    for (const file of judged(model, configuration)) {
      findings.set(file.file.uri, this.findingsOf(file, model, judge, surroundings, configuration));
      yield;
    }
    for (const uri of this.files.keys()) if (!findings.has(uri)) this.files.delete(uri);
    return { model, findings };
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
  judgeAfresh(analysis: Analysis, uri: string, configuration: Configuration): readonly Finding[] {
    const file = analysis.model.files.get(uri);
    if (!file) return [];
    const judge = new Judge(this.rules, configuration, this.onCrash);
    const surroundings = new SurroundingsIndex(analysis.model, configuration.isolated, this.facts).of(uri);
    const isPatch = !configuration.isolated && analysis.model.graph.isPatch(uri);
    const documents = file.documents.map(
      (document): DocumentFindings => ({
        document,
        judgements: document.template ? [] : judge.judge(document, surroundings.environment, isPatch),
      }),
    );
    const report = new FileReport(file, analysis.model, configuration, this.rules);
    return report.findings(documents, surroundings.environment.names);
  }

  /** The findings that one file of an analysis would have with another text, with all that its fixes depend on. */
  judgeText(analysis: Analysis, uri: string, text: string, configuration: Configuration): readonly Finding[] {
    const { snapshot } = analysis.model;
    const files = new Map(snapshot.files).set(uri, { ...snapshot.files.get(uri), uri, text });
    const model = readWorkspace({ root: snapshot.root, files }, configuration, analysis.model);
    return this.judgeAfresh({ model, findings: analysis.findings }, uri, configuration);
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
  }

  private findingsOf(
    file: ModelFile,
    model: WorkspaceModel,
    judge: Judge,
    index: SurroundingsIndex,
    configuration: Configuration,
  ): readonly Finding[] {
    const uri = file.file.uri;
    const before = this.files.get(uri);
    const isPatch = !configuration.isolated && model.graph.isPatch(uri);
    const surroundings = file.documents.length > 0 ? index.of(uri) : undefined;
    const report = new FileReport(file, model, configuration, this.rules);
    const documents = file.documents.map((document, position): DocumentFindings => {
      if (document.template || !surroundings) return { document, judgements: [] };
      const key = `${isPatch}|${surroundings.key}`;
      const known = this.memory.get(document);
      const earlier = before?.documents[position];
      if (known?.key === key && known.judgements.every((each) => report.isCurrent(each))) {
        if (earlier?.judgements === known.judgements) return earlier;
        return { document, judgements: known.judgements };
      }
      const judgements = judge.judge(document, surroundings.environment, isPatch);
      this.memory.set(document, { key, judgements });
      return { document, judgements };
    });
    const same =
      before !== undefined &&
      before.text === file.file.text &&
      before.languageId === file.file.languageId &&
      before.documents.length === documents.length &&
      before.documents.every((each, position) => each.judgements === documents[position]?.judgements) &&
      before.findings.every((each) => report.stands(each));
    if (same) return before.findings;
    const findings = report.findings(documents, surroundings?.environment.names ?? []);
    const { text, languageId } = file.file;
    this.files.set(uri, { text, languageId, documents, findings });
    return findings;
  }
}

/** The files that are judged: what a person wrote as Compose or Kubernetes, and did not ask to be left alone. */
function judged(model: WorkspaceModel, configuration: Configuration): ModelFile[] {
  const ignored = ignoreMatcher(configuration.ignore);
  const root = model.snapshot.root;
  return [...model.files.values()].filter(({ file, kind }) => {
    if (kind !== 'compose' && kind !== 'kubernetes' && kind !== 'kustomization') return false;
    const path = root === undefined ? undefined : relativePath(root, file.uri);
    return path === undefined || !ignored(path);
  });
}
