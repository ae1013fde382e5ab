import type { EditorSettings } from '../../../shared/src/protocol.ts';
import type { RuleSetting, SettingsLayer } from '../core/config/configuration.ts';
import { kubernetesMinorOf } from '../core/config/kubernetesVersion.ts';
import { LEVELS, PRESETS } from '../core/rule/severity.ts';
import { SCHEMA_MODES, type SchemaMode } from './schemaOwners.ts';

/** How files are held against schemas in the editor. */
export function schemaModeOf({ schemaValidation }: EditorSettings): SchemaMode {
  return SCHEMA_MODES.find((each) => each === schemaValidation) ?? 'auto';
}

/** The editor's settings as a layer; what does not fit is left out, since the editor itself marks it. */
export function layerOf(settings: EditorSettings): SettingsLayer {
  const preset = PRESETS.find((each) => each === settings.preset);
  const { maxFileSize, kubernetesVersion } = settings;
  const kubernetesMinor =
    typeof kubernetesVersion === 'string' ? kubernetesMinorOf(kubernetesVersion) : undefined;
  return {
    ...(preset === undefined ? {} : { preset }),
    ...(typeof maxFileSize === 'number' ? { maxFileSize } : {}),
    ...(kubernetesMinor === undefined ? {} : { kubernetesMinor }),
    ignore: Array.isArray(settings.ignore) ? settings.ignore.filter((each) => typeof each === 'string') : [],
    rules: rulesOf(settings.rules),
  };
}

function rulesOf(rules: unknown): { [id: string]: RuleSetting } {
  const result: { [id: string]: RuleSetting } = {};
  if (typeof rules !== 'object' || rules === null) return result;
  for (const [id, value] of Object.entries(rules)) {
    const level = LEVELS.find((each) => each === (isObject(value) ? value['level'] : value));
    const options = isObject(value) && isObject(value['options']) ? value['options'] : undefined;
    result[id] = { ...(level === undefined ? {} : { level }), ...(options === undefined ? {} : { options }) };
  }
  return result;
}

function isObject(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null;
}
