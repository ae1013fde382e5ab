import { isReset } from '../../core/compose/reset.ts';
import { edit } from '../../core/edit/edit.ts';
import { SERVICE_ORDER } from '../../core/edit/keyOrder.ts';
import { entry, isNull, itemsOf, writtenText } from '../../core/model/read.ts';
import { bad, badFiles, good } from '../../core/rule/example.ts';
import { removalFix } from '../../core/rule/fields.ts';
import { defineRule } from '../../core/rule/rule.ts';

export default defineRule({
  id: 'compose/links-deprecated',
  title: 'Deprecated "links"',
  category: 'maintainability',
  levels: { recommended: 'information', strict: 'information' },
  since: '0.1.0',
  target: 'service',
  docs: {
    why: 'Links are left over from the time before Docker had networks. Services of a project reach each other by their names without any, and what a link adds (an order of starting, an alias) is said better by other fields.',
    how: 'Write `depends_on` where the other service has to be started first, and `networks.<name>.aliases` on the other service where it is called by another name.',
    references: [
      'https://docs.docker.com/reference/compose-file/services/#links',
      'https://docs.docker.com/engine/network/links/',
    ],
  },
  check({ name, node }, { report }) {
    const links = entry(node, 'links');
    if (!links || links.via || isReset(links.value) || itemsOf(links.value).length === 0) return;
    report({
      span: links.keySpan,
      message: `Service "${name}" uses "links", which is deprecated: services reach each other by their names.`,
      tags: ['deprecated'],
      fixes: () => {
        const targets = itemsOf(links.value).map((item) => writtenText(item) ?? '');
        // An alias would be lost.
        if (targets.some((target) => target === '' || target.includes(':') || target.includes('$')))
          return [];
        if (!isNull(entry(node, 'depends_on')?.value)) return [removalFix(node, 'links')];
        const edits = edit.substitute(node, 'links', 'depends_on', targets, SERVICE_ORDER);
        return edits.length === 0 ? [] : [{ title: 'Change to "depends_on"', safe: false, edits }];
      },
    });
  },
  examples: {
    good: [
      good(
        'services:\n  api:\n    image: example/api:1.4.2\n    depends_on: [db]\n  db:\n    image: postgres:16\n',
      ),
      good('services:\n  api:\n    image: example/api:1.4.2\n    external_links: [redis]\n'),
      good('services:\n  api:\n    image: example/api:1.4.2\n    links: []\n'),
    ],
    bad: [
      bad(
        'services:\n  api:\n    image: example/api:1.4.2\n    «links»:\n      - db\n  db:\n    image: postgres:16\n',
        'services:\n  api:\n    image: example/api:1.4.2\n    depends_on:\n      - db\n  db:\n    image: postgres:16\n',
      ),
      bad(
        'services:\n  api:\n    image: example/api:1.4.2\n    depends_on: [db]\n    «links»: [db] # old\n  db:\n    image: postgres:16\n',
        'services:\n  api:\n    image: example/api:1.4.2\n    depends_on: [db]\n  db:\n    image: postgres:16\n',
      ),
      badFiles({
        'compose.yaml': 'services:\n  api:\n    image: example/api:1.4.2\n  db:\n    image: postgres:16\n',
        'compose.override.yaml': 'services:\n  api:\n    «links»: ["db:database"]\n',
      }),
    ],
  },
});
