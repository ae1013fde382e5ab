import { readFile, type YamlFile } from '../model/file.ts';
import type { Entry, Node } from '../model/node.ts';
import { asMap, dataOf, entriesOf, isNull, itemsOf, stringOf } from '../model/read.ts';
import { ENVIRONMENT_KINDS, type EnvironmentKind } from '../rule/environmentKind.ts';
import type { AnyRule, OptionsSchema } from '../rule/rule.ts';
import { LEVELS, type Level, PRESETS, type Preset } from '../rule/severity.ts';
import { closestName } from '../text/closestName.ts';
import type { Span } from '../text/span.ts';
import type { EnvironmentSetting, RuleSetting, SettingsLayer } from './configuration.ts';
import { optionFault } from './optionFault.ts';
import type { NamedRule } from './settings.ts';

/** What is wrong in a configuration file. */
export interface ConfigurationProblem {
  readonly span: Span;
  readonly message: string;
  /** A better word for what stands at the span. */
  readonly suggestion?: string;
}

/** A configuration file, read. */
export interface ConfigurationReading {
  readonly file: YamlFile;
  /** What it sets; undefined where it has problems, so that the last good one stays in force. */
  readonly layer: SettingsLayer | undefined;
  readonly problems: readonly ConfigurationProblem[];
}

const KEYS = ['preset', 'rules', 'ignore', 'maxFileSize', 'environments'];
const ENVIRONMENT_KEYS = ['kind', 'compose', 'envFiles', 'profiles', 'kustomize'];

/** Reads `.plumbline.yaml`. Never throws. */
export function readConfiguration(
  uri: string,
  text: string,
  rules: readonly AnyRule[],
  engine: readonly NamedRule[],
): ConfigurationReading {
  const file = readFile(uri, text);
  const document = file.documents[0]?.document;
  const reader = new Reader(rules, engine);
  for (const problem of document?.problems ?? []) reader.report(problem.span, problem.message);
  const layer = reader.problems.length === 0 && document?.root ? reader.settings(document.root) : {};
  return { file, layer: reader.problems.length === 0 ? layer : undefined, problems: reader.problems };
}

class Reader {
  readonly problems: ConfigurationProblem[] = [];
  private readonly rules: ReadonlyMap<string, AnyRule>;
  private readonly ids: readonly string[];

  constructor(rules: readonly AnyRule[], engine: readonly NamedRule[]) {
    this.rules = new Map(rules.map((rule) => [rule.id, rule]));
    this.ids = [...rules.map((rule) => rule.id), ...engine.map((rule) => rule.id)];
  }

  report(span: Span, message: string, suggestion?: string): void {
    this.problems.push(suggestion === undefined ? { span, message } : { span, message, suggestion });
  }

  settings(root: Node): SettingsLayer {
    const map = asMap(root);
    if (!map) {
      this.report(root.span, 'A mapping with "preset", "rules" or "ignore" is expected here.');
      return {};
    }
    let layer: SettingsLayer = {};
    for (const entry of map.entries) {
      if (isNull(entry.value) || entry.key.startsWith('x-')) continue;
      layer = { ...layer, ...this.setting(entry) };
    }
    return layer;
  }

  private setting(entry: Entry): SettingsLayer {
    switch (entry.key) {
      case 'preset': {
        const preset = this.oneOf<Preset>(entry.value, PRESETS, 'a preset');
        return preset === undefined ? {} : { preset };
      }
      case 'rules':
        return { rules: this.ruleSettings(entry.value) };
      case 'ignore':
        return { ignore: this.globs(entry.value) };
      case 'maxFileSize': {
        const size = entry.value.kind === 'scalar' ? entry.value.value : undefined;
        if (typeof size === 'number' && Number.isInteger(size) && size >= 1024) return { maxFileSize: size };
        this.report(entry.value.span, 'A whole number of characters, 1024 or more, is expected here.');
        return {};
      }
      case 'environments':
        return { environments: this.environments(entry.value) };
      default:
        this.unknown(entry.keySpan, entry.key, KEYS, 'setting');
        return {};
    }
  }

  private ruleSettings(node: Node): { [id: string]: RuleSetting } {
    const result: { [id: string]: RuleSetting } = {};
    if (!asMap(node)) this.report(node.span, 'A mapping of rule ids to levels is expected here.');
    for (const entry of entriesOf(node)) {
      if (!this.ids.includes(entry.key)) {
        this.unknown(entry.keySpan, entry.key, this.ids, 'rule');
        continue;
      }
      result[entry.key] = this.ruleSetting(entry);
    }
    return result;
  }

  private ruleSetting(entry: Entry): RuleSetting {
    const map = asMap(entry.value);
    if (!map) {
      const level = this.oneOf<Level>(entry.value, LEVELS, 'a level');
      return level === undefined ? {} : { level };
    }
    let setting: RuleSetting = {};
    for (const each of map.entries) {
      if (each.key === 'level') {
        const level = this.oneOf<Level>(each.value, LEVELS, 'a level');
        if (level !== undefined) setting = { ...setting, level };
      } else if (each.key === 'options') {
        setting = { ...setting, options: this.options(each.value, this.rules.get(entry.key)?.options) };
      } else {
        this.unknown(each.keySpan, each.key, ['level', 'options'], 'key of a rule');
      }
    }
    return setting;
  }

  private options(node: Node, schema: OptionsSchema | undefined): { [name: string]: unknown } {
    const result: { [name: string]: unknown } = {};
    const names = Object.keys(schema?.properties ?? {});
    if (!asMap(node) && !isNull(node)) this.report(node.span, 'A mapping of options is expected here.');
    for (const entry of entriesOf(node)) {
      const property = schema?.properties[entry.key];
      if (property === undefined) {
        this.unknown(entry.keySpan, entry.key, names, 'option of this rule');
        continue;
      }
      const fault = optionFault(entry.value, property);
      if (fault) this.report(fault.span, fault.message);
      else result[entry.key] = isText(property) ? stringOf(entry.value) : dataOf(entry.value);
    }
    return result;
  }

  private environments(node: Node): EnvironmentSetting[] {
    if (!asMap(node)) this.report(node.span, 'A mapping of names to environments is expected here.');
    return entriesOf(node).flatMap((entry) => this.environment(entry));
  }

  private environment({ key: name, keySpan, value }: Entry): EnvironmentSetting[] {
    if (!asMap(value))
      this.report(
        isNull(value) ? keySpan : value.span,
        'A mapping with "compose" or "kustomize" is expected here.',
      );
    let kind: EnvironmentKind | undefined;
    let kustomize: string | undefined;
    const lists: Record<string, string[]> = {};
    for (const entry of entriesOf(value)) {
      if (entry.key === 'kind') kind = this.oneOf(entry.value, ENVIRONMENT_KINDS, 'a kind of environment');
      else if (entry.key === 'kustomize') kustomize = this.text(entry.value, 'path of a folder');
      else if (ENVIRONMENT_KEYS.includes(entry.key))
        lists[entry.key] = this.texts(entry.value, entry.key === 'profiles' ? 'name' : 'path');
      else this.unknown(entry.keySpan, entry.key, ENVIRONMENT_KEYS, 'key of an environment');
    }
    const { compose = [], envFiles = [], profiles = [] } = lists;
    if (asMap(value) && compose.length === 0 && kustomize === undefined) {
      this.report(
        keySpan,
        'This environment has no layers: give it "compose" files or a "kustomize" folder.',
      );
    }
    return [{ name, kind, compose, envFiles, profiles, kustomize }];
  }

  private globs(node: Node): string[] {
    return this.texts(node, 'glob');
  }

  private texts(node: Node, what: string): string[] {
    if (node.kind !== 'seq') {
      this.report(node.span, `A list of ${what}s is expected here.`);
      return [];
    }
    return itemsOf(node).flatMap((item) => this.text(item, what) ?? []);
  }

  private text(node: Node, what: string): string | undefined {
    const text = stringOf(node);
    if (text === undefined || text === '') this.report(node.span, `A ${what} is expected here.`);
    return text;
  }

  private oneOf<T extends string>(node: Node, words: readonly T[], what: string): T | undefined {
    // YAML 1.1 readers, and people, take `off` for a boolean; here it is a word.
    const text = stringOf(node) === 'false' ? 'off' : stringOf(node);
    const found = words.find((word) => word === text);
    if (found === undefined) {
      const closest = text === undefined ? undefined : closestName(text, words);
      this.report(node.span, `Not ${what}: use one of ${words.join(', ')}.`, closest);
    }
    return found;
  }

  private unknown(span: Span, name: string, names: readonly string[], what: string): void {
    const closest = closestName(name, names);
    const hint = closest === undefined ? '' : ` Did you mean "${closest}"?`;
    this.report(span, `There is no ${what} "${name}".${hint}`, closest);
  }
}

function isText(schema: unknown): boolean {
  return typeof schema === 'object' && schema !== null && 'type' in schema && schema.type === 'string';
}
