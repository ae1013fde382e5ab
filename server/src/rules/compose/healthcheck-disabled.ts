import { isReset } from '../../core/compose/reset.ts';
import { partsOf } from '../../core/model/derive.ts';
import { asMap, get, isTrue, itemsOf, stringOf } from '../../core/model/read.ts';
import { badFiles, good } from '../../core/rule/example.ts';
import { removalFix } from '../../core/rule/fields.ts';
import { defineRule } from '../../core/rule/rule.ts';

export default defineRule({
  id: 'compose/healthcheck-disabled',
  title: 'Healthcheck switched off in production',
  category: 'reliability',
  levels: { recommended: 'information', strict: 'warning' },
  since: '0.1.0',
  target: 'service',
  docs: {
    why: 'Somebody had a reason to switch the healthcheck of the image off, mostly while something was being mended. In production a service that hangs is then taken for a healthy one.',
    how: 'Take the setting out, or write a healthcheck that fits. Only files for production are reported.',
    references: ['https://docs.docker.com/reference/compose-file/services/#healthcheck'],
  },
  check({ name, node }, { environment, report }) {
    const healthcheck = get(node, 'healthcheck');
    if (environment.kind !== 'production' || !healthcheck || isReset(healthcheck)) return;
    const disable = get(healthcheck, 'disable');
    const test = get(healthcheck, 'test');
    const none = test?.kind === 'seq' ? itemsOf(test)[0] : test;
    const off = isTrue(disable) ? disable : stringOf(none) === 'NONE' ? none : undefined;
    if (!off) return;
    report({
      span: off.span,
      message: `The healthcheck of "${name}" is off in production: Docker takes it for well while its process runs.`,
      fixes: () => {
        const map = asMap(healthcheck);
        // Another layer's healthcheck is what is to come back.
        if (!map || partsOf(map).length < 2) return [removalFix(node, 'healthcheck')];
        return off.overrides ? [] : [removalFix(map, off === disable ? 'disable' : 'test')];
      },
    });
  },
  examples: {
    good: [
      good('services:\n  api:\n    image: example/api:1.4.2\n    healthcheck: {disable: true}\n'),
      {
        files: {
          'compose.prod.yaml':
            'services:\n  api:\n    image: example/api:1.4.2\n    healthcheck: {test: [CMD, /bin/alive]}\n',
        },
      },
      {
        files: {
          'compose.yaml':
            'services:\n  api:\n    image: example/api:1.4.2\n    healthcheck: {test: [CMD, /bin/alive]}\n',
          'compose.prod.yaml': 'services:\n  api:\n    healthcheck: {disable: false}\n',
        },
      },
    ],
    bad: [
      badFiles(
        {
          'compose.prod.yaml':
            'services:\n  api:\n    image: example/api:1.4.2\n    healthcheck:\n      disable: «true» # for now\n    restart: always\n',
        },
        {
          'compose.prod.yaml': 'services:\n  api:\n    image: example/api:1.4.2\n    restart: always\n',
        },
      ),
      badFiles(
        {
          'compose.yaml':
            'services:\n  api:\n    image: example/api:1.4.2\n    healthcheck: {test: [CMD, /bin/alive]}\n',
          'compose.prod.yaml':
            'services:\n  api:\n    restart: always\n    healthcheck:\n      disable: «yes»\n',
        },
        { 'compose.prod.yaml': 'services:\n  api:\n    restart: always\n    healthcheck: {}\n' },
      ),
      badFiles(
        {
          'docker-compose.production.yml':
            'services:\n  api:\n    image: example/api:1.4.2\n    healthcheck: {test: [«"NONE"»]}\n  db:\n    image: postgres:16\n    healthcheck:\n      test: «NONE»\n',
        },
        {
          'docker-compose.production.yml':
            'services:\n  api:\n    image: example/api:1.4.2\n  db:\n    image: postgres:16\n',
        },
      ),
    ],
  },
});
