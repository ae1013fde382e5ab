import { schemaFaults } from '../../core/compose/effective/schemaFaults.ts';
import { bad, badFiles, good } from '../../core/rule/example.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { schemaProblem } from '../../core/rule/schemaProblem.ts';
import { shortened } from '../../core/text/shortened.ts';

export default defineRule({
  id: 'compose/schema-invalid',
  title: 'Compose file that does not fit the Compose specification',
  category: 'correctness',
  levels: { recommended: 'error', strict: 'error' },
  since: '0.1.0',
  target: 'composition',
  docs: {
    why: 'Compose holds the merged project against the schema of the Compose specification, and refuses all of it for one key that it does not know or one value of the wrong type. Nothing starts then.',
    how: 'Correct the name or the type. What Compose has no key for goes under a key that begins with `x-`. The newest schema counts, so that what only newer releases of Compose know is not marked.',
    references: [
      'https://docs.docker.com/reference/compose-file/',
      'https://github.com/compose-spec/compose-spec',
    ],
  },
  check({ model }, { schemas, report }) {
    const { root } = model;
    if (!schemas || !root) return;
    const schema = schemas.compose();
    const first = root.entries[0]?.keySpan ?? root.span;
    for (const fault of schemaFaults(schema, model)) {
      const named = subjectOf(fault.path);
      const problem = schemaProblem(fault, {
        root,
        expected: schema.expected,
        ...named,
        outcome: 'Compose refuses it',
        nameSpan: first,
      });
      if (problem) report(problem);
    }
  },
  examples: {
    good: [
      good(
        'name: shop\nx-common: &common {restart: unless-stopped}\nservices:\n  api:\n    <<: *common\n    image: example/api:1.4.2\n    command: serve\n    ports: [8080, "9090:90"]\n    environment: {PORT: 8080, DEBUG: true, EMPTY: }\n    models: [llm]\nmodels:\n  llm: {model: ai/smollm2}\n',
      ),
      good(
        'services:\n  api:\n    image: example/api:1.4.2\n    deploy: {replicas: "${REPLICAS:-2}"}\n    healthcheck: {test: [CMD, "true"], retries: 3}\n    ulimits: {nofile: {soft: 1024, hard: 2048}}\n    x-note: {any: thing}\n',
      ),
      {
        files: {
          'compose.yaml':
            'services:\n  api:\n    image: example/api:1.4.2\n    ports: ["80:80"]\n    expose: ["80"]\n',
          'compose.override.yaml':
            'services:\n  api:\n    ports: !override ["8080:80"]\n    expose: !reset []\n',
        },
      },
    ],
    bad: [
      bad(
        'services:\n  api:\n    image: example/api:1.4.2\n    «enviroment»: # a slip\n      LEVEL: debug\n    deploy:\n      resources:\n        «limit»: {cpus: "1"}\n',
        'services:\n  api:\n    image: example/api:1.4.2\n    environment: # a slip\n      LEVEL: debug\n    deploy:\n      resources:\n        limits: {cpus: "1"}\n',
      ),
      bad(
        'services:\n  api:\n    image: example/api:1.4.2\n    ports: «"8080:80"»\n    container_name: «55»\n    healthcheck:\n      test: curl localhost\n      «intervall»: 10s\n',
        'services:\n  api:\n    image: example/api:1.4.2\n    ports:\n      - "8080:80"\n    container_name: "55"\n    healthcheck:\n      test: curl localhost\n      interval: 10s\n',
      ),
      badFiles(
        {
          'compose.yaml': 'services:\n  api:\n    image: example/api:1.4.2\n',
          'compose.override.yaml':
            'services:\n  api:\n    command: serve\n    «restrat»: always\n    «replicas»: 2\n«volume»:\n  data:\n',
        },
        {
          'compose.override.yaml':
            'services:\n  api:\n    command: serve\n    restart: always\n    replicas: 2\nvolumes:\n  data:\n',
        },
      ),
    ],
  },
});

const SECTIONS: { readonly [section: string]: string } = {
  services: 'Service',
  networks: 'Network',
  volumes: 'Volume',
  secrets: 'Secret',
  configs: 'Config',
  models: 'Model',
};

/** What a path is in, as people call it, and how much of the path that says. */
function subjectOf([section = '', name]: readonly string[]): { subject: string; said: number } {
  const word = Object.hasOwn(SECTIONS, section) ? SECTIONS[section] : undefined;
  if (word === undefined || name === undefined) return { subject: 'This Compose file', said: 0 };
  return { subject: `${word} "${shortened(name, 40)}"`, said: 2 };
}
