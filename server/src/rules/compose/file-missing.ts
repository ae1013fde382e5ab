import { bad, badFiles, good } from '../../core/rule/example.ts';
import { isOutside, plain, projectFaultRule } from './projectFault.ts';

export default projectFaultRule({
  id: 'compose/file-missing',
  title: 'Compose file that is not there',
  isOne: ({ code }) => code === 'file-missing',
  docs: {
    why: 'Compose refuses a project that includes, or extends a service of, a file that does not exist. Mostly it was moved, or the path is meant from another folder.',
    how: 'Correct the path: it is taken from the folder of the file that it stands in. Files outside of the workspace are not reported.',
    references: [
      'https://docs.docker.com/reference/compose-file/include/',
      'https://docs.docker.com/reference/compose-file/services/#extends',
    ],
  },
  problem: (found) => (isOutside(found) ? undefined : plain(found)),
  examples: {
    good: [
      good('include: [../shared/db.yaml]\nservices:\n  api:\n    image: example/api:1.4.2\n'),
      good('services:\n  base:\n    image: example/api:1.4.2\n  api:\n    extends: base\n'),
      {
        files: {
          'compose.yaml': 'services:\n  api:\n    extends: {file: common/base.yaml, service: api}\n',
          'common/base.yaml': 'services:\n  api:\n    image: example/api:1.4.2\n',
        },
      },
    ],
    bad: [
      bad('include:\n  - «db.yaml» # moved\nservices:\n  api:\n    image: example/api:1.4.2\n'),
      bad('services:\n  api:\n    extends:\n      file: «"base.yaml"»\n      service: api\n'),
      badFiles({
        'compose.yaml': 'services:\n  api:\n    image: example/api:1.4.2\n',
        'compose.override.yaml': 'include: [{path: «web/compose.yaml»}]\n',
        'web.yaml': 'a: b\n',
      }),
    ],
  },
});
