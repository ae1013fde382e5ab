import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv, type AnySchemaObject } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { ENGINE_RULES } from '../../../server/src/core/analysis/engineRules.ts';
import { readConfiguration } from '../../../server/src/core/config/readConfiguration.ts';
import { LEVELS } from '../../../server/src/core/rule/severity.ts';
import { RULES } from '../../../server/src/rules/index.gen.ts';

const FILE = path.resolve(import.meta.dirname, '../../../schemas/plumbline.schema.json');
const SCHEMA: AnySchemaObject = JSON.parse(readFileSync(FILE, 'utf8'));

// Its `enumDescriptions` is a word of VS Code's; any other keyword that JSON Schema does not have is an error.
const ajv = new Ajv({ strict: true, allErrors: true }).addVocabulary(['enumDescriptions']);
const compiled = ajv.compile(SCHEMA);
const validate = (data: unknown): boolean => compiled(data) === true;

const engine = Object.values(ENGINE_RULES);
const read = (text: string) => readConfiguration('file:///w/.plumbline.yaml', text, RULES, engine);

/** Whether the schema takes a file, and whether Plumbline does. */
function verdicts(text: string): { schema: boolean; reader: boolean } {
  return { schema: validate(parse(text)), reader: read(text).problems.length === 0 };
}

const BOTH_TAKE = { schema: true, reader: true };
const BOTH_REFUSE = { schema: false, reader: false };

describe('the schema of .plumbline.yaml', () => {
  it('is a schema of draft 7', () => {
    expect(SCHEMA.$schema).toBe('http://json-schema.org/draft-07/schema#');
    expect(ajv.validateSchema(SCHEMA), JSON.stringify(ajv.errors)).toBe(true);
  });

  it('describes each setting, and has defaults that it takes itself', () => {
    const properties: [string, AnySchemaObject][] = Object.entries(SCHEMA['properties']);
    expect(properties.map(([name]) => name)).toEqual([
      'preset',
      'rules',
      'ignore',
      'maxFileSize',
      'kubernetesVersion',
      'environments',
      'policies',
      'external',
      'overrides',
      'exceptions',
      'secrets',
    ]);
    for (const [name, { description, default: value }] of properties) {
      expect(description, name).toMatch(/^[A-Z].*\.$/);
      if (value !== undefined) expect(validate({ [name]: value }), name).toBe(true);
    }
  });

  it('knows every rule, and no other', () => {
    const ids = [...RULES, ...engine].map(({ id }) => id);
    expect(Object.keys(SCHEMA['properties'].rules.properties).sort()).toEqual(ids.sort());
  });
});

describe('the schema and Plumbline', () => {
  it.each([
    ['nothing set', '{}'],
    ['a preset', 'preset: strict'],
    ['all that there is', 'preset: all\nrules: {}\nignore: []\nmaxFileSize: 1024'],
    ['levels', 'rules:\n  compose/privileged: hint\n  kubernetes/host-pid: "off"'],
    ['an unquoted off', 'rules:\n  compose/privileged: off'],
    ['a rule of the engine', 'rules:\n  yaml/syntax: warning'],
    ['a level in a mapping', 'rules:\n  compose/privileged:\n    level: error'],
    ['an empty mapping for a rule', 'rules:\n  compose/privileged: {}'],
    ['an option', 'rules:\n  compose/image-tag:\n    options:\n      movingTags: [edge, next]'],
    ['an option beside a level', 'rules:\n  compose/run-as-root: {level: error, options: {user: "1:1"}}'],
    [
      'a register of secrets',
      'secrets:\n  - {name: Secret/db, rotateEvery: 90d, rotatedOn: 2026-01-01, owner: x}\n  - name: DB_*',
    ],
    ['globs', 'ignore:\n  - charts/**\n  - "*.draft.yaml"'],
  ])('take %s', (_, text) => {
    expect(verdicts(text)).toEqual(BOTH_TAKE);
  });

  it.each([
    ['a setting that there is not', 'presets: strict'],
    ['a preset that there is not', 'preset: strictest'],
    ['a preset in capitals', 'preset: Strict'],
    ['a list of presets', 'preset: [strict]'],
    ['a preset that is a number', 'preset: 1'],
    ['a rule that there is not', 'rules:\n  compose/priviliged: error'],
    ['a rule without its technology', 'rules:\n  privileged: error'],
    ['a level that there is not', 'rules:\n  compose/privileged: warn'],
    ['a level that is a number', 'rules:\n  compose/privileged: 2'],
    ['a level that is switched on', 'rules:\n  compose/privileged: true'],
    ['a rule with nothing behind it', 'rules:\n  compose/privileged:'],
    ['a level with nothing behind it', 'rules:\n  compose/privileged:\n    level:'],
    ['a level that there is not in a mapping', 'rules:\n  compose/privileged:\n    level: loud'],
    ['a key of a rule that there is not', 'rules:\n  compose/privileged:\n    severity: error'],
    ['a list of rules', 'rules: [compose/privileged]'],
    ['a word for rules', 'rules: strict'],
    ['a list for a rule', 'rules:\n  compose/privileged: [error]'],
    ['an option that there is not', 'rules:\n  compose/image-tag:\n    options:\n      tags: [x]'],
    ['an option of a rule without any', 'rules:\n  compose/privileged:\n    options:\n      user: "1"'],
    ['an option of the engine', 'rules:\n  yaml/syntax:\n    options:\n      strict: true'],
    ['a word for a list', 'rules:\n  compose/image-tag:\n    options:\n      movingTags: latest'],
    ['a list in a list of words', 'rules:\n  compose/image-tag:\n    options:\n      movingTags: [[x]]'],
    ['a mapping for a word', 'rules:\n  compose/run-as-root:\n    options:\n      user: {uid: 1}'],
    ['a number for options', 'rules:\n  compose/image-tag:\n    options: 5'],
    ['a list for options', 'rules:\n  compose/image-tag:\n    options: [movingTags]'],
    ['a secret without a name', 'secrets: [{owner: x}]'],
    ['a secret with its value', 'secrets: [{name: db, value: x}]'],
    ['a span of time without a unit', 'secrets: [{name: db, rotateEvery: 90}]'],
    ['a span of no time', 'secrets: [{name: db, rotateEvery: 0d}]'],
    ['a name of several words', 'secrets: [{name: a b}]'],
    ['a glob that is no list', 'ignore: charts/**'],
    ['a glob that is a mapping', 'ignore: [{charts: x}]'],
    ['a glob that is nothing', 'ignore:\n  -'],
    ['a mapping of globs', 'ignore: {charts: true}'],
    ['a size that is too small', 'maxFileSize: 1023'],
    ['a size that is no whole number', 'maxFileSize: 2048.5'],
    ['a size with a unit', 'maxFileSize: 2M'],
    ['a size in quotes', 'maxFileSize: "4096"'],
    ['a list', '- preset: strict'],
    ['a word', 'strict'],
    ['a number', '5'],
  ])('refuse %s', (_, text) => {
    expect(verdicts(text)).toEqual(BOTH_REFUSE);
  });

  it('agree on every rule and level', () => {
    for (const { id } of [...RULES, ...engine]) {
      for (const level of LEVELS) {
        expect(verdicts(`rules: {${id}: "${level}"}`), `${id}: ${level}`).toEqual(BOTH_TAKE);
        expect(verdicts(`rules: {${id}: {level: "${level}"}}`), `${id}: ${level}`).toEqual(BOTH_TAKE);
      }
      expect(verdicts(`rules: {${id}: loud}`), id).toEqual(BOTH_REFUSE);
    }
  });

  it('agree on every option of every rule', () => {
    const values = ['-1', '0', '0.5', '65536', '"x"', '""', 'true', '[]', '["x"]', '[{}]', '[null]', '{}'];
    for (const rule of RULES) {
      for (const [name, { default: value }] of Object.entries(rule.options?.properties ?? {})) {
        const set = (json: string) => `rules: {${rule.id}: {options: {${name}: ${json}}}}`;
        expect(verdicts(set(JSON.stringify(value))), set('default')).toEqual(BOTH_TAKE);
        for (const json of values) {
          // A number or a word like true is as good without quotes where a text is wanted: see below.
          if (typeof value === 'string' && /^[-\d.]+$|^true$/.test(json)) continue;
          const { schema, reader } = verdicts(set(json));
          expect(reader, set(json)).toBe(schema);
        }
      }
    }
  });
});

describe('Plumbline alone takes', () => {
  it.each([
    ['an empty file', '# nothing yet'],
    ['a setting with nothing behind it', 'preset:\nrules:\nignore:\nmaxFileSize:'],
    ['a key of one’s own', 'x-levels: &quiet hint\nrules:\n  compose/privileged: *quiet'],
    ['an off that somebody wrote as false', 'rules:\n  compose/privileged: false'],
    ['a number for a word', 'ignore: [2024]\nrules:\n  compose/run-as-root: {options: {user: 1000}}'],
    ['options with nothing in them, where there are none', 'rules:\n  compose/privileged: {options: {}}'],
  ])('%s', (_, text) => {
    expect(verdicts(text)).toEqual({ schema: false, reader: true });
  });
});

describe('Plumbline alone refuses', () => {
  it('a glob without a character', () => {
    expect(verdicts('ignore: [""]')).toEqual({ schema: true, reader: false });
  });
});
