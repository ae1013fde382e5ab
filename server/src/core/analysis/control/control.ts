import { type Configuration, isOff } from '../../config/configuration.ts';
import type { AnyRule } from '../../rule/rule.ts';
import { relativePath } from '../../text/uri.ts';
import { ENGINE_RULES } from '../engineRules.ts';
import type { Finding } from '../finding.ts';
import { annotationsSilence } from '../peers/annotations.ts';
import { commentsSilence } from '../peers/comments.ts';
import { filesSilence, type Ignored, ignoredBy, PEER_FILES } from '../peers/ignoreFiles.ts';
import { PeerNames } from '../peers/peerNames.ts';
import type { Snapshot, SnapshotFile } from '../snapshot.ts';
import { Baseline } from './baseline.ts';
import { exceptionFaults } from './exceptionFaults.ts';
import { type Exception, excepted, exceptionsOf } from './exceptions.ts';
import { PathSettings } from './pathSettings.ts';

interface Controlled {
  readonly findings: readonly Finding[];
  readonly used: readonly Exception[];
}

/**
 * What a team has agreed on holds for findings wherever they come from: levels by path, exceptions, what was there
 * before, and what it has told other tools.
 */
export class Control {
  private readonly paths: PathSettings;
  private readonly exceptions: readonly Exception[];
  private readonly baseline: Baseline;
  private readonly configuration: Configuration;
  private readonly known: readonly string[];
  /** Rules that are on in some files only. */
  private readonly onlyByPath: ReadonlySet<string>;
  private readonly names: PeerNames;
  private memory = new WeakMap<readonly Finding[], Controlled>();
  private peerFiles: readonly (SnapshotFile | undefined)[] = [];
  private ignored: readonly Ignored[] = [];

  constructor(rules: readonly AnyRule[], configuration: Configuration) {
    this.configuration = configuration;
    this.known = [...rules.map(({ id }) => id), ...Object.keys(ENGINE_RULES)];
    this.names = new PeerNames(rules);
    this.paths = new PathSettings(configuration);
    this.exceptions = exceptionsOf(configuration);
    this.baseline = new Baseline(configuration.baseline);
    this.onlyByPath = new Set(rules.filter((rule) => isOff(rule, configuration)).map(({ id }) => id));
  }

  /** The findings of one file that are left; the same array where all are. */
  left(findings: readonly Finding[], snapshot: Snapshot): readonly Finding[] {
    this.takeUp(snapshot);
    return this.controlled(findings, snapshot.root).findings;
  }

  /**
   * The findings of all files that are left, and what is wrong with the exceptions themselves: those that name no
   * rule, are past their date, or take nothing away.
   */
  apply(
    findings: ReadonlyMap<string, readonly Finding[]>,
    snapshot: Snapshot,
  ): ReadonlyMap<string, readonly Finding[]> {
    this.takeUp(snapshot);
    const result = new Map<string, readonly Finding[]>();
    const used = new Set<Exception>();
    for (const [uri, each] of findings) {
      const controlled = this.controlled(each, snapshot.root);
      result.set(uri, controlled.findings);
      for (const exception of controlled.used) used.add(exception);
    }
    for (const fault of exceptionFaults(this.exceptions, used, this.known, snapshot, this.configuration)) {
      const { uri } = fault.location;
      result.set(uri, [...(result.get(uri) ?? []), fault]);
    }
    return result;
  }

  /** Whether another tool was told to say nothing here; what the engine itself finds is ours alone. */
  private isSilencedElsewhere({ ruleId, problem, subject }: Finding, path: string): boolean {
    if (ruleId in ENGINE_RULES) return false;
    return (
      commentsSilence(problem.span, ruleId, this.names) ||
      (subject !== undefined && annotationsSilence(subject.root, ruleId, this.names)) ||
      filesSilence(this.ignored, path, ruleId, this.names)
    );
  }

  /** The ignore files of other tools as they are now; where one has changed, nothing that is remembered holds. */
  private takeUp({ root, files }: Snapshot): void {
    const peerFiles = PEER_FILES.map((name) => files.get(`${root ?? ''}/${name}`));
    if (peerFiles.every((file, index) => file === this.peerFiles[index])) return;
    this.peerFiles = peerFiles;
    this.ignored = ignoredBy(peerFiles, this.configuration.today);
    this.memory = new WeakMap();
  }

  private controlled(findings: readonly Finding[], root: string | undefined): Controlled {
    const before = this.memory.get(findings);
    if (before) return before;
    const used = new Set<Exception>();
    const agreed = findings.flatMap((finding) => this.one(finding, root, used));
    const [first] = agreed;
    const left = first ? this.baseline.left(agreed, pathOf(first, root)) : agreed;
    const same = left.length === findings.length && left.every((each, index) => each === findings[index]);
    const made = { findings: same ? findings : left, used: [...used] };
    this.memory.set(findings, made);
    return made;
  }

  private one(finding: Finding, root: string | undefined, used: Set<Exception>): Finding[] {
    const path = pathOf(finding, root);
    if (this.isSilencedElsewhere(finding, path)) return [];
    const level = this.paths.levelOf(finding.ruleId, path);
    if (level === 'off' || (level === undefined && this.onlyByPath.has(finding.ruleId))) return [];
    let left: Finding =
      level === undefined || level === finding.severity ? finding : { ...finding, severity: level };
    for (const exception of this.exceptions) {
      if (!exception.covers(left, path)) continue;
      const after = excepted(left, exception);
      if (after === left) continue;
      used.add(exception);
      if (exception.expired) continue;
      if (after === undefined) return [];
      left = after;
    }
    return [left];
  }
}

/** The path of a finding's file in the workspace folder. */
function pathOf({ location: { uri } }: Finding, root: string | undefined): string {
  return (root === undefined ? undefined : relativePath(root, uri)) ?? uri;
}
