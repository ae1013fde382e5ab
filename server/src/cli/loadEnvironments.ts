import { type Analysis, Analyzer } from '../core/analysis/analyzer.ts';
import type { Configuration } from '../core/config/configuration.ts';
import { analyzeWhole } from '../workspace/analyzeWhole.ts';
import { loadWorkspace } from '../workspace/loadWorkspace.ts';
import { loadConfiguration } from './configuration.ts';
import { nameOf } from './fileName.ts';
import type { Io } from './io.ts';
import { workspaceOf } from './workspaceOf.ts';

/** A folder with the configuration in force in it. */
interface Configured {
  readonly root: string;
  readonly configuration: Configuration;
}

/** Reads the configuration in force in the working directory. What is wrong with it is printed. */
export async function reportedConfiguration(io: Io, config: string | undefined): Promise<Configured> {
  const root = workspaceOf(io.cwd, io.cwd);
  const args = { config, isolated: false, preset: undefined };
  const { configuration, problems } = await loadConfiguration(root, args, io.cwd);
  for (const { file, line, column, message } of problems) {
    io.err(`plumbline: ${nameOf(file, io)}:${line}:${column}: ${message}\n`);
  }
  return { root, configuration };
}

/** Loads a workspace with its environments; no rule is run on it. */
export async function loadEnvironments(io: Io, { root, configuration }: Configured): Promise<Analysis> {
  const loaded = await loadWorkspace(root, { ignore: configuration.ignore });
  for (const problem of loaded.problems)
    io.err(`plumbline: ${nameOf(problem.path, io)}: ${problem.message}\n`);
  return analyzeWhole(new Analyzer([], () => undefined), loaded.snapshot, configuration);
}
