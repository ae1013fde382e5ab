import { isReset } from '../../core/compose/reset.ts';
import { entry, isNull } from '../../core/model/read.ts';
import { bad, badFiles, good } from '../../core/rule/example.ts';
import { removalFix } from '../../core/rule/fields.ts';
import { defineRule } from '../../core/rule/rule.ts';

export default defineRule({
  id: 'compose/build-and-image',
  title: 'Both "build" and "image"',
  category: 'maintainability',
  levels: { recommended: 'off', strict: 'information' },
  since: '0.1.0',
  target: 'service',
  docs: {
    why: 'With both, Compose pulls the image if it can and builds it otherwise, so that what runs depends on what happens to be on the machine. Without `pull_policy` nobody can tell from the file which it is.',
    how: 'Keep one of the two. To give the built image a name is legitimate: hence the rule is off by default; `pull_policy: build` makes it plain.',
    references: ['https://docs.docker.com/reference/compose-file/build/#using-build-and-image'],
  },
  aliases: { dclint: 'no-build-and-image' },
  options: {
    type: 'object',
    additionalProperties: false,
    properties: {
      allowWithPullPolicy: {
        type: 'boolean',
        default: true,
        description: 'Whether a service that sets "pull_policy" may have both.',
      },
    },
  },
  check({ name, node }, { options, report }) {
    const [build, image] = [entry(node, 'build'), entry(node, 'image')];
    if (!build || !image || isNull(build.value) || isNull(image.value)) return;
    if (isReset(build.value) || isReset(image.value)) return;
    if (options.allowWithPullPolicy && !isNull(entry(node, 'pull_policy')?.value)) return;
    report({
      span: build.keySpan,
      message: `Service "${name}" has "build" and "image": whether it is built or pulled depends on the machine.`,
      related: [{ span: image.keySpan, message: 'The image is named here.' }],
      // Where another layer brings one of the two, others may need it.
      fixes: () =>
        build.keySpan.source === image.keySpan.source
          ? [removalFix(node, 'image'), removalFix(node, 'build')]
          : [],
    });
  },
  examples: {
    good: [
      good('services:\n  api:\n    image: example/api:1.4.2\n'),
      good('services:\n  api:\n    build: .\n'),
      good('services:\n  api:\n    build: .\n    image: example/api:1.4.2\n    pull_policy: build\n'),
    ],
    bad: [
      bad(
        'services:\n  api:\n    «build»: .\n    image: example/api:1.4.2 # the name\n    restart: always\n',
        'services:\n  api:\n    build: .\n    restart: always\n',
      ),
      bad(
        'services:\n  api: {image: "example/api:1.4.2", «build»: {context: .}, pull_policy: build}\n',
        'services:\n  api: {build: {context: .}, pull_policy: build}\n',
        { allowWithPullPolicy: false },
      ),
      badFiles({
        'compose.yaml': 'services:\n  api:\n    image: example/api:1.4.2\n    restart: always\n',
        'compose.override.yaml': 'services:\n  api:\n    «build»: .\n',
      }),
    ],
  },
});
