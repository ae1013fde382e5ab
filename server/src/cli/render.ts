import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Analysis } from '../core/analysis/analyzer.ts';
import { DECLARED, type EnvironmentSpec } from '../core/environment/environmentSpec.ts';
import { closestName } from '../core/text/closestName.ts';
import { DiskSource } from '../workspace/diskSource.ts';
import { uriOf } from '../workspace/loadWorkspace.ts';
import { unifiedDiff } from './diff.ts';
import { nameOfUri } from './fileName.ts';
import { type Io, UsageError } from './io.ts';
import { loadEnvironments, reportedConfiguration } from './loadEnvironments.ts';
import {
  type Names,
  type RenderForm,
  type Rendering,
  renderDeploys,
  renderKustomization,
  renderProject,
} from './rendering.ts';

const RENDER_HELP = `Usage: plumbline render <environment | kustomization's folder> [options]
       plumbline render -f <file> [-f <file> ...] [options]

Prints the effective configuration: all layers merged. "plumbline environments" lists the names.

  -f, --file <file>        a Compose file; several are merged in their order
  --env-file <file>        variables for the Compose files, instead of .env
  --profile <name>         a Compose profile that is switched on
  --origins                say where each value is written
  --format <yaml|json>     json: one object for Compose, a list of objects for Kustomize
  --config <file>          use this configuration instead of the nearest .plumbline.yaml

Node ends with exit code 9 where an --env-file is not there, before this program runs; "plumbline -- render ..." does not.

Exit code: 0 rendered, 1 refused, 2 wrong usage or an internal error, 3 rendered without a part that is not here.
`;

const DIFF_HELP = `Usage: plumbline diff <environment> <environment> [--origins] [--config <file>]

Shows what differs between two environments. Exit code: 0 nothing, 1 something, 2 wrong usage, or one can't be merged.
`;

/** `plumbline render`. @returns the exit code */
export async function render(argv: readonly string[], io: Io): Promise<number> {
  const args = argumentsOf(argv);
  if (args.help) {
    io.out(RENDER_HELP);
    return 0;
  }
  const [target, ...more] = args.targets;
  if (more.length > 0 || (target === undefined) === (args.files.length === 0)) {
    throw new UsageError('Give one environment, one folder of a kustomization, or Compose files with -f.');
  }
  const result = target === undefined ? await composeFiles(args, io) : await named(target, args, io);
  for (const complaint of result.complaints) io.err(`plumbline: ${complaint}\n`);
  if (result.text === undefined) return 1;
  io.out(result.text);
  return result.incomplete ? 3 : 0;
}

/** `plumbline diff`. @returns the exit code */
export async function diff(argv: readonly string[], io: Io): Promise<number> {
  const args = argumentsOf(argv);
  if (args.help) {
    io.out(DIFF_HELP);
    return 0;
  }
  const [from, to, ...more] = args.targets;
  if (from === undefined || to === undefined || more.length > 0 || args.files.length > 0) {
    throw new UsageError('Give two environments.');
  }
  const analysis = await loadEnvironments(io, await reportedConfiguration(io, args.config));
  const names = namesFor(io);
  const sides = [from, to].map((name) =>
    renderDeploys(environmentOf(name, analysis).deploys, io.variables, args, names),
  );
  for (const complaint of new Set(sides.flatMap((each) => each.complaints)))
    io.err(`plumbline: ${complaint}\n`);
  const [before, after] = sides.map((each) => each.text);
  if (before === undefined || after === undefined) return 2;
  if (before === after) return 0;
  io.out(
    unifiedDiff('effective', before, after)
      .replace('--- a/effective', `--- ${from}`)
      .replace('+++ b/effective', `+++ ${to}`),
  );
  return 1;
}

interface RenderArguments extends RenderForm {
  readonly targets: readonly string[];
  readonly files: readonly string[];
  readonly envFiles: readonly string[];
  readonly profiles: readonly string[];
  readonly config: string | undefined;
  readonly help: boolean;
}

function argumentsOf(argv: readonly string[]): RenderArguments {
  try {
    const many = { type: 'string', multiple: true } as const;
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        file: { ...many, short: 'f' },
        'env-file': many,
        profile: many,
        origins: { type: 'boolean' },
        format: { type: 'string' },
        config: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    const format = values.format ?? 'yaml';
    if (format !== 'yaml' && format !== 'json')
      throw new Error(`--format takes yaml or json, not "${format}".`);
    return {
      targets: positionals,
      files: values.file ?? [],
      envFiles: values['env-file'] ?? [],
      profiles: values.profile ?? [],
      origins: values.origins === true,
      json: format === 'json',
      config: values.config,
      help: values.help === true,
    };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

async function composeFiles(args: RenderArguments, io: Io): Promise<Rendering> {
  const paths = [...args.files, ...args.envFiles].map((file) => path.resolve(io.cwd, file));
  const missing = paths.findIndex((file) => !existsSync(file));
  if (missing >= 0) throw new UsageError(`There is no file "${[...args.files, ...args.envFiles][missing]}".`);
  const [files, envFiles] = [paths.slice(0, args.files.length), paths.slice(args.files.length)].map((list) =>
    list.map(uriOf),
  );
  await reportedConfiguration(io, args.config);
  const request = {
    files: files ?? [],
    shell: io.variables,
    profiles: args.profiles,
    ...(args.envFiles.length > 0 ? { envFiles: envFiles ?? [] } : {}),
  };
  return renderProject(request, args, namesFor(io));
}

/** What is not declared to be an environment, and is a kustomization's folder, is rendered without a look around. */
async function named(target: string, args: RenderArguments, io: Io): Promise<Rendering> {
  const names = namesFor(io);
  const configured = await reportedConfiguration(io, args.config);
  const declared = configured.configuration.environments.some(({ name }) => name === target);
  const folder = uriOf(path.resolve(io.cwd, target));
  const kustomization = declared ? undefined : names.source.kustomizationIn(folder);
  if (kustomization !== undefined) return renderKustomization(kustomization, args, names);
  const { deploys } = environmentOf(target, await loadEnvironments(io, configured));
  return renderDeploys(deploys, io.variables, args, names);
}

/** The environment of a name; one that is declared comes before others. @throws UsageError where there is none, or more than one */
function environmentOf(name: string, { environments }: Analysis): EnvironmentSpec {
  const all = environments.all.map(({ spec }) => spec);
  const same = all.filter((spec) => spec.name === name);
  const declared = same.filter(({ origin }) => origin === DECLARED);
  const found = declared.length > 0 ? declared : same;
  const [only, ...others] = found;
  if (only && others.length === 0) return only;
  if (only) {
    throw new UsageError(
      `There are ${found.length} environments "${name}", one of Compose and one of Kustomize: give the kustomization's folder, or -f and the Compose files.`,
    );
  }
  const closest = closestName(
    name,
    all.map((spec) => spec.name),
  );
  const hint =
    closest === undefined ? ' "plumbline environments" lists what there is.' : ` Did you mean "${closest}"?`;
  throw new UsageError(`There is no environment "${name}".${hint}`);
}

function namesFor(io: Io): Names {
  return { source: new DiskSource(), nameOf: (uri) => nameOfUri(uri, io) };
}
