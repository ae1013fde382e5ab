import { type Pair, pairsOf } from '../../core/compose/pairs.ts';
import type { ComposeService } from '../../core/compose/project.ts';
import { edit } from '../../core/edit/edit.ts';
import type { Node } from '../../core/model/node.ts';
import { get, itemsOf, stringOf } from '../../core/model/read.ts';
import { bad, good } from '../../core/rule/example.ts';
import type { Fix } from '../../core/rule/problem.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { type Secret, secretIn } from '../../core/secrets/secret.ts';
import { type Span, span } from '../../core/text/span.ts';

export default defineRule({
  id: 'compose/env-hardcoded-secret',
  title: 'Secret in plain text',
  category: 'security',
  levels: { recommended: 'error', strict: 'error' },
  since: '0.1.0',
  target: 'service',
  docs: {
    why: "A secret in a Compose file is in version control for ever and on every developer's disk. `docker inspect` and every log that prints the file show it, too.",
    how: 'Take it from the shell or from `.env` with `${NAME:?...}`, or use Compose secrets with a variable that ends in `_FILE`; then change the secret itself, since it has been seen. The fix never copies the value anywhere.',
    references: [
      'https://docs.docker.com/compose/how-tos/use-secrets/',
      'https://docs.docker.com/compose/how-tos/environment-variables/best-practices/',
    ],
  },
  aliases: { kics: 'Passwords And Secrets' },
  check(service, { report }) {
    for (const { pair, where } of pairs(service)) {
      if (pair.value === undefined) continue;
      const secret = secretIn(pair.key, pair.value);
      if (secret)
        report({
          span: pair.valueSpan,
          message: message(service, `"${shorten(pair.key)}" in ${where}`, secret),
          fixes: () => fromEnvironment(pair),
        });
    }
    for (const { place, where, name } of words(service)) {
      const secret = secretIn(name, place.text);
      if (secret) report({ span: place.span, message: message(service, where, secret), fixes: () => [] });
    }
  },
  examples: {
    good: [
      good(
        'services:\n  db:\n    image: postgres:16\n    environment:\n      POSTGRES_PASSWORD: ${POSTGRES_PASSWORD:?}\n      POSTGRES_PASSWORD_FILE: /run/secrets/pg\n      POSTGRES_USER: app\n',
      ),
      good(
        'services:\n  db:\n    image: mysql:8\n    environment:\n      - MYSQL_ALLOW_EMPTY_PASSWORD=yes\n      - MYSQL_PASSWORD\n      - TOKEN_EXPIRES_IN=3600\n',
      ),
      good(
        'services:\n  api:\n    image: example/api:1.4.2\n    environment:\n      DATABASE_URL: postgres://app:${PW}@db/app\n      API_KEY: <your key>\n      SECRET_KEY: change-me\n',
      ),
    ],
    bad: [
      bad(
        'services:\n  db:\n    image: postgres:16\n    environment:\n      POSTGRES_PASSWORD: «hunter2» # local\n',
        'services:\n  db:\n    image: postgres:16\n    environment:\n      POSTGRES_PASSWORD: ${POSTGRES_PASSWORD:?set POSTGRES_PASSWORD in .env} # local\n',
      ),
      bad(
        'services:\n  db:\n    image: mysql:8\n    environment:\n      - MYSQL_USER=app\n      - "MYSQL_PASSWORD=«s3cr3t»"\n',
        'services:\n  db:\n    image: mysql:8\n    environment:\n      - MYSQL_USER=app\n      - "MYSQL_PASSWORD=${MYSQL_PASSWORD:?set MYSQL_PASSWORD in .env}"\n',
      ),
      bad(
        'services:\n  cache:\n    image: redis:7\n    command: redis-server --requirepass «Xy7-quiet-lake» --appendonly yes\n',
      ),
      bad(
        'services:\n  api:\n    image: example/api:1.4.2\n    environment: {DATABASE_URL: «"mysql://app:pa55word@db/app"»}\n',
        'services:\n  api:\n    image: example/api:1.4.2\n    environment: {DATABASE_URL: "${DATABASE_URL:?set DATABASE_URL in .env}"}\n',
      ),
    ],
  },
});

function message(service: ComposeService, where: string, secret: Secret): string {
  return `${where} of "${shorten(service.name)}" holds ${secret.what} in plain text: all who can read this file know it.`;
}

function shorten(name: string): string {
  return name.length > 24 ? `${name.slice(0, 23)}…` : name;
}

function pairs(service: ComposeService): { pair: Pair; where: string }[] {
  const { node } = service;
  const fields: readonly (readonly [Node | undefined, string])[] = [
    [get(node, 'environment'), 'environment'],
    [get(node, 'labels'), 'labels'],
    [get(node, 'build', 'args'), 'build args'],
  ];
  return fields.flatMap(([field, where]) => pairsOf(field).map((pair) => ({ pair, where })));
}

interface Word {
  readonly place: { readonly text: string; readonly span: Span };
  readonly where: string;
  readonly name: string;
}

/** Arguments of options whose names say that they are secret: `--requirepass x`, `--password=x`, `-pX` of mysql. */
function words(service: ComposeService): Word[] {
  const fields: readonly (readonly [Node | undefined, string])[] = [
    [get(service.node, 'command'), 'The command'],
    [get(service.node, 'entrypoint'), 'The entrypoint'],
    [get(service.node, 'healthcheck', 'test'), 'The healthcheck'],
  ];
  return fields.flatMap(([field, where]) => {
    if (!field) return [];
    if (field.kind === 'seq') return wordsInList(field, where);
    return stringOf(field) === undefined ? [] : wordsInString(field, where);
  });
}

const OPTION = /^--?([A-Za-z][\w-]*)$/;

function wordsInList(field: Node, where: string): Word[] {
  const items = itemsOf(field);
  return items.flatMap((item, index) => {
    const option = OPTION.exec(stringOf(items[index - 1]) ?? '')?.[1];
    const text = stringOf(item);
    if (text === undefined) return [];
    if (option !== undefined) return [{ place: { text, span: item.span }, where, name: optionName(option) }];
    return /\s/.test(text) || text.includes('=') ? wordsInString(item, where) : [];
  });
}

function wordsInString(node: Node, where: string): Word[] {
  const { source, start, end } = node.span;
  const written = source.text.slice(start, end);
  const result: Word[] = [];
  for (const match of written.matchAll(/--?([A-Za-z][\w-]*)(?:=|\s+)(?!-)([^\s"'\\]+)/g)) {
    const [whole, option = '', text = ''] = match;
    const from = start + match.index + whole.length - text.length;
    result.push({
      place: { text, span: span(source, from, from + text.length) },
      where,
      name: optionName(option),
    });
  }
  return result;
}

function optionName(option: string): string {
  return /^(?:requirepass|masterauth)$/.test(option) ? 'password' : option;
}

/** Has Compose take the value from the shell or `.env`, and refuse to start without it. */
function fromEnvironment(pair: Pair): Fix[] {
  const variable = pair.key.replace(/[^A-Za-z0-9_]+/g, '_').toUpperCase();
  const newText = `\${${variable}:?set ${variable} in .env}`;
  const title = `Take it from \${${variable}} (set it in .env)`;
  if (pair.node.span.start === pair.valueSpan.start)
    return [{ title, safe: false, edits: edit.replace(pair.node, newText) }];
  return [{ title, safe: false, edits: [{ span: pair.valueSpan, newText }] }];
}
