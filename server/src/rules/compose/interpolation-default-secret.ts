import { bad, badFiles, good } from '../../core/rule/example.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { secretIn } from '../../core/secrets/secret.ts';
import { shortened } from '../../core/text/shortened.ts';
import { type Span, span } from '../../core/text/span.ts';
import { requireFix } from './requiredVariable.ts';

export default defineRule({
  id: 'compose/interpolation-default-secret',
  title: 'Secret as the default of a variable',
  category: 'security',
  levels: { recommended: 'error', strict: 'error' },
  since: '0.1.0',
  target: 'composition',
  docs: {
    why: 'The default of a variable is what runs wherever nobody sets it, and a secret there is in version control like any other. A deployment with a forgotten `.env` starts without a word, with a password that everybody can read.',
    how: 'Have Compose refuse to start without it: `${NAME:?set NAME in .env}`. Then change the secret itself if it was ever used.',
    references: ['https://docs.docker.com/compose/how-tos/environment-variables/variable-interpolation/'],
  },
  check({ model }, { report }) {
    const seen = new Set<string>();
    for (const { name, span: place, fallback } of model.variables) {
      const key = `${place.source.uri} ${place.start} ${place.end}`;
      const secret = fallback === undefined ? undefined : secretIn(name, fallback);
      if (!secret || fallback === undefined || seen.has(key)) continue;
      seen.add(key);
      report({
        span: defaultIn(place, fallback),
        message: `The default of "${shortened(name, 40)}" is ${secret.what} in plain text: it runs wherever nobody sets another one.`,
        fixes: () => requireFix(name, place),
      });
    }
  },
  examples: {
    good: [
      good(
        'services:\n  db:\n    image: postgres:16\n    environment:\n      POSTGRES_PASSWORD: ${POSTGRES_PASSWORD:?set POSTGRES_PASSWORD in .env}\n      POSTGRES_USER: ${POSTGRES_USER:-app}\n',
      ),
      good(
        'services:\n  db:\n    image: postgres:16\n    environment:\n      POSTGRES_PASSWORD: ${POSTGRES_PASSWORD:-}\n      API_TOKEN: ${API_TOKEN:-change-me}\n',
      ),
      good(
        'services:\n  api:\n    image: example/api:${TAG:-1.4.2}\n    environment: {TOKEN_TTL: "${TOKEN_TTL:-3600}"}\n',
      ),
    ],
    bad: [
      bad(
        'services:\n  db:\n    image: postgres:16\n    environment:\n      POSTGRES_PASSWORD: ${POSTGRES_PASSWORD:-«hunter2»} # for tests\n',
        'services:\n  db:\n    image: postgres:16\n    environment:\n      POSTGRES_PASSWORD: ${POSTGRES_PASSWORD:?set POSTGRES_PASSWORD in .env} # for tests\n',
      ),
      bad(
        'services:\n  api:\n    image: example/api:1.4.2\n    environment:\n      - "DATABASE_URL=${DATABASE_URL-«postgres://app:pa55word@db/app»}"\n',
        'services:\n  api:\n    image: example/api:1.4.2\n    environment:\n      - "DATABASE_URL=${DATABASE_URL:?set DATABASE_URL in .env}"\n',
      ),
      badFiles(
        {
          '.env': 'JWT_SECRET=set-here\n',
          'compose.yaml': 'services:\n  api:\n    image: example/api:1.4.2\n',
          'compose.override.yaml':
            "services:\n  api:\n    environment: {SECRET: '${JWT_SECRET:-«Zq8-kite-lamp»}'}\n",
        },
        {
          'compose.override.yaml':
            "services:\n  api:\n    environment: {SECRET: '${JWT_SECRET:?set JWT_SECRET in .env}'}\n",
        },
      ),
    ],
  },
});

/** Where the default stands in a reference; the whole of it where it is not written as it reads. */
function defaultIn(place: Span, fallback: string): Span {
  const written = place.source.text.slice(place.start, place.end);
  const at = written.endsWith(`${fallback}}`) ? place.end - 1 - fallback.length : -1;
  return at < 0 ? place : span(place.source, at, at + fallback.length);
}
