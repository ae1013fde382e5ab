import { entry } from '../../core/model/read.ts';
import { bad, good } from '../../core/rule/example.ts';
import { removalFix } from '../../core/rule/fields.ts';
import { defineRule } from '../../core/rule/rule.ts';

export default defineRule({
  id: 'compose/version-field',
  title: 'Obsolete "version"',
  category: 'maintainability',
  levels: { recommended: 'information', strict: 'information' },
  since: '0.1.0',
  target: 'project',
  docs: {
    why: 'Compose ignores the top-level `version` and prints a warning about it at every command. It suggests a choice of features that does not exist any more.',
    how: 'Remove the line.',
    references: ['https://docs.docker.com/reference/compose-file/version-and-name/'],
  },
  aliases: { dclint: 'no-version-field' },
  check({ root }, { report }) {
    const version = entry(root, 'version');
    if (!version || version.via) return;
    report({
      span: version.keySpan,
      message: 'Compose ignores "version", and warns about it at every command.',
      tags: ['deprecated'],
      fixes: () => [removalFix(root, 'version', true)],
    });
  },
  examples: {
    good: [
      good('services:\n  api:\n    image: example/api:1.4.2\n'),
      good('name: demo\nservices:\n  api:\n    image: example/api:1.4.2\n    labels:\n      version: "1"\n'),
      good('x-version: 3\nservices:\n  api:\n    image: example/api:1.4.2\n'),
    ],
    bad: [
      bad(
        '«version»: "3.8"\n\nservices:\n  api:\n    image: example/api:1.4.2\n',
        '\nservices:\n  api:\n    image: example/api:1.4.2\n',
      ),
      bad(
        '# Local stack\n«version»: "3" # old\nservices:\n  api:\n    image: example/api:1.4.2\n',
        '# Local stack\nservices:\n  api:\n    image: example/api:1.4.2\n',
      ),
      bad(
        'services:\n  api:\n    image: example/api:1.4.2\n«"version"»: 2',
        'services:\n  api:\n    image: example/api:1.4.2',
      ),
    ],
  },
});
