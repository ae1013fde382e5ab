import { edit } from '../../core/edit/edit.ts';
import { entry, isNull } from '../../core/model/read.ts';
import { badFiles, good } from '../../core/rule/example.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { baseName, folderOf } from '../../core/text/uri.ts';

export default defineRule({
  id: 'compose/project-name',
  title: 'Project without a name',
  category: 'maintainability',
  levels: { recommended: 'off', strict: 'information' },
  since: '0.1.0',
  target: 'project',
  docs: {
    why: 'Without `name` the project is called as the folder it lies in. In another folder the same file makes other containers, networks and volumes, and two folders called `app` share theirs.',
    how: 'Set `name` at the top of the file.',
    references: ['https://docs.docker.com/reference/compose-file/version-and-name/#name-top-level-element'],
  },
  aliases: { dclint: 'require-project-name-field' },
  check({ uri, root }, { report }) {
    const services = entry(root, 'services');
    if (!services || !isNull(entry(root, 'name')?.value)) return;
    report({
      span: services.keySpan,
      message: 'The project has no name: in another folder the same file makes other containers and volumes.',
      missing: true,
      fixes: () => {
        const folder = baseName(folderOf(uri));
        // Compose specification, "name": lowercase letters, digits, dashes and underscores.
        const name = decodeURIComponent(folder)
          .toLowerCase()
          .replace(/[^a-z0-9_-]/g, '')
          .replace(/^[_-]+/, '');
        if (name === '') return [];
        const order = { keys: ['version', 'name', 'include', 'services'] };
        return [{ title: `Name it "${name}"`, safe: false, edits: edit.add(root, { name }, order) }];
      },
    });
  },
  examples: {
    good: [
      good('name: shop\nservices:\n  api:\n    image: example/api:1.4.2\n'),
      good('services:\n  api:\n    image: example/api:1.4.2\nname: shop\n'),
      {
        files: {
          'compose.yaml': 'name: shop\nservices:\n  api:\n    image: example/api:1.4.2\n',
          'compose.override.yaml': 'services:\n  api:\n    restart: always\n',
        },
      },
    ],
    bad: [
      badFiles(
        { 'My Shop/compose.yaml': '«services»:\n  api:\n    image: example/api:1.4.2\n' },
        { 'My Shop/compose.yaml': 'name: myshop\nservices:\n  api:\n    image: example/api:1.4.2\n' },
      ),
      badFiles(
        {
          'shop/compose.yaml':
            '# Local stack\nversion: "3"\n\n«services»:\n  api:\n    image: example/api:1.4.2\n',
        },
        {
          'shop/compose.yaml':
            '# Local stack\nversion: "3"\nname: shop\n\nservices:\n  api:\n    image: example/api:1.4.2\n',
        },
      ),
      badFiles(
        {
          'shop/compose.yaml': '«services»:\n  api:\n    image: example/api:1.4.2\n',
          'shop/compose.override.yaml': 'services:\n  api:\n    restart: always\n',
        },
        { 'shop/compose.yaml': 'name: shop\nservices:\n  api:\n    image: example/api:1.4.2\n' },
      ),
    ],
  },
});
