import { closestName } from '../core/text/closestName.ts';
import { baseline } from './baseline.ts';
import { environments } from './environments.ts';
import { explain } from './explain.ts';
import { type Io, UsageError } from './io.ts';
import { lint } from './lint.ts';
import { diff, render } from './render.ts';
import { VERSION } from './version.ts';

const HELP = `Plumbline ${VERSION}: checks Compose files and Kubernetes manifests.

Usage: plumbline lint [paths...]              findings
       plumbline environments               what is deployed together, and how that was found
       plumbline render <environment>       the effective configuration
       plumbline diff <env> <env>           what differs between two environments
       plumbline baseline                   record today's findings: only new ones are shown then
       plumbline explain <rule>             what a rule finds, why, and what to do
       plumbline <command> --help
       plumbline --version
`;

const COMMANDS = ['lint', 'environments', 'render', 'diff', 'baseline', 'explain'];

/** The command line. @returns the exit code: 0 clean, 1 findings, 2 wrong usage or an internal error */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  // Node looks for its own --env-file behind the script, too, but not behind two dashes.
  const [command, ...rest] = argv[0] === '--' ? argv.slice(1) : argv;
  try {
    if (command === 'lint') return await lint(rest, io);
    if (command === 'environments') return await environments(rest, io);
    if (command === 'render') return await render(rest, io);
    if (command === 'diff') return await diff(rest, io);
    if (command === 'baseline') return await baseline(rest, io);
    if (command === 'explain') return explain(rest, io);
    if (command === '--version' || command === '-v') {
      io.out(`${VERSION}\n`);
      return 0;
    }
    if (command === undefined || command === '--help' || command === '-h' || command === 'help') {
      (command === undefined ? io.err : io.out)(HELP);
      return command === undefined ? 2 : 0;
    }
    const closest = closestName(command, COMMANDS);
    const hint = closest === undefined ? '' : ` Did you mean "${closest}"?`;
    throw new UsageError(`There is no command "${command}".${hint}`);
  } catch (error) {
    io.err(complaint(error, COMMANDS.some((each) => each === command) ? `${command} ` : ''));
    return 2;
  }
}

function complaint(error: unknown, command: string): string {
  if (error instanceof UsageError) return `plumbline: ${error.message}\nSee "plumbline ${command}--help".\n`;
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `plumbline: internal error: ${detail}\n`;
}
