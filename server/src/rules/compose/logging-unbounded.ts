import { SERVICE_ORDER } from '../../core/edit/keyOrder.ts';
import { get, isNull, stringOf } from '../../core/model/read.ts';
import { badFiles, good } from '../../core/rule/example.ts';
import { additionFix } from '../../core/rule/problem.ts';
import { defineRule } from '../../core/rule/rule.ts';

export default defineRule({
  id: 'compose/logging-unbounded',
  title: 'Log without an end in production',
  category: 'reliability',
  levels: { recommended: 'off', strict: 'information' },
  since: '0.1.0',
  target: 'service',
  docs: {
    why: "Docker's default log driver, `json-file`, keeps everything that a container prints until the container is removed. A talkative service fills the disk of its host in weeks, and everything on it stops.",
    how: 'Set `max-size` and `max-file`, or use the `local` driver, which has limits of its own. Hosts whose daemon sets them for all containers need nothing: hence the rule is off by default.',
    references: [
      'https://docs.docker.com/engine/logging/drivers/json-file/',
      'https://docs.docker.com/reference/compose-file/services/#logging',
    ],
  },
  options: {
    type: 'object',
    additionalProperties: false,
    properties: {
      maxSize: { type: 'string', default: '10m', description: 'The size of a log file that the fix sets.' },
      maxFiles: { type: 'string', default: '3', description: 'How many log files the fix keeps.' },
    },
  },
  check(service, { environment, options, report }) {
    const { node } = service;
    const driver = stringOf(get(node, 'logging', 'driver'));
    if (environment.kind !== 'production' || get(node, 'extends')) return;
    if ((driver ?? 'json-file') !== 'json-file' || !isNull(get(node, 'logging', 'options', 'max-size')))
      return;
    report({
      span: service.entry.keySpan,
      message: `The log of "${service.name}" has no limit in production: it grows until the disk of the host is full.`,
      missing: true,
      fixes: () => {
        const limits = { 'max-size': options.maxSize, 'max-file': options.maxFiles };
        return [
          additionFix(
            `Limit the log to ${options.maxFiles} files of ${options.maxSize}`,
            false,
            node,
            { logging: { driver: 'json-file', options: limits } },
            SERVICE_ORDER,
          ),
        ];
      },
    });
  },
  examples: {
    good: [
      good('services:\n  api:\n    image: example/api:1.4.2\n'),
      {
        files: {
          'compose.prod.yaml':
            'services:\n  api:\n    image: example/api:1.4.2\n    logging: {driver: local}\n',
        },
      },
      {
        files: {
          'compose.prod.yaml':
            'services:\n  api:\n    image: example/api:1.4.2\n    logging:\n      options:\n        max-size: 50m\n',
        },
      },
    ],
    bad: [
      badFiles(
        { 'compose.prod.yaml': 'services:\n  «api»:\n    image: example/api:1.4.2\n    labels: {a: b}\n' },
        {
          'compose.prod.yaml':
            'services:\n  api:\n    image: example/api:1.4.2\n    logging:\n      driver: json-file\n      options:\n        max-size: 10m\n        max-file: "3"\n    labels: {a: b}\n',
        },
      ),
      badFiles(
        {
          'compose.prod.yaml':
            'services:\n  «api»:\n    image: example/api:1.4.2\n    logging:\n      driver: json-file\n      options: {tag: api} # name\n',
        },
        {
          'compose.prod.yaml':
            'services:\n  api:\n    image: example/api:1.4.2\n    logging:\n      driver: json-file\n      options: {tag: api, max-size: 10m, max-file: "3"} # name\n',
        },
      ),
      badFiles(
        {
          'compose.yaml': 'services:\n  «api»:\n    image: example/api:1.4.2\n',
          'compose.prod.yaml': 'services:\n  api:\n    restart: always\n',
        },
        {
          'compose.yaml':
            'services:\n  api:\n    image: example/api:1.4.2\n    logging:\n      driver: json-file\n      options:\n        max-size: 10m\n        max-file: "3"\n',
        },
      ),
    ],
  },
});
