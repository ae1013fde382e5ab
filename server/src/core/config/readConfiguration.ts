import { readFile, type YamlFile } from '../model/file.ts';
import type { Entry, Node } from '../model/node.ts';
import { asMap, isNull, stringOf } from '../model/read.ts';
import type { AnyRule } from '../rule/rule.ts';
import { PRESETS, type Preset } from '../rule/severity.ts';
import type { SettingsLayer } from './configuration.ts';
import { kubernetesMinorOf, NEWEST_KUBERNETES_MINOR, OLDEST_KUBERNETES_MINOR } from './kubernetesVersion.ts';
import { readEnvironments, readPolicies } from './readEnvironments.ts';
import { readExceptions } from './readExceptions.ts';
import { type ConfigurationProblem, Reader } from './reader.ts';
import { RuleReader } from './readRules.ts';
import { readSecrets } from './readSecrets.ts';
import type { NamedRule } from './settings.ts';

/** A configuration file, read. */
export interface ConfigurationReading {
  readonly file: YamlFile;
  /** What it sets; undefined where it has problems, so that the last good one stays in force. */
  readonly layer: SettingsLayer | undefined;
  readonly problems: readonly ConfigurationProblem[];
}

const KEYS = [
  'preset',
  'rules',
  'overrides',
  'exceptions',
  'ignore',
  'maxFileSize',
  'kubernetesVersion',
  'environments',
  'policies',
  'external',
  'secrets',
];

/** Reads `.plumbline.yaml`. Never throws. */
export function readConfiguration(
  uri: string,
  text: string,
  rules: readonly AnyRule[],
  engine: readonly NamedRule[],
): ConfigurationReading {
  const file = readFile(uri, text);
  const document = file.documents[0]?.document;
  const reader = new Reader(file);
  for (const problem of document?.problems ?? []) reader.report(problem.span, problem.message);
  const ruleReader = new RuleReader(reader, rules, engine);
  const layer =
    reader.problems.length === 0 && document?.root ? settings(document.root, reader, ruleReader) : {};
  return { file, layer: reader.problems.length === 0 ? layer : undefined, problems: reader.problems };
}

function settings(root: Node, reader: Reader, rules: RuleReader): SettingsLayer {
  const map = asMap(root);
  if (!map) {
    reader.report(root.span, 'A mapping with "preset", "rules" or "ignore" is expected here.');
    return {};
  }
  let layer: SettingsLayer = {};
  for (const entry of map.entries) {
    if (isNull(entry.value) || entry.key.startsWith('x-')) continue;
    layer = { ...layer, ...setting(entry, reader, rules) };
  }
  return layer;
}

function setting({ key, keySpan, value }: Entry, reader: Reader, rules: RuleReader): SettingsLayer {
  switch (key) {
    case 'preset': {
      const preset = reader.oneOf<Preset>(value, PRESETS, 'a preset');
      return preset === undefined ? {} : { preset };
    }
    case 'rules':
      return { rules: rules.settings(value) };
    case 'overrides':
      return { overrides: rules.overrides(value) };
    case 'exceptions':
      return { exceptions: readExceptions(value, reader) };
    case 'ignore':
      return { ignore: reader.texts(value, 'glob') };
    case 'maxFileSize': {
      const size = value.kind === 'scalar' ? value.value : undefined;
      if (typeof size === 'number' && Number.isInteger(size) && size >= 1024) return { maxFileSize: size };
      reader.report(value.span, 'A whole number of characters, 1024 or more, is expected here.');
      return {};
    }
    case 'kubernetesVersion': {
      const kubernetesMinor = kubernetesMinorOf(stringOf(value) ?? '');
      if (kubernetesMinor !== undefined) return { kubernetesMinor };
      const [oldest, newest] = [OLDEST_KUBERNETES_MINOR, NEWEST_KUBERNETES_MINOR];
      reader.report(value.span, `A version from "1.${oldest}" to "1.${newest}" is expected here.`);
      return {};
    }
    case 'environments':
      return { environments: readEnvironments(value, reader) };
    case 'policies':
      return { policies: readPolicies(value, reader) };
    case 'external':
      return { external: reader.texts(value, 'Kind/name') };
    case 'secrets':
      return { secrets: readSecrets(value, reader) };
    default:
      reader.unknown(keySpan, key, KEYS, 'setting');
      return {};
  }
}
