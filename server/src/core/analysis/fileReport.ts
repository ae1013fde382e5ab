import type { Configuration } from '../config/configuration.ts';
import type { DocumentProblem } from '../model/documentProblem.ts';
import type { Problem, Related } from '../rule/problem.ts';
import type { SourceText, Span } from '../text/span.ts';
import { isNamedCompose } from './classify.ts';
import { ENGINE_RULES, type EngineRuleId } from './engineRules.ts';
import type { Finding, LocatedFix, LocatedRelated } from './finding.ts';
import type { RuleCrash } from './judge.ts';
import { fixesOf } from './locatedFixes.ts';
import type { Places } from './places.ts';
import { isEngineRule, type RuleStanding } from './ruleStanding.ts';
import type { Candidate } from './suppressed.ts';
import type { ModelDocument, ModelFile } from './workspaceModel.ts';

/** One for all findings: a file may have thousands. */
const NONE: readonly never[] = [];

/** A document with what the rules say of it. */
export interface DocumentFindings {
  readonly document: ModelDocument;
  readonly candidates: readonly Candidate[];
}

/** What a report goes by beside its file. */
export interface ReportContext {
  readonly places: Places;
  readonly standing: RuleStanding;
  readonly configuration: Configuration;
  readonly onCrash: RuleCrash;
}

/** Turns the judgements of a file's documents into its findings. */
export class FileReport {
  private readonly file: ModelFile;
  private readonly context: ReportContext;

  constructor(file: ModelFile, context: ReportContext) {
    this.file = file;
    this.context = context;
  }

  /** What is said of a file, before comments silence any of it. */
  candidates(documents: readonly DocumentFindings[]): readonly Candidate[] {
    if (this.file.tooLarge) return this.tooLarge();
    return this.ours(documents).flatMap(({ document, candidates }) =>
      this.isOurs(document) ? candidatesIn(document, candidates) : candidates,
    );
  }

  /** The documents whose comments are ours to speak about. */
  sources(documents: readonly DocumentFindings[]): readonly SourceText[] {
    if (this.file.tooLarge) return NONE;
    return this.ours(documents).map(({ document }) => document.document.source);
  }

  private ours(documents: readonly DocumentFindings[]): readonly DocumentFindings[] {
    return documents.filter(
      ({ document, candidates }) => !document.template && (candidates.length > 0 || this.isOurs(document)),
    );
  }

  /** The findings in the order of their places. */
  findings(candidates: readonly Candidate[]): readonly Finding[] {
    const result = candidates.flatMap((each) => this.finding(each) ?? []);
    return result.sort((a, b) => a.location.start - b.location.start || a.location.end - b.location.end);
  }

  /** Whether the places that explain a finding have not moved in their files. */
  stands({ problem, related }: Finding): boolean {
    if (related.length === 0) return true;
    const now = this.related(problem.related ?? NONE);
    return related.every(({ location }, index) => now[index]?.location.start === location.start);
  }

  /** Whether a document without judgements is one we may speak about at all. */
  private isOurs(document: ModelDocument): boolean {
    if (this.file.kind === 'other') return false;
    if (document.resources.length > 0 || document.project) return true;
    if (this.file.kind === 'kustomization') return true;
    const text = document.document.source.text;
    if (document.document.problems.length === 0) return text.includes('plumbline-disable-');
    // What can't be parsed is known by its looks alone.
    if (this.file.kind === 'compose') return isNamedCompose(this.file.file) || /^services[ \t]*:/m.test(text);
    return /^apiVersion[ \t]*:/m.test(text) && /^kind[ \t]*:/m.test(text);
  }

  private tooLarge(): readonly Candidate[] {
    const { file } = this.file;
    const size = file.text.length.toLocaleString('en');
    const limit = this.context.configuration.maxFileSize.toLocaleString('en');
    const message = `This file has ${size} characters, more than the limit of ${limit}: Plumbline does not check it.`;
    const source = { uri: file.uri, text: file.text, shared: [] };
    const span: Span = { source, start: 0, end: Math.max(0, file.text.slice(0, 200).search(/[\r\n]/)) };
    return [ofEngine('yaml/too-large', { span, message })];
  }

  private finding(candidate: Candidate): Finding | undefined {
    const { problem, ruleId } = candidate;
    const { places, standing } = this.context;
    const location = places.locate(problem.span);
    const severity = isEngineRule(ruleId) ? standing.engineSeverity(ruleId) : candidate.severity;
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
    const { places, standing, onCrash } = this.context;
    try {
      return fixesOf(problem, (span) => places.locate(span));
    } catch (error) {
      const rule = standing.rule(ruleId);
      if (rule) onCrash(rule, error);
      return NONE;
    }
  }

  private related(related: readonly Related[]): LocatedRelated[] {
    return related.flatMap(({ span, message }) => {
      const location = this.context.places.locate(span);
      return location ? [{ location, message }] : [];
    });
  }
}

function candidatesIn({ document }: ModelDocument, found: readonly Candidate[]): readonly Candidate[] {
  const { problems, source } = document;
  if (problems.length === 0) return found;
  const broken = problems.find((each) => each.kind === 'syntax')?.span.start;
  const trusted = broken === undefined ? found : found.filter((each) => isTrusted(each, source, broken));
  return [...problems.map(candidateOf), ...trusted];
}

function candidateOf({ kind, span, message, first }: DocumentProblem): Candidate {
  const related = first ? [{ span: first, message: 'It is set here first.' }] : [];
  return ofEngine(`yaml/${kind}`, { span, message, related });
}

function ofEngine(ruleId: EngineRuleId, problem: Problem): Candidate {
  return { ruleId, severity: ENGINE_RULES[ruleId].severity, subject: undefined, problem };
}

/** In a broken document, only what stands on the lines before the first error, and is not about something missing. */
function isTrusted({ problem }: Candidate, source: SourceText, broken: number): boolean {
  const line = source.text.lastIndexOf('\n', Math.max(0, broken - 1)) + 1;
  return !problem.missing && problem.span.source === source && problem.span.end <= line;
}
