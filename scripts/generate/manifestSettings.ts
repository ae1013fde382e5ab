import { TOOL_SETTINGS } from '../../client/src/tools/settings.ts';
import { type NamedRule, settingDescriptions } from '../../server/src/core/config/settings.ts';
import type { AnyRule } from '../../server/src/core/rule/rule.ts';

/** What the editor shows of effective models beside findings. */
const SHOWN = [
  {
    name: 'codeLens',
    description:
      'Whether kustomizations and Compose files have a link to the effective configuration of each environment on their first line.',
  },
  {
    name: 'inlayHints',
    description:
      'Whether the value that was overridden is shown beside the one that overrides it, and the other way around.',
  },
];

/** The extension's manifest with the settings that the code describes. */
export function manifestSettings(
  manifest: string,
  rules: readonly AnyRule[],
  engine: readonly NamedRule[],
): string {
  const json = JSON.parse(manifest);
  const shared = settingDescriptions(rules, engine).map(({ name, description, schema }, index) => [
    `plumbline.${name}`,
    {
      ...schema,
      markdownDescription: `${description} Laid over what \`.plumbline.yaml\` says: prefer the file, so that CI and your team see the same.`,
      scope: 'resource',
      order: index + 2,
    },
  ]);
  const enable = {
    type: 'boolean',
    default: true,
    markdownDescription: 'Whether Plumbline checks the files of this folder.',
    scope: 'resource',
    order: 1,
  };
  const shown = SHOWN.map(({ name, description }, index) => [
    `plumbline.${name}.enable`,
    {
      type: 'boolean',
      default: true,
      markdownDescription: description,
      scope: 'resource',
      order: 8 + index,
    },
  ]);
  const schemaValidation = {
    type: 'string',
    enum: ['auto', 'on', 'off'],
    default: 'auto',
    enumDescriptions: [
      'Files are held against schemas, except for those that the YAML extension of Red Hat holds against one.',
      'Files are held against schemas, whatever other extensions say.',
      'Files are held against no schemas in the editor.',
    ],
    markdownDescription:
      'Whether Compose files, Kubernetes objects and kustomizations are held against their schemas in the editor. The command line always does so; `.plumbline.yaml` sets the levels of the rules for both.',
    scope: 'resource',
    order: 9,
  };
  const trace = {
    type: 'string',
    enum: ['off', 'messages', 'verbose'],
    default: 'off',
    markdownDescription: 'What of the talk between editor and language server goes into the log.',
    scope: 'window',
    order: 20,
    tags: ['advanced'],
  };
  const tools = TOOL_SETTINGS.map(({ name, description, fallback }, index) => [
    `plumbline.tools.${name}`,
    {
      type: 'string',
      default: fallback,
      markdownDescription: description,
      scope: 'machine-overridable',
      order: 10 + index,
    },
  ]);
  json.contributes.configuration = {
    title: 'Plumbline',
    properties: {
      'plumbline.enable': enable,
      ...Object.fromEntries([...shared, ...shown, ...tools]),
      'plumbline.schemaValidation': schemaValidation,
      'plumbline.trace.server': trace,
    },
  };
  json.contributes.yamlValidation = [
    { fileMatch: ['.plumbline.yaml', '.plumbline.yml'], url: './schemas/plumbline.schema.json' },
  ];
  return `${JSON.stringify(json, null, 2)}\n`;
}
