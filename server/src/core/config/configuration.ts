import type { EnvironmentKind } from '../rule/environmentKind.ts';
import type { PolicySetting } from '../rule/policy.ts';
import type { AnyRule } from '../rule/rule.ts';
import { type Level, levelIn, type Preset } from '../rule/severity.ts';

/** What is set for one rule. */
export interface RuleSetting {
  readonly level?: Level;
  readonly options?: { readonly [name: string]: unknown };
}

/** An environment as the configuration file declares it; paths are relative to the workspace folder. */
export interface EnvironmentSetting {
  readonly name: string;
  readonly kind: EnvironmentKind | undefined;
  /** Compose files, in the order of `-f`. */
  readonly compose: readonly string[];
  readonly envFiles: readonly string[];
  readonly profiles: readonly string[];
  /** The folder of a kustomization. */
  readonly kustomize: string | undefined;
  readonly policy?: PolicySetting;
}

/** Settings as one source gives them: the configuration file, the editor, the command line. */
export interface SettingsLayer {
  readonly preset?: Preset;
  readonly rules?: { readonly [id: string]: RuleSetting };
  /** Globs of files that are left alone, relative to the workspace folder. */
  readonly ignore?: readonly string[];
  /** Files above this size, in UTF-16 units, are not read. */
  readonly maxFileSize?: number;
  readonly environments?: readonly EnvironmentSetting[];
  /** What is asked of the environments of a kind. */
  readonly policies?: { readonly [kind in EnvironmentKind]?: PolicySetting };
  /** Objects that are kept elsewhere: `Kind/name` or `Kind/namespace/name`, with `*` for any run of characters. */
  readonly external?: readonly string[];
  /** The minor version of Kubernetes: 34 for 1.34. */
  readonly kubernetesMinor?: number;
}

/** The settings in force. */
export interface Configuration {
  readonly preset: Preset;
  readonly rules: ReadonlyMap<string, RuleSetting>;
  readonly ignore: readonly string[];
  readonly maxFileSize: number;
  /** The environments that are declared; others are found by what the workspace tells. */
  readonly environments: readonly EnvironmentSetting[];
  readonly policies: { readonly [kind in EnvironmentKind]?: PolicySetting };
  readonly external: readonly string[];
  readonly kubernetesMinor: number;
  /** Whether each file is judged as if it were the whole workspace, and nothing is taken for a patch. */
  readonly isolated: boolean;
  /** Today's date as `YYYY-MM-DD`, for what expires. */
  readonly today: string;
}

export const DEFAULT_MAX_FILE_SIZE = 2 * 1024 * 1024;

/** The newest version of Kubernetes that is known. */
export const NEWEST_KUBERNETES_MINOR = 34;

/** Lays settings over the defaults, later ones over earlier ones; ignore globs add up. */
export function configure(
  layers: readonly SettingsLayer[],
  rest: Pick<Configuration, 'isolated' | 'today'>,
): Configuration {
  const rules = new Map<string, RuleSetting>();
  let preset: Preset = 'recommended';
  let maxFileSize = DEFAULT_MAX_FILE_SIZE;
  const ignore: string[] = [];
  let environments: readonly EnvironmentSetting[] = [];
  let policies: Configuration['policies'] = {};
  let kubernetesMinor = NEWEST_KUBERNETES_MINOR;
  const external: string[] = [];
  for (const layer of layers) {
    preset = layer.preset ?? preset;
    maxFileSize = layer.maxFileSize ?? maxFileSize;
    environments = layer.environments ?? environments;
    policies = { ...policies, ...layer.policies };
    kubernetesMinor = layer.kubernetesMinor ?? kubernetesMinor;
    external.push(...(layer.external ?? []));
    ignore.push(...(layer.ignore ?? []));
    for (const [id, setting] of Object.entries(layer.rules ?? {})) {
      const before = rules.get(id);
      const options = { ...before?.options, ...setting.options };
      rules.set(id, { ...before, ...setting, options });
    }
  }
  return {
    preset,
    rules,
    ignore,
    maxFileSize,
    environments,
    policies,
    external,
    kubernetesMinor,
    ...rest,
  };
}

/** The level of a rule, and whether it was chosen by the user rather than by the preset. */
export function levelOf(rule: AnyRule, configuration: Configuration): { level: Level; chosen: boolean } {
  const chosen = configuration.rules.get(rule.id)?.level;
  return { level: chosen ?? levelIn(configuration.preset, rule.levels), chosen: chosen !== undefined };
}

/** The options of a rule: the schema's defaults under what is configured. */
export function optionsOf(rule: AnyRule, configuration: Configuration): { readonly [name: string]: unknown } {
  const defaults = Object.entries(rule.options?.properties ?? {}).map(([name, schema]) => [
    name,
    schema.default,
  ]);
  const strict = configuration.preset === 'recommended' ? {} : rule.strictOptions;
  return { ...Object.fromEntries(defaults), ...strict, ...configuration.rules.get(rule.id)?.options };
}
