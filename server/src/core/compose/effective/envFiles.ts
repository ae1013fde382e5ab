import type { Span } from '../../text/span.ts';
import { readEnvFile } from './dotenv.ts';
import { Environment, type Setting } from './environment.ts';
import { shown } from './forms.ts';
import { absolute, pathOf, uriOf } from './paths.ts';
import type { Session } from './session.ts';

/** An env file that is asked for. */
export interface EnvFileRequest {
  readonly uri: string;
  /** Where it is asked for; undefined for the command line. */
  readonly span: Span | undefined;
  /** Whether its absence is an error. */
  readonly required: boolean;
}

/** Reads env files, the later one's values first; what is set already is seen by them. */
export function readEnvFiles(
  session: Session,
  requests: readonly EnvFileRequest[],
  known: Environment,
): ReadonlyMap<string, Setting> {
  const settings = new Map<string, Setting>();
  for (const { uri, span, required } of requests) {
    const text = session.text(uri);
    if (text === undefined) {
      const message = `The env file ${shown(pathOf(uri), span)} does not exist: create it, or take it off the list.`;
      if (required) session.error('env-file-missing', span ?? session.placeIn(uri), message);
      continue;
    }
    const file = readEnvFile(text, (name) => known.lookup(name) ?? settings.get(name)?.value);
    if (file.fault !== undefined) {
      const message = `The env file ${shown(pathOf(uri), span)} can not be read: ${file.fault}.`;
      session.error('env-file-syntax', span ?? session.placeIn(uri), message);
    }
    for (const [name, value] of file.values) settings.set(name, { value, by: uri });
  }
  return settings;
}

/** The variables of a project: the shell's, then those of the `--env-file`s, or of `.env` in the project's folder. */
export function projectEnvironment(
  session: Session,
  shell: ReadonlyMap<string, string>,
  envFiles: readonly string[] | undefined,
): Environment {
  const known = Environment.of(shell);
  const named = envFiles ?? listed(shell.get('COMPOSE_ENV_FILES')).map((path) => at(session.project, path));
  const requests =
    named.length > 0
      ? named.map((uri): EnvFileRequest => ({ uri, span: undefined, required: true }))
      : [{ uri: `${session.project}/.env`, span: undefined, required: false }];
  return known.with(readEnvFiles(session, requests, known));
}

/** The parts of a list as environment variables hold it: with commas between. */
function listed(value: string | undefined): readonly string[] {
  return (value ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** The URI of a path that is relative to a folder. */
export function at(folder: string, path: string): string {
  return uriOf(absolute(pathOf(folder), path), folder);
}
