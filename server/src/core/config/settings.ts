import { ENVIRONMENT_KINDS } from '../rule/environmentKind.ts';
import type { AnyRule, OptionsSchema } from '../rule/rule.ts';
import { LEVELS, PRESETS } from '../rule/severity.ts';
import { DEFAULT_MAX_FILE_SIZE } from './configuration.ts';

/** A JSON Schema, as far as ours go. */
export interface Schema {
  readonly [keyword: string]: unknown;
}

/** A setting that the configuration file and the editor have in common, described once. */
export interface SettingDescription {
  readonly name: 'preset' | 'rules' | 'ignore' | 'maxFileSize';
  readonly description: string;
  readonly schema: Schema;
}

/** An engine's own finding, as far as settings need it. */
export interface NamedRule {
  readonly id: string;
  readonly title: string;
}

const PRESET_WORDS: { readonly [preset: string]: string } = {
  recommended: 'What hardly any team disagrees with.',
  strict:
    'More rules, and louder: for teams that hold their manifests to the restricted Pod Security Standard.',
  all: 'Every rule there is, at its strict level or as information.',
};

/** The settings, the rules' own options included. */
export function settingDescriptions(
  rules: readonly AnyRule[],
  engine: readonly NamedRule[],
): SettingDescription[] {
  return [
    {
      name: 'preset',
      description: 'The set of rules that is in force, and how loud each is.',
      schema: {
        type: 'string',
        enum: PRESETS,
        enumDescriptions: PRESETS.map((preset) => PRESET_WORDS[preset]),
        default: 'recommended',
      },
    },
    {
      name: 'rules',
      description: 'The level of single rules, by their ids, and their options.',
      schema: {
        type: 'object',
        additionalProperties: false,
        default: {},
        properties: Object.fromEntries([
          ...rules.map((rule) => [rule.id, ruleSchema(rule.title, rule.options)]),
          ...engine.map((rule) => [rule.id, ruleSchema(rule.title, undefined)]),
        ]),
      },
    },
    {
      name: 'ignore',
      description: 'Globs of files that are left alone, relative to the workspace folder.',
      schema: { type: 'array', items: { type: 'string' }, default: [] },
    },
    {
      name: 'maxFileSize',
      description: 'Files with more characters than this are not checked.',
      schema: { type: 'integer', minimum: 1024, default: DEFAULT_MAX_FILE_SIZE },
    },
  ];
}

const PATHS = { type: 'array', items: { type: 'string', minLength: 1 } };

/** Environments are a matter of the repository, not of an editor: they are set in the file alone. */
const ENVIRONMENTS_SCHEMA: Schema = {
  description:
    'The environments that are deployed, by name. Those that are not declared are found by what the workspace tells.',
  type: 'object',
  additionalProperties: {
    type: 'object',
    additionalProperties: false,
    anyOf: ['compose', 'kustomize'].map((name) => ({ required: [name], properties: { [name]: {} } })),
    properties: {
      kind: {
        description: 'What it is for: some rules ask more of production. By default what the name tells.',
        type: 'string',
        enum: ENVIRONMENT_KINDS,
      },
      compose: { description: 'Compose files, in the order of "docker compose -f".', ...PATHS, minItems: 1 },
      envFiles: { description: 'Files of variables, as with "--env-file".', ...PATHS },
      profiles: { description: 'Compose profiles that are switched on.', ...PATHS },
      kustomize: { description: 'The folder of a kustomization.', type: 'string', minLength: 1 },
    },
  },
};

function ruleSchema(title: string, options: OptionsSchema | undefined): Schema {
  const level = { type: 'string', enum: LEVELS };
  return {
    description: title,
    anyOf: [
      level,
      {
        type: 'object',
        additionalProperties: false,
        properties: { level, ...(options ? { options } : {}) },
      },
    ],
  };
}

/** The JSON Schema of `.plumbline.yaml`. */
export function configurationSchema(rules: readonly AnyRule[], engine: readonly NamedRule[]): Schema {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Plumbline configuration',
    type: 'object',
    additionalProperties: false,
    properties: {
      ...Object.fromEntries(
        settingDescriptions(rules, engine).map(({ name, description, schema }) => [
          name,
          { description, ...schema },
        ]),
      ),
      environments: ENVIRONMENTS_SCHEMA,
    },
  };
}
