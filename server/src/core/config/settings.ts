import type { AnyRule, OptionsSchema } from '../rule/rule.ts';
import { LEVELS, PRESETS } from '../rule/severity.ts';
import { DEFAULT_MAX_FILE_SIZE } from './configuration.ts';
import { FILE_SETTINGS, levelsByKind, type Schema } from './fileSettings.ts';

/** A setting that the configuration file and the editor have in common, described once. */
export interface SettingDescription {
  readonly name: 'preset' | 'rules' | 'ignore' | 'maxFileSize' | 'kubernetesVersion';
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
  inFile = false,
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
          ...rules.map((rule) => [rule.id, ruleSchema(rule.title, rule.options, inFile)]),
          ...engine.map((rule) => [rule.id, ruleSchema(rule.title, undefined, inFile)]),
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
    {
      name: 'kubernetesVersion',
      description:
        'The version of Kubernetes that is deployed to, such as "1.31"; the newest that is known by default.',
      schema: { type: 'string', default: '', pattern: '^(v?1\\.\\d+(\\.\\d+)?)?$' },
    },
  ];
}

function ruleSchema(title: string, options: OptionsSchema | undefined, inFile: boolean): Schema {
  const level = { type: 'string', enum: LEVELS };
  return {
    description: title,
    anyOf: [
      level,
      {
        type: 'object',
        additionalProperties: false,
        properties: {
          level,
          // What environments there are is a matter of the repository.
          ...(inFile ? { environments: levelsByKind(level) } : {}),
          ...(options ? { options } : {}),
        },
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
        settingDescriptions(rules, engine, true).map(({ name, description, schema }) => [
          name,
          { description, ...schema },
        ]),
      ),
      ...FILE_SETTINGS,
    },
  };
}
