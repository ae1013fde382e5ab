import type { EditorSettings } from '../../../shared/src/protocol.ts';
import type { RuleSetting, SettingsLayer } from '../core/config/configuration.ts';
import { kubernetesMinorOf } from '../core/config/kubernetesVersion.ts';
import { LEVELS, PRESETS } from '../core/rule/severity.ts';
import { SCHEMA_MODES, type SchemaMode } from './schemaOwners.ts';

/** How files are held against schemas in the editor. */
export function schemaModeOf({ schemaValidation }: EditorSettings): SchemaMode {
  return SCHEMA_MODES.find((each) => each === schemaValidation) ?? 'auto';
}

/**
 * The editor's settings as a layer; what does not fit is left out, since the editor itself marks it.
 * @param hidden what the editor hides from its explorer: `files.exclude`, globs with whether they hold
 */
export function layerOf(settings: EditorSettings, hidden?: unknown): SettingsLayer {
  const preset = PRESETS.find((each) => each === settings.preset);
  const { maxFileSize, kubernetesVersion } = settings;
  const kubernetesMinor =
    typeof kubernetesVersion === 'string' ? kubernetesMinorOf(kubernetesVersion) : undefined;
  return {
    ...(preset === undefined ? {} : { preset }),
    ...(typeof maxFileSize === 'number' ? { maxFileSize } : {}),
    ...(kubernetesMinor === undefined ? {} : { kubernetesMinor }),
    ignore: [...ignored(settings.ignore), ...hiddenGlobs(hidden)],
    rules: rulesOf(settings.rules),
  };
}

function ignored(globs: unknown): string[] {
  return Array.isArray(globs) ? globs.filter((each) => typeof each === 'string') : [];
}

/** What VS Code hides by itself, and nobody here reads. */
const NEVER_READ = /^\*\*\/(?:\.git|\.svn|\.hg|CVS|\.DS_Store|Thumbs\.db|node_modules)$/;

/** Those that hang on a file beside (`when`) are left out: build products, for the most part. */
function hiddenGlobs(hidden: unknown): string[] {
  const globs = isObject(hidden)
    ? Object.keys(hidden).filter((glob) => hidden[glob] === true && !NEVER_READ.test(glob))
    : [];
  // Without a slash one holds in the workspace's own folder, ours hold in every folder.
  return globs.map((glob) => (glob.includes('/') ? glob : `${glob}/**`));
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
