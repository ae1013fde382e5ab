import { promises as fs } from 'node:fs';
import path from 'node:path';
import { ENGINE_RULES } from '../core/analysis/engineRules.ts';
import { BASELINE, type BaselineEntry, readBaseline } from '../core/config/baseline.ts';
import { type Configuration, configure } from '../core/config/configuration.ts';
import { readConfiguration } from '../core/config/readConfiguration.ts';
import { locate } from '../core/model/file.ts';
import { LineIndex } from '../core/text/lineIndex.ts';
import { RULES } from '../rules/index.gen.ts';
import { uriOf } from '../workspace/loadWorkspace.ts';
import type { LintArguments } from './arguments.ts';
import { UsageError } from './io.ts';
import type { Row } from './report.ts';

/** The configuration in force in a folder, and what is wrong in its file. @throws UsageError where --config names no file */
export async function loadConfiguration(
  root: string,
  args: Pick<LintArguments, 'config' | 'isolated' | 'preset'> & Partial<Pick<LintArguments, 'baseline'>>,
  cwd: string,
): Promise<{ configuration: Configuration; problems: readonly Row[] }> {
  const rest = { isolated: args.isolated, today: new Date().toISOString().slice(0, 10) };
  const found = await configurationFile(root, args, cwd);
  const preset = args.preset === undefined ? {} : { preset: args.preset };
  const before = { baseline: args.isolated || args.baseline === false ? [] : await baselineIn(root) };
  if (!found) return { configuration: configure([before, preset], rest), problems: [] };
  const reading = readConfiguration(uriOf(found.file), found.text, RULES, Object.values(ENGINE_RULES));
  const lines = new LineIndex(found.text);
  const problems = reading.problems.map(({ span, message }): Row => {
    const location = locate(reading.file, span);
    const from = lines.positionAt(location?.start ?? 0);
    const to = lines.positionAt(location?.end ?? 0);
    return {
      file: found.file,
      line: from.line + 1,
      column: from.character + 1,
      endLine: to.line + 1,
      endColumn: to.character + 1,
      rule: 'plumbline/configuration',
      severity: 'error',
      message,
      environments: [],
      fixable: false,
      related: [],
    };
  });
  return { configuration: configure([reading.layer ?? {}, before, preset], rest), problems };
}

/** What the folder's baseline records; nothing where there is none. */
async function baselineIn(root: string): Promise<readonly BaselineEntry[]> {
  const file = path.join(root, BASELINE);
  try {
    return readBaseline(uriOf(file), await fs.readFile(file, 'utf8'));
  } catch {
    return [];
  }
}

async function configurationFile(
  root: string,
  { config, isolated }: Pick<LintArguments, 'config' | 'isolated'>,
  cwd: string,
): Promise<{ file: string; text: string } | undefined> {
  if (config !== undefined) {
    const file = path.resolve(cwd, config);
    try {
      return { file, text: await fs.readFile(file, 'utf8') };
    } catch {
      throw new UsageError(`The configuration file "${config}" can not be read.`);
    }
  }
  if (isolated) return undefined;
  for (const name of ['.plumbline.yaml', '.plumbline.yml']) {
    const file = path.join(root, name);
    try {
      return { file, text: await fs.readFile(file, 'utf8') };
    } catch {
      // No such file: the next name, or the defaults.
    }
  }
  return undefined;
}
