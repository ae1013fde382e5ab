import type { ComposeService } from '../../core/compose/project.ts';
import { bad, good } from '../../core/rule/example.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { type Secret, secretIn } from '../../core/secrets/secret.ts';
import { shortened } from '../../core/text/shortened.ts';
import { fromEnvironment, givenPairs } from './secretVariable.ts';
import { namedWords } from './secretWords.ts';

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
    for (const given of givenPairs(service.node)) {
      const { pair, where } = given;
      if (pair.value === undefined) continue;
      const secret = secretIn(pair.key, pair.value);
      if (secret)
        report({
          span: pair.valueSpan,
          message: message(service, `"${shortened(pair.key, 24)}" in ${where}`, secret),
          fixes: () => fromEnvironment(service.name, given),
        });
    }
    for (const { text, span, where, name } of namedWords(service)) {
      const secret = secretIn(name, text);
      if (secret) report({ span, message: message(service, where, secret), fixes: () => [] });
    }
  },
  examples: {
    good: [
      good(
        'services:\n  cache:\n    image: redis:7\n    command: redis-server --requirepass ${REDIS_PASSWORD:?set REDIS_PASSWORD in .env}\n    healthcheck: {test: [CMD-SHELL, "mysqladmin ping -p$$MYSQL_PASSWORD; mkdir -p /data; PGPASSWORD=$$PW psql -ppages x"]}\n',
      ),
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
        'services:\n  api:\n    image: example/api:1.4.2\n    environment: [PASSWORD=«hunter2», "API_TOKEN=«kV9x2LqP0z»"]\n',
        'services:\n  api:\n    image: example/api:1.4.2\n    environment: ["PASSWORD=${PASSWORD:?set PASSWORD in .env}", "API_TOKEN=${API_TOKEN:?set API_TOKEN in .env}"]\n',
      ),
      bad(
        'services:\n  api:\n    image: example/api:1.4.2\n    environment:\n      PASSWORD: «a-kW3x»\n      TOKEN: «Zq8-kite-lamp»\n    build:\n      args: {TOKEN: «Vd5-moss-fern»}\n  job-runner:\n    image: example/job:1.4.2\n    environment:\n      - PASSWORD=«b-Lm9q»\n',
        'services:\n  api:\n    image: example/api:1.4.2\n    environment:\n      PASSWORD: ${API_PASSWORD:?set API_PASSWORD in .env}\n      TOKEN: ${API_ENVIRONMENT_TOKEN:?set API_ENVIRONMENT_TOKEN in .env}\n    build:\n      args: {TOKEN: "${API_BUILD_ARGS_TOKEN:?set API_BUILD_ARGS_TOKEN in .env}"}\n  job-runner:\n    image: example/job:1.4.2\n    environment:\n      - PASSWORD=${JOB_RUNNER_PASSWORD:?set JOB_RUNNER_PASSWORD in .env}\n',
      ),
      bad(
        'services:\n  db:\n    image: mysql:8\n    entrypoint: sh -c "PGPASSWORD=«hunter2» psql && exec mysqld"\n    command: [mysql, shop, "-p«hunter2»"]\n    healthcheck:\n      test: mysqladmin ping -h localhost -uroot -p«hunter2» || redis-cli -a «Xy7-lake» ping\n',
      ),
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
  return `${where} of "${shortened(service.name, 24)}" holds ${secret.what} in plain text: all who can read this file know it.`;
}
