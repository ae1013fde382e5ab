import { assignmentsIn, type Command, commandsIn, expanded } from './shellWords.ts';

/** A deployment that a text shows how to make. Paths are as written. */
export type Deploy =
  | {
      readonly tool: 'compose';
      /** None where the command relies on the default files. */
      readonly files: readonly string[];
      readonly envFiles: readonly string[];
      readonly profiles: readonly string[];
      readonly projectDirectory: string | undefined;
      readonly folder: string | undefined;
      readonly line: number;
    }
  | {
      readonly tool: 'kustomize';
      readonly path: string;
      readonly folder: string | undefined;
      readonly line: number;
    };

/**
 * Finds the `docker compose`, `kubectl -k` and `kustomize build` commands in a README, a Makefile, a script or a
 * workflow. Variables that the text itself sets are put in; a `cd` before a command on the same line counts.
 */
export function deploysIn(text: string): Deploy[] {
  if (!/compose|kustomize|kubectl/.test(text)) return [];
  const variables = assignmentsIn(text);
  const source = unquotedJson(text);
  const result: Deploy[] = [];
  let folder: string | undefined;
  let line = -1;
  for (const raw of commandsIn(source)) {
    const at = lineOf(source, raw.start);
    if (at !== line) folder = undefined;
    line = at;
    const words = expandWords(raw, variables);
    const cd = words.indexOf('cd');
    if (cd >= 0 && cd <= 2 && words[cd + 1] !== undefined) folder = words[cd + 1];
    const found = composeIn(words) ?? kustomizeIn(words);
    if (found) result.push({ ...found, folder, line: at + 1 });
  }
  return result;
}

/** The text of a JSON file's strings reads like a script once its escapes are gone. Offsets of lines stay. */
function unquotedJson(text: string): string {
  return /^\s*\{\s*"/.test(text)
    ? text
        .replaceAll('\\"', ' ')
        .replaceAll(/"(?=[,\s:}\]]|$)/gm, ';')
        .replaceAll('"', ' ')
    : text;
}

function expandWords(command: Command, variables: ReadonlyMap<string, string>): string[] {
  return command.words.flatMap((word) => {
    const text = expanded(word, variables);
    return text === word ? [word] : text.split(/\s+/).filter((each) => each !== '');
  });
}

function lineOf(text: string, offset: number): number {
  let line = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line++;
  return line;
}

const COMPOSE_VERBS = new Set(
  'up run build pull push start stop restart down config create exec logs ps watch convert'.split(' '),
);

function composeIn(words: readonly string[]) {
  const rest = composeArguments(words);
  if (!rest) return undefined;
  const { options, verb } = optionsOf(rest);
  const all = (...names: string[]): string[] =>
    options.filter(([name]) => names.includes(name)).map(([, value]) => value);
  const files = all('-f', '--file');
  if (files.length === 0 && !COMPOSE_VERBS.has(verb)) return undefined;
  const projectDirectory = all('--project-directory').at(-1);
  return {
    tool: 'compose' as const,
    files,
    envFiles: all('--env-file'),
    profiles: all('--profile'),
    projectDirectory,
  };
}

/** What follows `docker compose` or `docker-compose`; podman's likewise. */
function composeArguments(words: readonly string[]): readonly string[] | undefined {
  const own = words.findIndex((word) => /(?:^|\/)(?:docker|podman)-compose$/.test(word));
  if (own >= 0) return words.slice(own + 1);
  const plugin = words.findIndex(
    (word, index) => /(?:^|\/)(?:docker|podman)$/.test(word) && words[index + 1] === 'compose',
  );
  return plugin < 0 ? undefined : words.slice(plugin + 2);
}

/** The options with their values up to the verb. */
function optionsOf(words: readonly string[]): { options: [string, string][]; verb: string } {
  const options: [string, string][] = [];
  for (let index = 0; index < words.length; index++) {
    const [name, inline] = splitOption(words[index] ?? '');
    if (!name.startsWith('-')) return { options, verb: name };
    const value = inline ?? (TAKES_VALUE.has(name) ? words[++index] : undefined);
    if (value !== undefined) options.push([name, value]);
  }
  return { options, verb: '' };
}

const TAKES_VALUE = new Set(
  '-f --file --env-file --profile --project-directory -p --project-name --ansi --parallel --progress -c --context -H --host'.split(
    ' ',
  ),
);

function splitOption(word: string): [string, string | undefined] {
  const long = /^(--[\w-]+)=(.*)$/.exec(word);
  if (long) return [long[1] ?? '', long[2] ?? ''];
  const short = /^(-f)=?(.+)$/.exec(word);
  return short ? [short[1] ?? '', short[2] ?? ''] : [word, undefined];
}

function kustomizeIn(words: readonly string[]): { tool: 'kustomize'; path: string } | undefined {
  const kubectl = words.findIndex((word) => /(?:^|\/)(?:kubectl|oc|k)$/.test(word));
  if (kubectl >= 0) {
    const rest = words.slice(kubectl + 1);
    if (rest[0] === 'kustomize') return pathIn(rest.slice(1));
    for (const [index, word] of rest.entries()) {
      const [name, inline] = splitOption(word);
      if (name === '-k' || name === '--kustomize') return pathIn([inline ?? rest[index + 1] ?? '']);
      if (/^-k./.test(word)) return pathIn([word.slice(2).replace(/^=/, '')]);
    }
    return undefined;
  }
  const kustomize = words.findIndex((word) => /(?:^|\/)kustomize$/.test(word));
  return kustomize >= 0 && words[kustomize + 1] === 'build' ? pathIn(words.slice(kustomize + 2)) : undefined;
}

function pathIn(words: readonly string[]): { tool: 'kustomize'; path: string } {
  const path = words.find((word) => !word.startsWith('-') && word !== '') ?? '.';
  return { tool: 'kustomize', path };
}
