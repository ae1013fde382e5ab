import { isLongRunning } from '../../core/compose/longRunning.ts';
import { SERVICE_ORDER } from '../../core/edit/keyOrder.ts';
import { inferHealthcheck } from '../../core/infer/healthcheck.ts';
import { hasBuiltInHealthcheck } from '../../core/infer/knownImages.ts';
import { dockerfileFor } from '../../core/infer/surroundings.ts';
import { get, isNull } from '../../core/model/read.ts';
import { bad, good } from '../../core/rule/example.ts';
import { additionFix } from '../../core/rule/problem.ts';
import { defineRule } from '../../core/rule/rule.ts';

export default defineRule({
  id: 'compose/healthcheck-missing',
  title: 'Service without a healthcheck',
  category: 'reliability',
  levels: { recommended: 'warning', strict: 'warning' },
  since: '0.1.0',
  target: 'service',
  docs: {
    why: 'Without a healthcheck Docker only knows whether the process runs, not whether it works. `depends_on` can not wait for it, and `docker compose up --wait` and orchestrators take a hanging service for a healthy one.',
    how: 'Add a `healthcheck` that asks the service itself. One-shot services, images that bring a HEALTHCHECK, and Dockerfiles that declare one are not reported.',
    references: [
      'https://docs.docker.com/reference/compose-file/services/#healthcheck',
      'https://docs.docker.com/reference/dockerfile/#healthcheck',
    ],
  },
  aliases: { kics: 'Healthcheck Not Set [698ed579-b239-4f8f-a388-baa4bcb13ef8]' },
  check(service, { environment, report }) {
    const { name, node } = service;
    if (!isNull(get(node, 'healthcheck')) || !isLongRunning(service)) return;
    if (!isNull(get(node, 'extends')) || hasBuiltInHealthcheck(service.image)) return;
    const dockerfile = dockerfileFor(service, environment);
    if (dockerfile?.healthcheck !== undefined && dockerfile.healthcheck !== 'none') return;
    report({
      span: service.entry.keySpan,
      message: `Service "${name}" has no healthcheck: Docker takes it for well as long as its process runs.`,
      missing: true,
      fixes: () => {
        const found = inferHealthcheck(service, environment);
        if (!found) return [];
        return [
          additionFix(
            `Add a healthcheck: ${found.description}`,
            false,
            node,
            { healthcheck: found.healthcheck },
            SERVICE_ORDER,
          ),
        ];
      },
    });
  },
  examples: {
    good: [
      good(
        'services:\n  api:\n    build:\n      dockerfile_inline: |\n        FROM python:3.12\n        HEALTHCHECK CMD curl -f http://localhost:8000/\n  batch:\n    image: example/batch:1.0\n    restart: always\n    deploy: {mode: replicated-job}\n  once:\n    image: example/once:1.0\n    deploy: {restart_policy: {condition: none}}\n  off:\n    image: example/off:1.0\n    deploy: {replicas: 0}\n  none:\n    image: example/off:1.0\n    scale: 0\n  pull:\n    image: example/pull:1.0\n    entrypoint: ["/bin/true"]\n',
      ),
      good(
        'services:\n  api:\n    image: example/api:1.4.2\n    healthcheck:\n      test: ["CMD", "/bin/alive"]\n',
      ),
      good(
        'services:\n  migrate:\n    image: example/api:1.4.2\n    command: alembic upgrade head\n    restart: "no"\n',
      ),
      {
        files: {
          'compose.yaml': 'services:\n  api:\n    build: .\n',
          Dockerfile: 'FROM python:3.12\nHEALTHCHECK CMD curl -f http://localhost:8000/\n',
        },
      },
      good(
        'services:\n  seed:\n    image: example/seed:1.0\n  api:\n    image: example/api:1.4.2\n    healthcheck: {test: [CMD, /bin/alive]}\n    depends_on:\n      seed:\n        condition: service_completed_successfully\n',
      ),
    ],
    bad: [
      bad(
        'services:\n  «db»:\n    image: postgres:16\n    volumes:\n      - data:/var/lib/postgresql/data\nvolumes:\n  data:\n',
        'services:\n  db:\n    image: postgres:16\n    volumes:\n      - data:/var/lib/postgresql/data\n    healthcheck:\n      test: ["CMD", "pg_isready"]\n      interval: 15s\n      timeout: 5s\n      retries: 3\nvolumes:\n  data:\n',
      ),
      bad('services:\n  «worker»: # celery\n    image: example/worker:1.0\n'),
      {
        files: {
          'compose.yaml': 'services:\n  api:\n    image: example/api:1.4.2\n',
          'k8s/api.yaml':
            'apiVersion: v1\nkind: Pod\nmetadata:\n  name: api\nspec:\n  containers:\n    - name: api\n      image: example/api:1.4.2\n      readinessProbe:\n        exec:\n          command: [/bin/ready, --quick]\n',
        },
        expect: ['compose.yaml:2:3-6'],
        fixed: {
          'compose.yaml':
            'services:\n  api:\n    image: example/api:1.4.2\n    healthcheck:\n      test: ["CMD", "/bin/ready", "--quick"]\n      interval: 15s\n      timeout: 5s\n      retries: 3\n',
        },
      },
      bad(
        'services:\n  «cache»:\n    image: "redis:7"\n    restart: always',
        'services:\n  cache:\n    image: "redis:7"\n    restart: always\n    healthcheck:\n      test: ["CMD", "redis-cli", "ping"]\n      interval: 15s\n      timeout: 5s\n      retries: 3',
      ),
    ],
  },
});
