import { type Configuration, levelOf } from '../config/configuration.ts';
import type { DocumentProblem } from '../model/documentProblem.ts';
import { locate } from '../model/file.ts';
import type { Problem, Related } from '../rule/problem.ts';
import type { AnyRule } from '../rule/rule.ts';
import type { Severity } from '../rule/severity.ts';
import type { Location, Span } from '../text/span.ts';
import { isNamedCompose } from './classify.ts';
import { ENGINE_RULES, type EngineRuleId } from './engineRules.ts';
import type { Finding, LocatedFix, LocatedRelated } from './finding.ts';
import type { RuleCrash } from './judge.ts';
import { fixesOf } from './locatedFixes.ts';
import { type Candidate, type RuleStanding, Suppressions } from './suppressed.ts';
import type { ModelDocument, ModelFile, WorkspaceModel } from './workspaceModel.ts';

/** One for all findings: a file may have thousands. */
const NONE: readonly never[] = [];

/** A document with what the rules say of it. */
export interface DocumentFindings {
  readonly document: ModelDocument;
  readonly candidates: readonly Candidate[];
}

/** Turns the judgements of a file's documents into its findings. */
export class FileReport implements RuleStanding {
  private readonly file: ModelFile;
  private readonly model: WorkspaceModel;
  private readonly configuration: Configuration;
  private readonly rules: readonly AnyRule[];
  private readonly onCrash: RuleCrash;

  constructor(
    file: ModelFile,
    model: WorkspaceModel,
    configuration: Configuration,
    rules: readonly AnyRule[],
    onCrash: RuleCrash,
  ) {
    this.file = file;
    this.model = model;
    this.configuration = configuration;
    this.rules = rules;
    this.onCrash = onCrash;
  }

  get known(): readonly string[] {
    return [...this.rules.map((rule) => rule.id), ...Object.keys(ENGINE_RULES)];
  }

  isOff(ruleId: string): boolean {
    if (isEngineRule(ruleId)) return this.engineSeverity(ruleId) === undefined;
    const rule = this.rules.find((each) => each.id === ruleId);
    return rule !== undefined && levelOf(rule, this.configuration).level === 'off';
  }

  /** The findings in the order of their places. */
  findings(documents: readonly DocumentFindings[]): readonly Finding[] {
    if (this.file.tooLarge) return this.tooLarge();
    const read = documents.filter(({ document }) => !document.template);
    const yaml = read.map(({ document }) => document.document);
    const suppressions = new Suppressions(yaml, this, this.configuration.today);
    const ours = read.filter(
      ({ document, candidates }) =>
        this.file.kind !== 'other' && (candidates.length > 0 || this.isOurs(document)),
    );
    const left = ours.flatMap(({ document, candidates }) =>
      suppressions.left(document.document.source, this.candidates(document, candidates)),
    );
    const faults = ours.flatMap(({ document }) => suppressions.faults(document.document.source));
    const result = [...left, ...faults].flatMap((each) => this.finding(each) ?? []);
    return result.sort((a, b) => a.location.start - b.location.start || a.location.end - b.location.end);
  }

  private candidates(document: ModelDocument, found: readonly Candidate[]): readonly Candidate[] {
    const { problems } = document.document;
    const broken = problems.find((each) => each.kind === 'syntax')?.span.start;
    const candidates: Candidate[] = problems.map((each) => candidateOf(each));
    for (const each of found) {
      if (broken === undefined || trusted(each, document, broken)) candidates.push(each);
    }
    return candidates;
  }

  /** Whether the places that explain a finding have not moved in their files. */
  stands({ problem, related }: Finding): boolean {
    if (related.length === 0) return true;
    const now = this.related(problem.related ?? NONE);
    return related.every(({ location }, index) => now[index]?.location.start === location.start);
  }

  /** Whether a document without judgements is one we may speak about at all. */
  private isOurs(document: ModelDocument): boolean {
    if (document.resources.length > 0 || document.project) return true;
    if (this.file.kind === 'kustomization') return true;
    const text = document.document.source.text;
    if (document.document.problems.length === 0)
      return text.includes('plumbline-disable-') && this.file.kind !== 'other';
    // What can't be parsed is known by its looks alone.
    if (this.file.kind === 'compose') return isNamedCompose(this.file.file) || /^services[ \t]*:/m.test(text);
    return /^apiVersion[ \t]*:/m.test(text) && /^kind[ \t]*:/m.test(text);
  }

  private tooLarge(): readonly Finding[] {
    const { file } = this.file;
    const size = file.text.length.toLocaleString('en');
    const limit = this.configuration.maxFileSize.toLocaleString('en');
    const message = `This file has ${size} characters, more than the limit of ${limit}: Plumbline does not check it.`;
    const source = { uri: file.uri, text: file.text, shared: [] };
    const span: Span = { source, start: 0, end: Math.max(0, file.text.slice(0, 200).search(/[\r\n]/)) };
    const severity = this.engineSeverity('yaml/too-large');
    if (severity === undefined) return [];
    const problem = { span, message };
    return [
      {
        ruleId: 'yaml/too-large',
        severity,
        message,
        location: { uri: file.uri, start: 0, end: span.end },
        related: [],
        tags: [],
        environments: [],
        subject: undefined,
        problem,
        fixes: () => [],
      },
    ];
  }

  private engineSeverity(id: EngineRuleId): Severity | undefined {
    const level = this.configuration.rules.get(id)?.level ?? ENGINE_RULES[id].severity;
    return level === 'off' ? undefined : level;
  }

  private finding(candidate: Candidate): Finding | undefined {
    const { problem, ruleId } = candidate;
    const location = this.locate(problem.span);
    const severity = isEngineRule(ruleId) ? this.engineSeverity(ruleId) : candidate.severity;
    if (!location || severity === undefined) return undefined;
    return {
      ruleId,
      severity,
      message: problem.message,
      location,
      related: problem.related ? this.related(problem.related) : NONE,
      tags: problem.tags ?? NONE,
      environments: candidate.environments ?? NONE,
      subject: candidate.subject,
      problem,
      fixes: () => this.fixes(ruleId, problem),
    };
  }

  /** A rule that fails here costs its own fixes only. */
  private fixes(ruleId: string, problem: Problem): readonly LocatedFix[] {
    try {
      return fixesOf(problem, (span) => this.locate(span));
    } catch (error) {
      const rule = this.rules.find((each) => each.id === ruleId);
      if (rule) this.onCrash(rule, error);
      return NONE;
    }
  }

  private related(places: readonly Related[]): LocatedRelated[] {
    return places.flatMap(({ span, message }) => {
      const location = this.locate(span);
      return location ? [{ location, message }] : [];
    });
  }

  /** Where a span stands now; undefined for one of an outdated version. */
  private locate(span: Span): Location | undefined {
    const own = this.file.yaml ? locate(this.file.yaml, span) : undefined;
    if (own) return own;
    const other = this.model.files.get(span.source.uri);
    if (other?.yaml) return locate(other.yaml, span);
    return other?.file.text === span.source.text
      ? { uri: span.source.uri, start: span.start, end: span.end }
      : undefined;
  }
}

function isEngineRule(id: string): id is EngineRuleId {
  return id in ENGINE_RULES;
}

function candidateOf(problem: DocumentProblem): Candidate {
  const id: EngineRuleId = `yaml/${problem.kind}`;
  const related = problem.first ? [{ span: problem.first, message: 'It is set here first.' }] : [];
  return {
    ruleId: id,
    severity: ENGINE_RULES[id].severity,
    subject: undefined,
    problem: { span: problem.span, message: problem.message, related },
  };
}

/** In a broken document, only what stands on the lines before the first error, and is not about something missing. */
function trusted({ problem }: Candidate, document: ModelDocument, broken: number): boolean {
  const { source } = document.document;
  const line = source.text.lastIndexOf('\n', Math.max(0, broken - 1)) + 1;
  return !problem.missing && problem.span.source === source && problem.span.end <= line;
}
