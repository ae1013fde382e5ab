import type { ComposeService } from '../../core/compose/project.ts';
import { wordsOf } from '../../core/compose/words.ts';
import { edit } from '../../core/edit/edit.ts';
import { SERVICE_ORDER } from '../../core/edit/keyOrder.ts';
import { inferHealthcheck } from '../../core/infer/healthcheck.ts';
import { hasBuiltInHealthcheck } from '../../core/infer/knownImages.ts';
import { dockerfileFor } from '../../core/infer/surroundings.ts';
import { entriesOf, get, isNull, isTrue, stringOf } from '../../core/model/read.ts';
import type { Environment } from '../../core/rule/environment.ts';
import { bad, good } from '../../core/rule/example.ts';
import { additionFix, type Fix } from '../../core/rule/problem.ts';
import { defineRule } from '../../core/rule/rule.ts';

export default defineRule({
  id: 'compose/depends-on-healthy-without-healthcheck',
  title: 'Waits for a health that is never checked',
  category: 'correctness',
  levels: { recommended: 'error', strict: 'error' },
  since: '0.1.0',
  target: 'service',
  docs: {
    why: 'With `condition: service_healthy` Compose waits until the other service is healthy. A service without a healthcheck never is: `docker compose up` stops with an error and this service does not start.',
    how: 'Give the other service a healthcheck, or wait for `service_started` only.',
    references: [
      'https://docs.docker.com/reference/compose-file/services/#depends_on',
      'https://docs.docker.com/compose/how-tos/startup-order/',
    ],
  },
  check(service, { environment, report }) {
    for (const { key, value } of entriesOf(get(service.node, 'depends_on'))) {
      const condition = get(value, 'condition');
      if (!condition || stringOf(condition) !== 'service_healthy') continue;
      const other = service.project.services.find((each) => each.name === key);
      if (!other || mayBeHealthy(other, environment)) continue;
      report({
        span: condition.span,
        message: `Service "${service.name}" waits for "${key}" to be healthy, which has no healthcheck: it never starts.`,
        // The healthcheck may stand in the file that this one is laid over.
        missing: true,
        related: [{ span: other.entry.keySpan, message: 'This service has no healthcheck.' }],
        fixes: () => [
          ...addHealthcheck(other, environment),
          {
            title: 'Wait for service_started only',
            safe: false,
            edits: edit.replace(condition, 'service_started'),
          },
        ],
      });
    }
  },
  examples: {
    good: [
      good(
        'services:\n  api:\n    image: example/api:1.4.2\n    depends_on:\n      db: {condition: service_healthy}\n  db:\n    image: postgres:16\n    healthcheck: {test: [CMD, pg_isready]}\n',
      ),
      good(
        'services:\n  api:\n    image: example/api:1.4.2\n    depends_on:\n      db: {condition: service_started}\n  db:\n    image: postgres:16\n',
      ),
      good(
        'services:\n  api:\n    image: example/api:1.4.2\n    depends_on: [db]\n  db:\n    image: example/db:1.0\n',
      ),
    ],
    bad: [
      bad(
        'services:\n  api:\n    image: example/api:1.4.2\n    depends_on:\n      db:\n        condition: «service_healthy»\n  db:\n    image: example/db:1.0\n    healthcheck:\n      test: ["NONE"]\n',
        'services:\n  api:\n    image: example/api:1.4.2\n    depends_on:\n      db:\n        condition: service_started\n  db:\n    image: example/db:1.0\n    healthcheck:\n      test: ["NONE"]\n',
      ),
      bad(
        'services:\n  api:\n    image: example/api:1.4.2\n    depends_on:\n      cache:\n        condition: «service_healthy»\n  cache:\n    image: redis:7\n',
        'services:\n  api:\n    image: example/api:1.4.2\n    depends_on:\n      cache:\n        condition: service_healthy\n  cache:\n    image: redis:7\n    healthcheck:\n      test: ["CMD", "redis-cli", "ping"]\n      interval: 15s\n      timeout: 5s\n      retries: 3\n',
      ),
      bad(
        'services:\n  api:\n    image: example/api:1.4.2\n    depends_on:\n      queue: {condition: «service_healthy»} # slow\n  queue:\n    image: example/queue:1.0\n',
        'services:\n  api:\n    image: example/api:1.4.2\n    depends_on:\n      queue: {condition: service_started} # slow\n  queue:\n    image: example/queue:1.0\n',
      ),
      bad(
        'services:\n  api:\n    image: example/api:1.4.2\n    depends_on:\n      db:\n        condition: «"service_healthy"»\n        restart: true\n  db:\n    image: example/db:1.0\n    healthcheck:\n      disable: true\n',
        'services:\n  api:\n    image: example/api:1.4.2\n    depends_on:\n      db:\n        condition: "service_started"\n        restart: true\n  db:\n    image: example/db:1.0\n    healthcheck:\n      disable: true\n',
      ),
    ],
  },
});

/** Whether the service has a healthcheck, or might have one that can't be seen from here. */
function mayBeHealthy(service: ComposeService, environment: Environment): boolean {
  const healthcheck = get(service.node, 'healthcheck');
  const disabled =
    isTrue(get(healthcheck, 'disable')) || wordsOf(get(healthcheck, 'test'))[0]?.toUpperCase() === 'NONE';
  if (disabled) return false;
  if (!isNull(healthcheck) || !isNull(get(service.node, 'extends')) || hasBuiltInHealthcheck(service.image))
    return true;
  const dockerfile = dockerfileFor(service, environment);
  if (dockerfile) return dockerfile.healthcheck !== undefined && dockerfile.healthcheck !== 'none';
  return service.built;
}

function addHealthcheck(service: ComposeService, environment: Environment): Fix[] {
  if (!isNull(get(service.node, 'healthcheck'))) return [];
  const found = inferHealthcheck(service, environment);
  if (!found) return [];
  const title = `Add a healthcheck to "${service.name}": ${found.description}`;
  return [additionFix(title, false, service.node, { healthcheck: found.healthcheck }, SERVICE_ORDER)];
}
