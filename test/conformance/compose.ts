import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { composeModel, renderCompose } from '../../server/src/core/compose/effective/compose.ts';
import { readFile } from '../../server/src/core/model/file.ts';
import { TOPICS } from '../core/compose/effective/cases/index.ts';
import {
  type ComposeCase,
  errorsOf,
  HOME,
  modelOf,
  outcomeOf,
  passed,
} from '../core/compose/effective/composeCase.ts';
import { ask, config, difference, inTurns, oracle } from '../core/compose/effective/oracle.ts';

/**
 * Compares the effective Compose model with Docker Compose, for the cases of the tests and for the projects in
 * PLUMBLINE_CORPORA. `--write` takes what Docker Compose says down as what the tests expect; `--only <text>` picks cases.
 */
const tool = oracle();
if (!tool) {
  console.error('Set PLUMBLINE_COMPOSE to a docker-compose of version 2 to compare with.');
  process.exit(2);
}
const arguments_ = process.argv.slice(2);
const write = arguments_.includes('--write');
const only = arguments_.includes('--only') ? (arguments_[arguments_.indexOf('--only') + 1] ?? '') : '';
const MOST_SHOWN = 40;

let agreeing = 0;
let all = 0;
const differences: string[] = [];

for (const [topic, cases] of Object.entries(TOPICS)) {
  const picked = cases.filter((each) => `${topic}: ${each.name}`.includes(only));
  const answers = await inTurns(picked, (each) => ask(tool, each));
  const record: Record<string, unknown> = {};
  picked.forEach((each, index) => {
    const answer = answers[index];
    if (!answer) return;
    all++;
    record[each.name] = answer.outcome;
    const found = difference(answer.outcome, outcomeOf(each));
    const misplaced = found === undefined && 'refused' in answer.outcome ? misplacedIn(each) : undefined;
    if (found === undefined && misplaced === undefined) agreeing++;
    else {
      const said =
        'refused' in answer.outcome ? `\n    it says: ${answer.said.trim().split('\n').at(-1)}` : '';
      differences.push(`${topic}: ${each.name}\n    ${found ?? misplaced}${said}`);
    }
  });
  if (write && only === '') {
    const path = `test/core/compose/effective/cases/${topic}.expected.gen.json`;
    writeFileSync(path, `${JSON.stringify(record, null, 1)}\n`);
  }
}
console.log(`cases: ${agreeing} of ${all} agree`);

function misplacedIn(each: Parameters<typeof modelOf>[0]): string | undefined {
  if (each.at === undefined) return undefined;
  const errors = errorsOf(modelOf(each));
  if (errors.some(({ text, file }) => text === each.at && (each.in === undefined || file === each.in)))
    return undefined;
  return `the error is not at ${JSON.stringify(each.at)} but at ${JSON.stringify(errors)}`;
}

const corpora = process.env['PLUMBLINE_CORPORA'];
if (corpora && only === '') {
  const projects = projectsIn(corpora);
  const found = await inTurns(projects, (files) => compare(tool, files));
  const wrong = found.filter((each) => each !== undefined);
  console.log(`corpora: ${projects.length - wrong.length} of ${projects.length} projects agree`);
  differences.push(...wrong);
}
const random = Number(arguments_[arguments_.indexOf('--random') + 1] ?? 0);
if (arguments_.includes('--random')) {
  const seed = Number(
    arguments_.includes('--seed') ? arguments_[arguments_.indexOf('--seed') + 1] : Date.now() % 1e6,
  );
  const mixed = mixtures(random, seed);
  const answers = await inTurns(mixed, (each) => ask(tool, each));
  let same = 0;
  mixed.forEach((each, index) => {
    const answer = answers[index];
    const found = answer && difference(answer.outcome, outcomeOf(each));
    if (found === undefined) same++;
    else {
      const why = [
        ...errorsOf(modelOf(each)).map((error) => error.message),
        answer?.said.trim().split('\n').at(-1),
      ];
      differences.push(
        `${each.name}\n${passed(each)
          .map((path) => each.files[path])
          .join('\n---- over it\n')}\n    ${found}\n    ${why.join(' | ')}`,
      );
    }
  });
  const taken = answers.filter((each) => 'data' in each.outcome).length;
  console.log(`mixtures: ${same} of ${random} agree, ${taken} of which Compose takes (seed ${seed})`);
}
for (const each of differences.slice(0, MOST_SHOWN)) console.log(`- ${each}`);
process.exitCode = differences.length === 0 ? 0 : 1;

/** Every Compose file by itself, and over the base beside it. */
function projectsIn(folder: string): string[][] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(
      (path) => /(?:^|\/)[^/]*compose[^/]*\.ya?ml$/i.test(path) && statSync(join(folder, path)).isFile(),
    )
    .map((path) => join(folder, path))
    .sort();
  const isBase = (path: string) => /\/(?:docker-)?compose\.ya?ml$/.test(path);
  return files.flatMap((path) => {
    const base = isBase(path)
      ? undefined
      : files.find((each) => isBase(each) && dirname(each) === dirname(path));
    return base === undefined ? [[path]] : [[path], [base, path]];
  });
}

async function compare(compose: string, files: readonly string[]): Promise<string | undefined> {
  const shell = new Map([['HOME', HOME]]);
  const flags = files.flatMap((file) => ['-f', file]);
  const said = await config(compose, dirname(files[0] ?? ''), flags, shell);
  const read = (uri: string) => {
    const name = decodeURIComponent(uri.slice('file://'.length));
    return existsSync(name) && statSync(name).isFile() ? readFileSync(name, 'utf8') : undefined;
  };
  const request = { files: files.map((file) => pathToFileURL(file).href), shell };
  const model = composeModel(request, {
    text: read,
    yaml: (uri) => {
      const text = read(uri);
      return text === undefined ? undefined : readFile(uri, text);
    },
  });
  const theirs = said.code === 0 ? JSON.parse(said.output) : 'refused';
  const ours = model.refused ? 'refused' : renderCompose(model, request);
  const different = difference(theirs, ours);
  if (different === undefined) return undefined;
  const why = model.refused ? model.problems.map((each) => each.message).join(' ') : said.error;
  return `${files.join(' + ')}\n    ${different}\n    ${why.trim()}`;
}

/** Projects of two or three layers, each taken from another case. */
function mixtures(count: number, seed: number): ComposeCase[] {
  let state = seed;
  const below = (limit: number) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor((state / 2147483648) * limit);
  };
  const pieces = Object.values(TOPICS)
    .flat()
    .filter((each) => !modelOf(each).refused)
    .flatMap((each) => passed(each).map((path) => ({ each, text: each.files[path] ?? '' })))
    .filter(({ text }) => text.trim() !== '');
  return Array.from({ length: count }, (_, index): ComposeCase => {
    const picked = Array.from({ length: 2 + below(2) }, () => pieces[below(pieces.length)]).filter(
      (each) => each !== undefined,
    );
    const layers = Object.fromEntries(picked.map(({ text }, at) => [`layer${at}.yaml`, text]));
    const others = Object.assign({}, ...picked.map(({ each }) => each.files));
    return {
      name: `mixture ${index}`,
      files: { ...others, ...layers },
      pass: Object.keys(layers),
      shell: Object.assign({ X: 'x' }, ...picked.map(({ each }) => each.shell ?? {})),
      ...(below(3) === 0 ? { profiles: ['debug', 'p'] } : {}),
    };
  });
}
