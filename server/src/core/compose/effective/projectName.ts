import { entry, stringOf } from '../../model/read.ts';
import { baseName } from '../../text/uri.ts';
import type { Environment } from './environment.ts';
import type { Session } from './session.ts';
import { substitute } from './template.ts';

const VALID = /^[a-z0-9][a-z0-9_-]*$/;

/**
 * The name of a project (Compose specification, "Name top-level element"): as asked for, else from the shell, else
 * from the last file that has one, else from the folder.
 */
export function projectName(
  session: Session,
  request: { readonly files: readonly string[]; readonly projectName?: string },
  environment: Environment,
): string {
  const asked = request.projectName || environment.lookup('COMPOSE_PROJECT_NAME');
  const place = session.placeIn(request.files[0] ?? session.project);
  if (asked) {
    if (!VALID.test(asked)) {
      const message =
        "The project's name may have lowercase letters, digits, - and _, and must start with a letter or a digit.";
      session.error('project-name', place, message);
    }
    return asked;
  }
  const written = request.files.flatMap((uri) => nameIn(session, uri, environment)).at(-1);
  const name = normalized(written || baseName(session.project));
  if (name === '') {
    session.error(
      'project-name',
      place,
      'The project has no name: write "name:" into the file, or pass one.',
    );
  }
  return name;
}

function nameIn(session: Session, uri: string, environment: Environment): string[] {
  const documents = session.yaml(uri)?.documents ?? [];
  const name = documents.map(({ document }) => stringOf(entry(document.root, 'name')?.value)).find(Boolean);
  const text = name === undefined ? '' : substitute(name, environment.lookup).text;
  return text === '' ? [] : [text];
}

function normalized(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^-_a-z0-9]/g, '')
    .replace(/^[_-]+/, '');
}
