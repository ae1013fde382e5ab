import { parseArgs } from 'node:util';
import { PRESETS, type Preset, SEVERITIES, type Severity } from '../core/rule/severity.ts';
import { closestName } from '../core/text/closestName.ts';
import { UsageError } from './io.ts';

export const FORMATS = ['stylish', 'json', 'jsonl', 'sarif', 'github', 'junit', 'codeclimate'] as const;

export type Format = (typeof FORMATS)[number];

export interface LintArguments {
  readonly paths: readonly string[];
  readonly format: Format;
  readonly fix: boolean;
  readonly fixDryRun: boolean;
  readonly preset: Preset | undefined;
  /** Findings quieter than this are neither shown nor counted; the exit code follows what is left. */
  readonly severity: Severity | undefined;
  readonly config: string | undefined;
  readonly isolated: boolean;
  /** Whether findings that the baseline records are left out. */
  readonly baseline: boolean;
  readonly maxWarnings: number | undefined;
  readonly stdin: boolean;
  readonly stdinFilename: string | undefined;
  readonly help: boolean;
}

export const LINT_HELP = `Usage: plumbline lint [paths...] [options]

Checks Compose files and Kubernetes manifests. Without a path: the working directory.

  --format <stylish|json|jsonl|sarif|github|junit|codeclimate>
                           how findings are printed (stylish)
  --fix                    apply the safe fixes
  --fix-dry-run            print what --fix would change, as a diff
  --preset <recommended|strict|all>
  --severity <error|warning|information|hint>  leave out what is quieter; also the threshold of exit code 1
  --config <file>          use this configuration instead of the nearest .plumbline.yaml
  --isolated               judge each file by itself, as if it were the whole workspace
  --no-baseline            show what .plumbline-baseline.yaml records, too
  --max-warnings <n>       exit 1 only for errors, or for more than n warnings
  --stdin                  read one file from standard input
  --stdin-filename <file>  the name it would have

Exit code: 0 clean, 1 findings, 2 wrong usage or an internal error.
`;

/** Reads the arguments of \`plumbline lint\`. @throws UsageError */
export function lintArguments(argv: readonly string[]): LintArguments {
  const { values, positionals } = parse(argv);
  const maxWarnings = values['max-warnings'];
  if (maxWarnings !== undefined && !/^\d+$/.test(maxWarnings)) {
    throw new UsageError(`--max-warnings takes a number, not "${maxWarnings}".`);
  }
  const stdin = values.stdin === true || values['stdin-filename'] !== undefined;
  if (stdin && positionals.length > 0) throw new UsageError('Give either paths or --stdin, not both.');
  return {
    paths: positionals,
    format: oneOf('format', values.format, FORMATS) ?? 'stylish',
    fix: values.fix === true,
    fixDryRun: values['fix-dry-run'] === true,
    preset: oneOf('preset', values.preset, PRESETS),
    severity: oneOf('severity', values.severity, SEVERITIES),
    config: values.config,
    isolated: values.isolated === true,
    baseline: values['no-baseline'] !== true,
    maxWarnings: maxWarnings === undefined ? undefined : Number(maxWarnings),
    stdin,
    stdinFilename: values['stdin-filename'],
    help: values.help === true,
  };
}

const OPTIONS = {
  format: { type: 'string' },
  fix: { type: 'boolean' },
  'fix-dry-run': { type: 'boolean' },
  preset: { type: 'string' },
  severity: { type: 'string' },
  config: { type: 'string' },
  isolated: { type: 'boolean' },
  'no-baseline': { type: 'boolean' },
  'max-warnings': { type: 'string' },
  stdin: { type: 'boolean' },
  'stdin-filename': { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], allowPositionals: true, options: OPTIONS });
  } catch (error) {
    const message = error instanceof Error ? error.message.split('. To specify')[0] : String(error);
    const unknown = /^Unknown option '--([^']+)'/.exec(message ?? '')?.[1] ?? '';
    const closest = closestName(unknown, Object.keys(OPTIONS));
    throw new UsageError(closest === undefined ? `${message}` : `${message}. Did you mean "--${closest}"?`);
  }
}

function oneOf<T extends string>(
  name: string,
  value: string | undefined,
  allowed: readonly T[],
): T | undefined {
  if (value === undefined) return undefined;
  const found = allowed.find((each) => each === value);
  if (found !== undefined) return found;
  const closest = closestName(value, allowed);
  const hint = closest === undefined ? '' : ` Did you mean "${closest}"?`;
  throw new UsageError(`--${name} takes one of ${allowed.join(', ')}, not "${value}".${hint}`);
}
