import { type Analysis, Analyzer } from '../core/analysis/analyzer.ts';
import type { Configuration } from '../core/config/configuration.ts';
import { analyzeWhole } from '../workspace/analyzeWhole.ts';
import { loadWorkspace } from '../workspace/loadWorkspace.ts';
import { loadConfiguration } from './configuration.ts';
import { nameOf } from './fileName.ts';
import type { Io } from './io.ts';
import { workspaceOf } from './workspaceOf.ts';

/** A workspace with its environments, no rule run on it. */
export interface Loaded {
  readonly root: string;
  readonly analysis: Analysis;
  readonly configuration: Configuration;
}

/** Loads the workspace that holds the working directory, or some files. */
export async function loadEnvironments(
  io: Io,
  config: string | undefined,
  files: readonly string[] = [],
): Promise<Loaded> {
  const root = workspaceOf(files[0] ?? io.cwd, io.cwd);
  const { configuration, problems } = await loadConfiguration(
    root,
    { config, isolated: false, preset: undefined },
    io.cwd,
  );
  for (const { file, line, column, message } of problems) {
    io.err(`plumbline: ${nameOf(file, io)}:${line}:${column}: ${message}\n`);
  }
  const loaded = await loadWorkspace(root, { ignore: configuration.ignore, always: new Set(files) });
  for (const problem of loaded.problems)
    io.err(`plumbline: ${nameOf(problem.path, io)}: ${problem.message}\n`);
  const analyzer = new Analyzer([], () => undefined);
  return { root, configuration, analysis: await analyzeWhole(analyzer, loaded.snapshot, configuration) };
}
