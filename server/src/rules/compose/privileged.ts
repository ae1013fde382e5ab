import { isReset } from '../../core/compose/reset.ts';
import { entry, isTrue } from '../../core/model/read.ts';
import { bad, badFiles, good } from '../../core/rule/example.ts';
import { removalFix } from '../../core/rule/fields.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { fromVariable } from './fromVariable.ts';

export default defineRule({
  id: 'compose/privileged',
  title: 'Service runs privileged',
  category: 'security',
  levels: { recommended: 'error', strict: 'error' },
  since: '0.1.0',
  target: 'service',
  docs: {
    why: 'A privileged container has every capability and every device of the host, and no seccomp profile. Whoever controls it controls the host.',
    how: 'Take `privileged` out and add the one capability (`cap_add`) or device (`devices`) that is really needed.',
    references: [
      'https://docs.docker.com/reference/compose-file/services/#privileged',
      'https://docs.docker.com/engine/containers/run/#runtime-privilege-and-linux-capabilities',
    ],
  },
  aliases: {
    kics: 'Privileged Containers Enabled [ae5b6871-7f45-42e0-bb4c-ab300c4d2026]',
    semgrep: 'privileged-service',
  },
  check({ name, node }, { report }) {
    const hit = entry(node, 'privileged');
    if (!hit || isReset(hit.value) || !isTrue(hit.value)) return;
    report({
      span: hit.value.span,
      message: fromVariable(
        `Service "${name}" is privileged: whoever controls it controls the host.`,
        hit.value,
      ),
      fixes: () => [removalFix(node, 'privileged')],
    });
  },
  examples: {
    good: [
      good('services:\n  api:\n    image: example/api:1.4.2\n'),
      good('services:\n  api:\n    image: example/api:1.4.2\n    privileged: false\n'),
      good(
        'services:\n  api:\n    image: example/api:1.4.2\n    cap_add: [NET_ADMIN]\n    labels:\n      privileged: "true"\n',
      ),
    ],
    bad: [
      bad(
        'services:\n  a:\n    image: example/api:1.4.2\n    privileged: «"true"»\n',
        'services:\n  a:\n    image: example/api:1.4.2\n',
      ),
      bad(
        'services:\n  a:\n    image: example/api:1.4.2\n    privileged: «${PRIV:-true}»\n',
        'services:\n  a:\n    image: example/api:1.4.2\n',
      ),
      badFiles(
        {
          'compose.yaml': 'services:\n  a:\n    image: example/api:1.4.2\n    privileged: «${PRIV}»\n',
          '.env': 'PRIV=true\n',
        },
        { 'compose.yaml': 'services:\n  a:\n    image: example/api:1.4.2\n' },
      ),
      bad(
        'services:\n  api:\n    image: example/api:1.4.2\n    privileged: «true» # for now\n    ports: []\n',
        'services:\n  api:\n    image: example/api:1.4.2\n    ports: []\n',
      ),
      bad(
        'services:\n  api: {privileged: «true», image: "example/api:1.4.2"}\n',
        'services:\n  api: {image: "example/api:1.4.2"}\n',
      ),
      bad(
        'x-base: &base\n  image: example/api:1.4.2\n\nservices:\n  api:\n    <<: *base\n    # the GPU\n    privileged: «yes»\n  db:\n    image: postgres:16\n',
        'x-base: &base\n  image: example/api:1.4.2\n\nservices:\n  api:\n    <<: *base\n    # the GPU\n  db:\n    image: postgres:16\n',
      ),
    ],
  },
});
