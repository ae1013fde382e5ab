/** A deployment that a command makes, apart from where it stands. */
export type DeployCommand =
  | {
      readonly tool: 'compose';
      /** As written; none where the command relies on the default files. */
      readonly files: readonly string[];
      readonly envFiles: readonly string[];
      readonly profiles: readonly string[];
      readonly projectDirectory: string | undefined;
    }
  | { readonly tool: 'kustomize'; readonly path: string };

/** The `docker compose`, `kubectl -k` or `kustomize build` among the words of a command; undefined where there is none. */
export function deployIn(words: readonly string[]): DeployCommand | undefined {
  return composeIn(words) ?? kustomizeIn(words);
}

const COMPOSE_VERBS = new Set(
  'up run build pull push start stop restart down config create exec logs ps watch convert'.split(' '),
);

function composeIn(words: readonly string[]): DeployCommand | undefined {
  const rest = composeArguments(words);
  if (!rest) return undefined;
  const { options, verb } = optionsOf(rest);
  const all = (...names: string[]): string[] =>
    options.filter(([name]) => names.includes(name)).map(([, value]) => value);
  const files = all('-f', '--file');
  if (files.length === 0 && !COMPOSE_VERBS.has(verb)) return undefined;
  const projectDirectory = all('--project-directory').at(-1);
  return {
    tool: 'compose',
    files,
    envFiles: all('--env-file'),
    profiles: all('--profile'),
    projectDirectory,
  };
}

/** What follows `docker compose` or `docker-compose`; podman's likewise. */
function composeArguments(words: readonly string[]): readonly string[] | undefined {
  const own = words.findIndex((word) => /^(?:docker|podman)-compose$/.test(programOf(word)));
  if (own >= 0) return words.slice(own + 1);
  const plugin = words.findIndex(
    (word, index) => /^(?:docker|podman)$/.test(programOf(word)) && words[index + 1] === 'compose',
  );
  return plugin < 0 ? undefined : words.slice(plugin + 2);
}

const LONGEST_PROGRAM = 300;

/** A word as the program it may call: without its folder, a quote or a parenthesis, and the `@` and `-` of a recipe. */
function programOf(word: string): string {
  if (word.length > LONGEST_PROGRAM) return '';
  return /^(?:(?:\w+=)?\$?\(|["'@+{-])*(?:.*\/)?([\w-]+)$/.exec(word)?.[1]?.replace(/^-/, '') ?? '';
}

/** The options with their values up to the verb. */
function optionsOf(words: readonly string[]): { options: [string, string][]; verb: string } {
  const options: [string, string][] = [];
  for (let index = 0; index < words.length; index++) {
    const [name, inline] = splitOption(words[index] ?? '');
    if (!name.startsWith('-')) return { options, verb: name.replace(/\W+$/, '') };
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

function kustomizeIn(words: readonly string[]): DeployCommand | undefined {
  const kubectl = words.findIndex((word) => /^(?:kubectl|oc|k)$/.test(programOf(word)));
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
  const kustomize = words.findIndex((word) => programOf(word) === 'kustomize');
  return kustomize >= 0 && words[kustomize + 1] === 'build' ? pathIn(words.slice(kustomize + 2)) : undefined;
}

function pathIn(words: readonly string[]): DeployCommand {
  const path = words.find((word) => !word.startsWith('-') && word !== '') ?? '.';
  return { tool: 'kustomize', path };
}
