import { promises as fs } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Analyzer } from '../core/analysis/analyzer.ts';
import { baselineOf } from '../core/analysis/control/baseline.ts';
import { BASELINE, writeBaseline } from '../core/config/baseline.ts';
import { relativePath } from '../core/text/uri.ts';
import { RULES } from '../rules/index.gen.ts';
import { analyzeWhole } from '../workspace/analyzeWhole.ts';
import { loadWorkspace, uriOf } from '../workspace/loadWorkspace.ts';
import { loadConfiguration } from './configuration.ts';
import { nameOf } from './fileName.ts';
import { type Io, UsageError } from './io.ts';
import { workspaceOf } from './workspaceOf.ts';

const HELP = `Usage: plumbline baseline [options]

Records the findings of today in ${BASELINE}, so that only new ones are shown from now on, here and in the
editor. Commit the file. Lines may move; a finding that was mended and comes back is shown.

  --config <file>          use this configuration instead of the nearest .plumbline.yaml
`;

/** `plumbline baseline`. @returns the exit code */
export async function baseline(argv: readonly string[], io: Io): Promise<number> {
  const { config, help } = argumentsOf(argv);
  if (help) {
    io.out(HELP);
    return 0;
  }
  const root = workspaceOf(io.cwd, io.cwd);
  const args = { config, isolated: false, preset: undefined, baseline: false };
  const { configuration, problems } = await loadConfiguration(root, args, io.cwd);
  const [problem] = problems;
  if (problem) {
    const place = `${nameOf(problem.file, io)}:${problem.line}`;
    throw new UsageError(`The configuration has to be mended first: ${place}: ${problem.message}`);
  }
  const { snapshot } = await loadWorkspace(root, { ignore: configuration.ignore });
  const failed = new Set<string>();
  const analyzer = new Analyzer(RULES, (rule) => failed.add(rule.id));
  const { findings } = await analyzeWhole(analyzer, snapshot, configuration);
  for (const id of failed) io.err(`plumbline: the rule ${id} failed and was left out\n`);
  const entries = [...findings].flatMap(([uri, each]) =>
    baselineOf(each, relativePath(uriOf(root), uri) ?? uri),
  );
  const file = path.join(root, BASELINE);
  await fs.writeFile(file, writeBaseline(entries));
  const count = entries.reduce((sum, each) => sum + each.count, 0);
  io.out(`${count} ${count === 1 ? 'finding' : 'findings'} recorded in ${nameOf(file, io)}.\n`);
  return failed.size > 0 ? 2 : 0;
}

function argumentsOf(argv: readonly string[]) {
  try {
    const options = { config: { type: 'string' }, help: { type: 'boolean', short: 'h' } } as const;
    const { values } = parseArgs({ args: [...argv], options });
    return { config: values.config, help: values.help === true };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
