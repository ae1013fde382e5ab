import { rootOf } from '../../core/model/document.ts';
import { entriesOf, get } from '../../core/model/read.ts';
import { bad, badFiles, good } from '../../core/rule/example.ts';
import { closestName } from '../../core/text/closestName.ts';
import { plain, projectFaultRule } from './projectFault.ts';

export default projectFaultRule({
  id: 'compose/extends-unknown',
  title: 'Service that extends one that is not there',
  isOne: ({ code }) => code === 'extends-unknown',
  docs: {
    why: 'Compose refuses a project in which a service extends one that its file does not have. Mostly the other one was renamed.',
    how: 'Correct the name; without `file` the service has to be in the same file.',
    references: ['https://docs.docker.com/reference/compose-file/services/#extends'],
  },
  problem: (found) => ({
    ...plain(found),
    fixes: () => {
      const { source, start, end } = found.span;
      const written = source.text.slice(start, end);
      const name = written.replace(/^(["'])(.*)\1$/, '$2');
      const names = entriesOf(get(rootOf(source), 'services')).map(({ key }) => key);
      const closest = closestName(name, names);
      if (closest === undefined || closest === name) return [];
      const edits = [{ span: found.span, newText: written.replace(name, () => closest) }];
      return [{ title: `Change to "${closest}"`, safe: false, edits }];
    },
  }),
  examples: {
    good: [
      good('services:\n  base:\n    image: example/api:1.4.2\n  api:\n    extends: base\n'),
      good('services:\n  base:\n    image: example/api:1.4.2\n  api:\n    extends: {service: base}\n'),
      {
        files: {
          'compose.yaml': 'services:\n  api:\n    extends: {file: base.yaml, service: api}\n',
          'base.yaml': 'services:\n  api:\n    image: example/api:1.4.2\n',
        },
      },
    ],
    bad: [
      bad(
        'services:\n  common:\n    image: example/api:1.4.2\n  api:\n    extends: «comon» # shared\n',
        'services:\n  common:\n    image: example/api:1.4.2\n  api:\n    extends: common # shared\n',
      ),
      bad(
        'services:\n  common:\n    image: example/api:1.4.2\n  api:\n    extends:\n      service: «"commn"»\n',
        'services:\n  common:\n    image: example/api:1.4.2\n  api:\n    extends:\n      service: "common"\n',
      ),
      badFiles({
        'compose.yaml': 'services:\n  api:\n    extends: {file: base.yaml, service: «worker»}\n',
        'base.yaml': 'services:\n  api:\n    image: example/api:1.4.2\n',
      }),
    ],
  },
});
