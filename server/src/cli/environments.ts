import { parseArgs } from 'node:util';
import type { MergedEnvironment } from '../core/analysis/environmentBook.ts';
import { folderOf } from '../core/text/uri.ts';
import { nameOfUri } from './fileName.ts';
import { type Io, UsageError } from './io.ts';
import { loadEnvironments, reportedConfiguration } from './loadEnvironments.ts';

const HELP = `Usage: plumbline environments [options]

Lists the environments of the workspace, and how each was found.

  --config <file>          use this configuration instead of the nearest .plumbline.yaml
  --format <text|json>
`;

/** `plumbline environments`. @returns the exit code */
export async function environments(argv: readonly string[], io: Io): Promise<number> {
  const { config, format, help } = argumentsOf(argv);
  if (help) {
    io.out(HELP);
    return 0;
  }
  const analysis = await loadEnvironments(io, await reportedConfiguration(io, config));
  const rows = analysis.environments.all.map((each) => rowOf(each, io));
  if (format === 'json') io.out(`${JSON.stringify(rows, null, 2)}\n`);
  else if (rows.length === 0)
    io.out('No environments: there are no Compose files and no kustomizations here.\n');
  else io.out(rows.map(text).join('\n'));
  return 0;
}

function argumentsOf(argv: readonly string[]) {
  try {
    const options = {
      config: { type: 'string' },
      format: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    } as const;
    const { values } = parseArgs({ args: [...argv], options });
    const format = values.format ?? 'text';
    if (format !== 'text' && format !== 'json')
      throw new Error(`--format takes text or json, not "${format}".`);
    return { config: values.config, format, help: values.help === true };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

interface Row {
  readonly name: string;
  readonly kind: string | null;
  readonly tool: 'compose' | 'kustomize';
  readonly layers: readonly string[];
  readonly origin: string;
  /** `merged`, `incomplete` where a part of it is not here, `refused` where it can not be merged. */
  readonly state: 'merged' | 'incomplete' | 'refused';
}

function rowOf({ spec, whole, build, compose }: MergedEnvironment, io: Io): Row {
  const { deploys } = spec;
  const layers = deploys.tool === 'compose' ? deploys.files : [folderOf(deploys.kustomization)];
  const incomplete =
    build?.incomplete === true || compose?.problems.some(({ code }) => /missing|remote/.test(code)) === true;
  return {
    name: spec.name,
    kind: spec.kind ?? null,
    tool: deploys.tool,
    layers: layers.map((uri) => nameOfUri(uri, io)),
    origin: spec.origin,
    state: whole ? (incomplete ? 'incomplete' : 'merged') : 'refused',
  };
}

function text({ name, kind, tool, layers, origin, state }: Row): string {
  const what = kind === null || kind === name ? '' : ` (${kind})`;
  const how = state === 'merged' ? '' : `, ${state}`;
  return `${name}${what}\n  ${tool === 'compose' ? 'Compose' : 'Kustomize'}: ${layers.join(' + ')}\n  from ${origin}${how}\n`;
}
