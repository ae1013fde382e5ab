import {
  type ComposeRequest,
  type ComposeSource,
  composeModel,
  type EffectiveCompose,
  renderCompose,
} from '../../../../server/src/core/compose/effective/compose.ts';
import { readFile } from '../../../../server/src/core/model/file.ts';
import type { Data } from '../../../../server/src/core/model/read.ts';

/** A Compose project of a few files, as inline texts. */
export interface ComposeCase {
  readonly name: string;
  readonly files: { readonly [path: string]: string };
  /** The files that are passed with `-f`; `compose.yaml` and, if there is one, `compose.override.yaml`. */
  readonly pass?: readonly string[];
  readonly shell?: { readonly [name: string]: string };
  readonly envFiles?: readonly string[];
  readonly profiles?: readonly string[];
  readonly projectDirectory?: string;
  readonly projectName?: string;
  /** For what is refused: the text on which the error stands, and the file that it stands in where it is not the first. */
  readonly at?: string;
  readonly in?: string;
}

/** What Compose says of a case. */
export type Outcome = { readonly data: Data } | { readonly refused: true };

/** The folder that stands for the project's in expected data. */
export const PROJECT = '/project';
export const HOME = '/users/me';

/** A project of one file. */
export function one(name: string, text: string, more: Partial<ComposeCase> = {}): ComposeCase {
  return { ...more, name, files: { 'compose.yaml': text, ...more.files } };
}

/** A project of a file and its override. */
export function two(name: string, text: string, over: string, more: Partial<ComposeCase> = {}): ComposeCase {
  return { ...more, name, files: { 'compose.yaml': text, 'compose.override.yaml': over, ...more.files } };
}

/** A file with one service `web`, whose keys are given. */
export function web(keys: string, rest = ''): string {
  const lines = keys.trim().split('\n');
  return `services:\n  web:\n${lines.map((line) => `    ${line}\n`).join('')}${rest}`;
}

export function passed(each: ComposeCase): readonly string[] {
  return each.pass ?? ['compose.yaml', 'compose.override.yaml'].filter((path) => path in each.files);
}

export function shellOf(each: ComposeCase): ReadonlyMap<string, string> {
  return new Map(Object.entries({ HOME, ...each.shell }));
}

export function requestOf(each: ComposeCase): ComposeRequest {
  const uri = (path: string) => `file://${PROJECT}/${path}`;
  return {
    files: passed(each).map(uri),
    shell: shellOf(each),
    ...(each.envFiles ? { envFiles: each.envFiles.map(uri) } : {}),
    ...(each.profiles ? { profiles: each.profiles } : {}),
    ...(each.projectDirectory === undefined ? {} : { projectDirectory: uri(each.projectDirectory) }),
    ...(each.projectName === undefined ? {} : { projectName: each.projectName }),
  };
}

/** Files in memory. */
export function sourceOf(files: { readonly [path: string]: string }): ComposeSource {
  const byUri = new Map(
    Object.entries(files).map(([path, text]) => [new URL(path, `file://${PROJECT}/`).href, text]),
  );
  const text = (uri: string) => byUri.get(uri);
  return {
    text,
    yaml: (uri) => {
      const content = text(uri);
      return content === undefined ? undefined : readFile(uri, content);
    },
  };
}

export function modelOf(each: ComposeCase): EffectiveCompose {
  return composeModel(requestOf(each), sourceOf(each.files));
}

export function outcomeOf(each: ComposeCase): Outcome {
  const model = modelOf(each);
  return model.refused ? { refused: true } : { data: renderCompose(model, requestOf(each)) };
}

/** The texts on which the errors of a model stand. */
export function errorsOf(
  model: EffectiveCompose,
): { readonly text: string; readonly file: string; readonly message: string }[] {
  return model.problems
    .filter((each) => each.kind === 'error')
    .map(({ span, message }) => ({
      text: span.source.text.slice(span.start, span.end),
      file: span.source.uri.slice(`file://${PROJECT}/`.length),
      message,
    }));
}
