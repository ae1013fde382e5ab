import { ENVIRONMENT_KINDS, type EnvironmentKind } from '../rule/environmentKind.ts';
import type { PolicySetting } from '../rule/policy.ts';
import type { AnyRule } from '../rule/rule.ts';
import { type Level, levelIn, type Preset, type Severity } from '../rule/severity.ts';
import type { Location } from '../text/span.ts';
import { wildcard } from '../text/wildcard.ts';
import type { BaselineEntry } from './baseline.ts';
import { NEWEST_KUBERNETES_MINOR } from './kubernetesVersion.ts';

/** Levels of rules in some files. */
export interface PathSetting {
  /** Globs, relative to the workspace folder. */
  readonly files: readonly string[];
  /** By rule id, in which `*` stands for any run of characters. */
  readonly rules: { readonly [pattern: string]: Level };
}

/** Findings that a team has decided to live with. What is not set holds for all. */
export interface ExceptionSetting {
  /** Where it stands in the configuration file: its first rule. */
  readonly at: Location;
  /** Rule ids, in which `*` stands for any run of characters. */
  readonly rules: readonly { readonly id: string; readonly at: Location }[];
  readonly files: readonly string[];
  /** `Kind/name`, or a Compose service's name; `*` stands for any run of characters. */
  readonly object?: string;
  readonly container?: string;
  /** The names of the environments in which it holds. */
  readonly environments: readonly string[];
  readonly reason: string;
  readonly owner?: string;
  /** The last day on which it counts, `YYYY-MM-DD`. */
  readonly until?: string;
}

/** A secret in the register of a team; its value is nowhere in it. */
export interface SecretSetting {
  /** Where its name stands in the configuration file. */
  readonly at: Location;
  /** `Secret/name` or `Secret/namespace/name`, else the name of a variable or of a Compose secret; `*` stands for any run of characters. */
  readonly name: string;
  /** After how many days it is to be changed. */
  readonly rotateEvery?: number;
  /** The day on which it was last changed, `YYYY-MM-DD`. */
  readonly rotatedOn?: { readonly date: string; readonly at: Location };
  readonly owner?: string;
}

/** What is set for one rule. */
export interface RuleSetting {
  readonly level?: Level;
  readonly options?: { readonly [name: string]: unknown };
  /** Levels in environments of a kind. */
  readonly environments?: { readonly [kind in EnvironmentKind]?: Level };
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
  readonly overrides?: readonly PathSetting[];
  readonly exceptions?: readonly ExceptionSetting[];
  readonly secrets?: readonly SecretSetting[];
  readonly baseline?: readonly BaselineEntry[];
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
  /** Levels by path, later ones over earlier ones. */
  readonly overrides: readonly PathSetting[];
  readonly exceptions: readonly ExceptionSetting[];
  /** The register of secrets; empty where there is none. */
  readonly secrets: readonly SecretSetting[];
  /** Findings that were there before. */
  readonly baseline: readonly BaselineEntry[];
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

/** Lays settings over the defaults, later ones over earlier ones; ignore globs add up. */
export function configure(
  layers: readonly SettingsLayer[],
  rest: Pick<Configuration, 'isolated' | 'today'>,
): Configuration {
  const rules = new Map<string, RuleSetting>();
  let preset: Preset = 'recommended';
  let maxFileSize = DEFAULT_MAX_FILE_SIZE;
  const ignore: string[] = [];
  const overrides: PathSetting[] = [];
  const exceptions: ExceptionSetting[] = [];
  const secrets: SecretSetting[] = [];
  const baseline: BaselineEntry[] = [];
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
    overrides.push(...(layer.overrides ?? []));
    exceptions.push(...(layer.exceptions ?? []));
    secrets.push(...(layer.secrets ?? []));
    baseline.push(...(layer.baseline ?? []));
    ignore.push(...(layer.ignore ?? []));
    for (const [id, setting] of Object.entries(layer.rules ?? {})) {
      const before = rules.get(id);
      const options = { ...before?.options, ...setting.options };
      const environments = { ...before?.environments, ...setting.environments };
      rules.set(id, { ...before, ...setting, options, environments });
    }
  }
  return {
    preset,
    rules,
    ignore,
    overrides,
    exceptions,
    secrets,
    baseline,
    maxFileSize,
    environments,
    policies,
    external,
    kubernetesMinor,
    ...rest,
  };
}

/** The level of a rule in environments of a kind, and whether it was chosen by the user rather than by the preset. */
export function levelOf(
  rule: AnyRule,
  configuration: Configuration,
  kind?: EnvironmentKind,
): { level: Level; chosen: boolean } {
  const setting = configuration.rules.get(rule.id);
  const chosen = (kind && setting?.environments?.[kind]) ?? setting?.level;
  return { level: chosen ?? levelIn(configuration.preset, rule.levels), chosen: chosen !== undefined };
}

/** Whether a rule is off wherever its files are deployed; a path may still switch it on. */
export function isOff(rule: AnyRule, configuration: Configuration): boolean {
  const kinds: readonly (EnvironmentKind | undefined)[] = [undefined, ...ENVIRONMENT_KINDS];
  return kinds.every((kind) => levelOf(rule, configuration, kind).level === 'off');
}

/** The level by which a rule is switched on in some files; undefined where none is. */
export function levelByPath(rule: AnyRule, { overrides }: Configuration): Severity | undefined {
  for (const { rules } of overrides) {
    for (const [pattern, level] of Object.entries(rules)) {
      if (level !== 'off' && ruleMatches(pattern, rule.id)) return level;
    }
  }
  return undefined;
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

/** Whether a rule is meant by its id, or by a pattern of ids in which `*` stands for any run of characters. */
export function ruleMatches(pattern: string, id: string): boolean {
  return pattern.includes('*') ? wildcard(pattern).test(id) : pattern === id;
}
