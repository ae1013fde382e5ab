import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { ENGINE_RULES } from '../../server/src/core/analysis/engineRules.ts';
import { RULES } from '../../server/src/rules/index.gen.ts';
import { Folder } from './folder.ts';
import { CLEAN, WITH_ERROR } from './manifests.ts';
import { SARIF_SCHEMA } from './sarifSchema.ts';

interface PhysicalLocation {
  readonly artifactLocation: { readonly uri: string; readonly uriBaseId: string };
  readonly region: object;
}

interface Log {
  readonly runs: readonly [
    {
      readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
      readonly originalUriBaseIds: object;
      readonly results: readonly {
        readonly ruleId: string;
        readonly ruleIndex: number;
        readonly level: string;
        readonly message: { readonly text: string };
        readonly locations: readonly { readonly physicalLocation: PhysicalLocation }[];
        readonly relatedLocations?: readonly {
          readonly id: number;
          readonly message: { readonly text: string };
          readonly physicalLocation: PhysicalLocation;
        }[];
      }[];
    },
  ];
}

const validate = new Ajv({ allErrors: true, strict: true }).compile<Log>(SARIF_SCHEMA);

async function runOf(folder: Folder, ...argv: string[]): Promise<Log['runs'][0]> {
  const log: unknown = JSON.parse((await folder.lint('--format', 'sarif', ...argv)).out);
  if (!validate(log)) throw new Error(JSON.stringify(validate.errors, null, 1));
  expect(log.runs).toHaveLength(1);
  return log.runs[0];
}

/** A file for each bad example of each rule; a folder for those of several files. */
function badExamples(): { [path: string]: string } {
  const files: { [path: string]: string } = {};
  for (const rule of RULES) {
    rule.examples.bad.forEach((example, index) => {
      const name = rule.id.startsWith('compose/') ? 'compose.yaml' : 'manifest.yaml';
      const each = typeof example.files === 'string' ? { [name]: example.files } : example.files;
      for (const [path, text] of Object.entries(each)) files[`${rule.id}/${index}/${path}`] = text;
    });
  }
  return files;
}

const ENGINE_EXAMPLES = {
  'syntax/compose.yaml': 'services:\n  api: [\n',
  'duplicate/compose.yaml': 'services:\n  api:\n    image: a:1\n    image: b:1\n',
  'suppressions/compose.yaml': `${CLEAN}# plumbline-disable-next-line compose/no-such-rule -- why
# plumbline-disable-next-line compose/privileged -- why until 2001-01-01
# plumbline-disable-next-line compose/privileged -- why
`,
  '.plumbline.yaml': 'nonsense: 1\n',
};

describe('SARIF', () => {
  it('of every rule fits the schema', async () => {
    // The only rule that says nothing as long as nothing is configured.
    const registries =
      'rules: {kubernetes/image-untrusted-registry: {options: {registries: [registry.example.com]}}}\n';
    const folder = new Folder({ ...badExamples(), '.plumbline.yaml': registries });
    const run = await runOf(folder, '--preset', 'all');
    const ids = run.tool.driver.rules.map(({ id }) => id);
    // Some find nothing as long as they are not configured.
    const plain = RULES.filter(({ examples }) => examples.bad.some(({ options }) => options === undefined));
    const together = plain.map(({ id }) => id).filter((id) => !id.startsWith('environment/'));
    expect(together.filter((id) => !ids.includes(id))).toEqual([]);
  });

  // They compare what stands in one workspace, or read its configuration: other examples beside them get in the way.
  it.each(RULES.filter(({ id }) => id.startsWith('environment/')))('of $id fits the schema', async (rule) => {
    const files = rule.examples.bad[0]?.files;
    const run = await runOf(new Folder(typeof files === 'string' ? {} : { ...files }), '--preset', 'all');
    expect(run.tool.driver.rules.map(({ id }) => id)).toContain(rule.id);
  });

  it('of what the engine itself finds fits the schema', async () => {
    const run = await runOf(new Folder(ENGINE_EXAMPLES));
    const ids = run.tool.driver.rules.map(({ id }) => id).filter((id) => id in ENGINE_RULES);
    expect(ids).toEqual([
      'plumbline/configuration',
      'plumbline/suppression-expired',
      'plumbline/suppression-unknown',
      'plumbline/suppression-unused',
      'yaml/duplicate-key',
      'yaml/syntax',
    ]);
  });

  it('is a log with a run also where nothing is found', async () => {
    const run = await runOf(new Folder({ 'compose.yaml': CLEAN }));
    expect(run.results).toEqual([]);
    expect(run.tool.driver.rules).toEqual([]);
  });

  it('points each result to its rule, and to no other', async () => {
    const run = await runOf(new Folder(badExamples()));
    const { rules } = run.tool.driver;
    expect(run.results.length).toBeGreaterThan(RULES.length);
    expect(run.results.filter(({ ruleId, ruleIndex }) => rules[ruleIndex]?.id !== ruleId)).toEqual([]);
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
  });

  it('says of a result what the other formats say', async () => {
    const run = await runOf(new Folder({ 'a/compose.yaml': WITH_ERROR }));
    expect(run.results).toEqual([
      {
        ruleId: 'compose/privileged',
        ruleIndex: 0,
        level: 'error',
        message: { text: 'Service "api" is privileged: whoever controls it controls the host.' },
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: 'a/compose.yaml', uriBaseId: 'SRCROOT' },
              region: { startLine: 11, startColumn: 17, endLine: 11, endColumn: 21 },
            },
          },
        ],
        properties: { environments: [], fixable: true },
      },
    ]);
    expect(Object.keys(run.originalUriBaseIds)).toEqual(['SRCROOT']);
    expect(run.tool.driver.rules).toMatchObject([
      {
        id: 'compose/privileged',
        name: 'ComposePrivileged',
        defaultConfiguration: { level: 'error' },
        helpUri: expect.stringMatching(/^https:\/\/.+\/docs\/rules\/compose\/privileged\.md$/),
        properties: { tags: ['security'] },
      },
    ]);
  });

  it('writes braces twice: by themselves they would stand for arguments', async () => {
    const text = WITH_ERROR.replace('api:', '"a{0}":');
    const { results } = await runOf(new Folder({ 'compose.yaml': text }));
    const result = results.find(({ ruleId }) => ruleId === 'compose/privileged');
    expect(result?.message.text).toBe(
      'Service "a{{0}}" is privileged: whoever controls it controls the host.',
    );
  });

  it('numbers the places that have to do with a result', async () => {
    const run = await runOf(new Folder(ENGINE_EXAMPLES));
    const related = run.results.find(({ ruleId }) => ruleId === 'yaml/duplicate-key')?.relatedLocations;
    expect(related).toEqual([
      {
        id: 0,
        message: { text: 'It is set here first.' },
        physicalLocation: {
          artifactLocation: { uri: 'duplicate/compose.yaml', uriBaseId: 'SRCROOT' },
          region: { startLine: 3, startColumn: 5, endLine: 3, endColumn: 10 },
        },
      },
    ]);
  });

  it('takes information and hints for notes', async () => {
    const folder = new Folder({
      'compose.yaml': `version: "3"\n${CLEAN.replace(':1.4.2', '')}`,
      '.plumbline.yaml': 'rules: {compose/image-tag: hint}\n',
    });
    const { results } = await runOf(folder);
    expect(results.map(({ ruleId, level }) => [ruleId, level])).toEqual([
      ['compose/version-field', 'note'],
      ['compose/image-tag', 'note'],
    ]);
  });

  it.each([
    'a b/ü%/compose.yaml',
    'x:y/compose.yaml',
    'a?b#c/compose.yaml',
    '[x]/"q"/compose.yaml',
    "it's (here)/compose.yaml",
  ])('has a URI for %j that leads back to it', async (file) => {
    const { results } = await runOf(new Folder({ [file]: WITH_ERROR }));
    const uri = results[0]?.locations[0]?.physicalLocation.artifactLocation.uri ?? '';
    expect(decodeURIComponent(new URL(uri, 'file:///base/').pathname)).toBe(`/base/${file}`);
  });
});

describe('the schema of these tests', () => {
  it.each([
    ['a log without a run list', { version: '2.1.0' }],
    ['another version', { version: '2.0.0', runs: [] }],
    ['a property that SARIF does not have', { version: '2.1.0', runs: [], tool: 'x' }],
    ['a run without a tool', { version: '2.1.0', runs: [{ results: [] }] }],
  ])('refuses %s', (_, log) => {
    expect(validate(log)).toBe(false);
  });

  it.each([
    ['a b.yaml', false],
    ['c:/x.yaml', false],
    ['100%.yaml', false],
    ['a#b', false],
    ['a/b.yaml', true],
    ['../a%20b.yaml', true],
  ])('knows whether %j is a relative reference', (uri, right) => {
    const location = { physicalLocation: { artifactLocation: { uri } } };
    const result = { message: { text: 'x' }, locations: [location] };
    const log = { version: '2.1.0', runs: [{ tool: { driver: { name: 'x' } }, results: [result] }] };
    expect(validate(log)).toBe(right);
  });
});
