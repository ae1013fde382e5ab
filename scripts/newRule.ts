// npm run new-rule -- FAMILY/NAME: writes a rule that works, with examples that pass, to be changed into the one you want.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import packageJson from '../package.json' with { type: 'json' };

/** What differs between the families of rules: the target, and a small check of it. */
const FAMILIES = {
  compose: {
    target: 'service',
    check: `  check(service, { report }) {
    const labels = get(service.node, 'labels');
    if (!isNull(labels)) return;
    report({
      span: service.entry.keySpan,
      message: \`Service "\${service.name}" has no labels: nothing says who owns it.\`,
      missing: true,
      fixes: () => [
        additionFix('Add an "owner" label', false, service.node, { labels: { owner: 'CHANGEME' } }, SERVICE_ORDER),
      ],
    });
  },`,
    order: 'SERVICE_ORDER',
    imports: 'get, isNull',
    reference: 'https://docs.docker.com/reference/compose-file/services/#labels',
    good: [
      'services:\\n  api:\\n    image: example/api:1.4.2\\n    labels: {owner: platform}\\n',
      'services:\\n  api:\\n    image: example/api:1.4.2\\n    labels:\\n      - owner=platform\\n',
      'services: {}\\n',
    ],
    bad: [
      [
        'services:\\n  «api»:\\n    image: example/api:1.4.2\\n',
        'services:\\n  api:\\n    image: example/api:1.4.2\\n    labels:\\n      owner: CHANGEME\\n',
      ],
      [
        'services:\\n  «api»: {image: "example/api:1.4.2"} # one line\\n',
        'services:\\n  api: {image: "example/api:1.4.2", labels: {owner: CHANGEME}} # one line\\n',
      ],
      [
        'services:\\n    «api»:\\n        build: .\\n',
        'services:\\n    api:\\n        build: .\\n        labels:\\n            owner: CHANGEME\\n',
      ],
    ],
  },
  kubernetes: {
    target: 'resource',
    check: `  check(resource, { report }) {
    const metadata = asMap(get(resource.node, 'metadata'));
    if (!metadata || !isNull(get(metadata, 'labels'))) return;
    report({
      span: resource.nameSpan,
      message: \`\${resource.kind} "\${resource.name ?? ''}" has no labels: nothing says who owns it.\`,
      missing: true,
      fixes: () => [additionFix('Add an "owner" label', false, metadata, { labels: { owner: 'CHANGEME' } })],
    });
  },`,
    order: undefined,
    imports: 'asMap, get, isNull',
    reference: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/',
    good: [
      'apiVersion: v1\\nkind: ConfigMap\\nmetadata:\\n  name: api\\n  labels:\\n    owner: platform\\n',
      'apiVersion: v1\\nkind: ConfigMap\\nmetadata: {name: api, labels: {owner: platform}}\\n',
      'name: api\\nkind: none of Kubernetes\\n',
    ],
    bad: [
      [
        'apiVersion: v1\\nkind: ConfigMap\\nmetadata:\\n  name: «api»\\n',
        'apiVersion: v1\\nkind: ConfigMap\\nmetadata:\\n  name: api\\n  labels:\\n    owner: CHANGEME\\n',
      ],
      [
        'apiVersion: v1\\nkind: ConfigMap\\nmetadata: {name: «api»} # one line\\n',
        'apiVersion: v1\\nkind: ConfigMap\\nmetadata: {name: api, labels: {owner: CHANGEME}} # one line\\n',
      ],
      [
        'kind: ConfigMap\\napiVersion: v1\\nmetadata:\\n    name: «api»\\ndata: {}\\n',
        'kind: ConfigMap\\napiVersion: v1\\nmetadata:\\n    name: api\\n    labels:\\n        owner: CHANGEME\\ndata: {}\\n',
      ],
    ],
  },
} as const;

function isFamily(name: string): name is keyof typeof FAMILIES {
  return name in FAMILIES;
}

function fail(message: string): never {
  console.error(`new-rule: ${message}\nusage: npm run new-rule compose/<name> | kubernetes/<name>`);
  process.exit(2);
}

function ruleText(id: string, family: keyof typeof FAMILIES): string {
  const { target, check, order, imports, reference, good, bad } = FAMILIES[family];
  const quoted = (text: string): string => `'${text}'`;
  return [
    ...(order ? [`import { ${order} } from '../../core/edit/keyOrder.ts';`] : []),
    `import { ${imports} } from '../../core/model/read.ts';`,
    "import { bad, good } from '../../core/rule/example.ts';",
    "import { additionFix } from '../../core/rule/problem.ts';",
    "import { defineRule } from '../../core/rule/rule.ts';",
    '',
    'export default defineRule({',
    `  id: '${id}',`,
    `  title: 'What is wrong, in a few words',`,
    "  category: 'reliability',",
    "  levels: { recommended: 'warning', strict: 'warning' },",
    `  since: '${packageJson.version}',`,
    `  target: '${target}',`,
    '  docs: {',
    "    why: 'CHANGEME: what comes of it in production, in words that a tired person understands at three in the morning.',",
    "    how: 'CHANGEME: what to write instead, and when the rule says nothing.',",
    `    references: ['${reference}'],`,
    '  },',
    check,
    '  examples: {',
    '    good: [',
    ...good.map((text) => `      good(${quoted(text)}),`),
    '    ],',
    '    bad: [',
    ...bad.map((pair) => `      bad(\n        ${pair.map(quoted).join(',\n        ')},\n      ),`),
    '    ],',
    '  },',
    '});',
    '',
  ].join('\n');
}

const [id, ...more] = process.argv.slice(2);
if (id === undefined || more.length > 0) fail('give the id of one rule.');
const [, family, name] = /^([a-z]+)\/([a-z][a-z0-9]*(?:-[a-z0-9]+)*)$/.exec(id) ?? [];
if (family === undefined || name === undefined || !isFamily(family)) {
  fail(`"${id}" is no id: it is compose/ or kubernetes/ and a name in small letters with hyphens.`);
}
const file = path.join('server/src/rules', family, `${name}.ts`);
if (existsSync(file)) fail(`${file} exists; nothing was written.`);
mkdirSync(path.dirname(file), { recursive: true });
writeFileSync(file, ruleText(id, family));
spawnSync(process.execPath, ['node_modules/@biomejs/biome/bin/biome', 'format', '--write', file]);
console.log(`${file}\nNext: npm run generate, then npx vitest run test/rules -t ${id}`);
