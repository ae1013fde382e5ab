import { promises as fs } from 'node:fs';
import path from 'node:path';
import { URI } from 'vscode-uri';
import { type Analysis, Analyzer } from '../core/analysis/analyzer.ts';
import type { Finding } from '../core/analysis/finding.ts';
import { fixAllSafe } from '../core/analysis/fixAll.ts';
import type { Snapshot } from '../core/analysis/snapshot.ts';
import type { Configuration } from '../core/config/configuration.ts';
import { atLeast } from '../core/rule/severity.ts';
import { applyEdits, type PlainEdit } from '../core/text/textEdit.ts';
import { RULES } from '../rules/index.gen.ts';
import { analyzeWhole } from '../workspace/analyzeWhole.ts';
import { isWanted, loadWorkspace, uriOf } from '../workspace/loadWorkspace.ts';
import { LINT_HELP, type LintArguments, lintArguments } from './arguments.ts';
import { loadConfiguration } from './configuration.ts';
import { unifiedDiff } from './diff.ts';
import { nameOf, nameOfUri } from './fileName.ts';
import { FORMATTERS } from './formatters/formatters.ts';
import { type Io, UsageError } from './io.ts';
import { progressOf } from './progress.ts';
import { type Row, RowMaker } from './report.ts';
import { VERSION } from './version.ts';
import { workspaceOf } from './workspaceOf.ts';

/** A folder with what of it is to be reported. */
interface Job {
  readonly root: string;
  /** Files and folders whose findings are wanted. */
  readonly targets: readonly string[];
  readonly stdin: { readonly file: string; readonly text: string } | undefined;
}

/** `plumbline lint`. @returns the exit code */
export async function lint(argv: readonly string[], io: Io): Promise<number> {
  const args = lintArguments(argv);
  if (args.help) {
    io.out(LINT_HELP);
    return 0;
  }
  const jobs = await jobsOf(args, io);
  const rows: Row[] = [];
  let files = 0;
  let broken = false;
  const done = new Set<string>();
  for (const job of jobs) {
    const outcome = await runJob(job, args, io, done);
    rows.push(...outcome.rows);
    files += outcome.files;
    broken ||= outcome.broken;
  }
  const report = FORMATTERS[args.format]({ rows, files, colour: io.colour, version: VERSION });
  // With --fix, standard output is for what became of standard input.
  if (args.stdin && args.fix) io.err(report);
  else if (!args.fixDryRun) io.out(report);
  return broken ? 2 : exitCode(rows, args);
}

function exitCode(rows: readonly Row[], args: LintArguments): number {
  if (args.maxWarnings === undefined) return rows.length > 0 ? 1 : 0;
  const warnings = rows.filter((row) => row.severity === 'warning').length;
  return rows.some((row) => row.severity === 'error') || warnings > args.maxWarnings ? 1 : 0;
}

async function jobsOf(args: LintArguments, io: Io): Promise<Job[]> {
  if (args.stdin) {
    const file = path.resolve(io.cwd, args.stdinFilename ?? 'stdin.yaml');
    return [{ root: workspaceOf(file, io.cwd), targets: [file], stdin: { file, text: await io.stdin() } }];
  }
  const byRoot = new Map<string, string[]>();
  for (const each of args.paths.length > 0 ? args.paths : ['.']) {
    const target = path.resolve(io.cwd, each);
    try {
      await fs.stat(target);
    } catch {
      throw new UsageError(`There is no file or folder "${each}".`);
    }
    const root = args.isolated ? target : workspaceOf(target, io.cwd);
    byRoot.set(root, [...(byRoot.get(root) ?? []), target]);
  }
  return [...byRoot].map(([root, targets]) => ({ root, targets, stdin: undefined }));
}

interface Outcome {
  readonly rows: readonly Row[];
  readonly files: number;
  /** Something failed that is not a finding. */
  readonly broken: boolean;
}

/** @param done the files that an earlier job has reported: where workspaces lie in each other, each counts once */
async function runJob(job: Job, args: LintArguments, io: Io, done: Set<string>): Promise<Outcome> {
  const root = (await isFolder(job.root)) ? job.root : path.dirname(job.root);
  const { configuration, problems } = await loadConfiguration(root, args, io.cwd);
  const progress = progressOf(io);
  const loaded =
    args.isolated && root !== job.root
      ? await loadOnly(job.targets, root)
      : await loadWorkspace(root, {
          ignore: configuration.ignore,
          always: new Set(job.targets),
          progress: (count) => progress.show(`Reading ${count} files`),
        });
  const snapshot = withStdin(loaded.snapshot, job);
  let crashed = false;
  const said = new Set<string>();
  const crash = (ruleId: string, error: unknown): void => {
    crashed = true;
    if (said.has(ruleId)) return;
    said.add(ruleId);
    io.err(
      `plumbline: the rule ${ruleId} failed and was left out: ${error instanceof Error ? error.message : String(error)}\n`,
    );
  };
  const analyzer = new Analyzer(RULES, (rule, error) => crash(rule.id, error), io.schemas);
  const analysis = await analyzeWhole(analyzer, snapshot, configuration);
  progress.clear();
  for (const problem of loaded.problems)
    io.err(`plumbline: ${nameOf(problem.path, io)}: ${problem.message}\n`);
  const chosen = [...analysis.findings.keys()].filter((uri) => isChosen(uri, job) && !done.has(uri));
  const news = problems.filter(({ file }) => !done.has(uriOf(file)));
  for (const uri of [...chosen, ...news.map(({ file }) => uriOf(file))]) done.add(uri);
  const fixer = new Fixer(analyzer, analysis, configuration, crash);
  const fixable = args.fix || args.fixDryRun ? chosen : [];
  const texts = await fixFiles(fixable, snapshot, fixer, job, args, io);
  if (job.stdin && args.fix) io.out(texts.get(uriOf(job.stdin.file)) ?? job.stdin.text);
  const after = texts.size > 0 && args.fix ? fixer.judge(texts) : analysis;
  const maker = new RowMaker(
    (uri) => after.model.files.get(uri)?.file.text ?? '',
    (uri) => nameOfUri(uri, io),
  );
  const loud = (finding: Finding): boolean =>
    args.severity === undefined || atLeast(finding.severity, args.severity);
  const rows = chosen.flatMap((uri) =>
    (after.findings.get(uri) ?? []).filter(loud).map((finding) => maker.row(guarded(finding, crash))),
  );
  return {
    rows: [...news.map((each) => ({ ...each, file: nameOf(each.file, io) })), ...rows],
    files: chosen.length,
    broken: crashed,
  };
}

type Crash = (ruleId: string, error: unknown) => void;

/** A finding that has no fixes where its rule fails to compute them. */
function guarded(finding: Finding, crash: Crash): Finding {
  const fixes = (): ReturnType<Finding['fixes']> => {
    try {
      return finding.fixes();
    } catch (error) {
      crash(finding.ruleId, error);
      return [];
    }
  };
  return { ...finding, fixes };
}

/** Makes the safe fixes, on disk or as a diff. @returns the texts of the files that change */
async function fixFiles(
  uris: readonly string[],
  snapshot: Snapshot,
  fixer: Fixer,
  job: Job,
  args: LintArguments,
  io: Io,
): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  for (const uri of uris) {
    const edits = fixer.editsOf(uri);
    const text = snapshot.files.get(uri)?.text ?? '';
    if (edits.length === 0) continue;
    const file = URI.parse(uri).fsPath;
    if (!job.stdin && !(await holds(file, text))) {
      io.err(
        `plumbline: ${nameOf(file, io)}: it is not changed, since it is not UTF-8 or was not read whole\n`,
      );
      continue;
    }
    const fixed = applyEdits(text, edits);
    texts.set(uri, fixed);
    if (args.fixDryRun) io.out(unifiedDiff(nameOf(file, io), text, fixed));
    else if (!job.stdin) await fs.writeFile(file, fixed);
  }
  return texts;
}

/** Computes safe fixes for files of one analysis. */
class Fixer {
  private readonly analyzer: Analyzer;
  private readonly analysis: Analysis;
  private readonly configuration: Configuration;
  private readonly crash: Crash;

  constructor(analyzer: Analyzer, analysis: Analysis, configuration: Configuration, crash: Crash) {
    this.analyzer = analyzer;
    this.analysis = analysis;
    this.configuration = configuration;
    this.crash = crash;
  }

  editsOf(uri: string): PlainEdit[] {
    const text = this.analysis.model.files.get(uri)?.file.text ?? '';
    return fixAllSafe(uri, text, (next) => {
      const findings = this.judge(new Map([[uri, next]])).findings.get(uri) ?? [];
      return findings.map((finding) => guarded(finding, this.crash));
    });
  }

  /** The analysis as it would be with other texts. */
  judge(texts: ReadonlyMap<string, string>): Analysis {
    const { snapshot } = this.analysis.model;
    const files = new Map(snapshot.files);
    for (const [uri, text] of texts) files.set(uri, { uri, text });
    return this.analyzer.analyzeAtOnce({ root: snapshot.root, files }, this.configuration);
  }
}

/** Whether a file is this text to the byte, so that nothing is lost where the text is written back. */
async function holds(file: string, text: string): Promise<boolean> {
  return Buffer.from(text).equals(await fs.readFile(file));
}

async function isFolder(file: string): Promise<boolean> {
  return (await fs.stat(file)).isDirectory();
}

/** A snapshot of single files. */
async function loadOnly(targets: readonly string[], root: string): ReturnType<typeof loadWorkspace> {
  const files = new Map();
  for (const target of targets) {
    const uri = uriOf(target);
    files.set(uri, { uri, text: await fs.readFile(target, 'utf8') });
  }
  return { snapshot: { root: uriOf(root), files }, problems: [] };
}

function withStdin(snapshot: Snapshot, { stdin }: Job): Snapshot {
  if (!stdin) return snapshot;
  const uri = uriOf(stdin.file);
  return { ...snapshot, files: new Map(snapshot.files).set(uri, { uri, text: stdin.text }) };
}

function isChosen(uri: string, job: Job): boolean {
  const file = URI.parse(uri).fsPath;
  if (job.stdin) return file === job.stdin.file;
  return job.targets.some(
    (target) => file === target || (file.startsWith(target + path.sep) && isWanted(file)),
  );
}
