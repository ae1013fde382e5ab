import type { Entry, Node } from '../model/node.ts';
import { asMap, dataOf, entriesOf, isNull, stringOf } from '../model/read.ts';
import { ENVIRONMENT_KINDS, type EnvironmentKind } from '../rule/environmentKind.ts';
import type { AnyRule, OptionsSchema } from '../rule/rule.ts';
import { LEVELS, type Level } from '../rule/severity.ts';
import { type PathSetting, type RuleSetting, ruleMatches } from './configuration.ts';
import { optionFault } from './optionFault.ts';
import type { Reader } from './reader.ts';
import type { NamedRule } from './settings.ts';

/** Reads what is set for single rules. */
export class RuleReader {
  private readonly reader: Reader;
  private readonly rules: ReadonlyMap<string, AnyRule>;
  readonly ids: readonly string[];

  constructor(reader: Reader, rules: readonly AnyRule[], engine: readonly NamedRule[]) {
    this.reader = reader;
    this.rules = new Map(rules.map((rule) => [rule.id, rule]));
    this.ids = [...rules.map((rule) => rule.id), ...engine.map((rule) => rule.id)];
  }

  /** `rules`: ids with levels, options and levels by kind of environment. */
  settings(node: Node): { [id: string]: RuleSetting } {
    const result: { [id: string]: RuleSetting } = {};
    if (!asMap(node)) this.reader.report(node.span, 'A mapping of rule ids to levels is expected here.');
    for (const entry of entriesOf(node)) {
      if (this.ids.includes(entry.key)) result[entry.key] = this.setting(entry);
      else this.reader.unknown(entry.keySpan, entry.key, this.ids, 'rule');
    }
    return result;
  }

  /** `overrides`: levels of rules in some files. */
  overrides(node: Node): PathSetting[] {
    if (node.kind !== 'seq') {
      this.reader.report(node.span, 'A list of overrides is expected here.');
      return [];
    }
    return node.items.flatMap(({ value }) => this.override(value));
  }

  private override(node: Node): PathSetting[] {
    let files: readonly string[] = [];
    const rules: { [pattern: string]: Level } = {};
    for (const entry of this.reader.entries(node, 'A mapping with "files" and "rules"')) {
      if (entry.key === 'files') files = this.reader.oneOrMore(entry.value, 'glob');
      else if (entry.key === 'rules') {
        for (const each of this.reader.entries(entry.value, 'A mapping of rule ids to levels')) {
          this.pattern(each.keySpan, each.key);
          const level = this.reader.oneOf<Level>(each.value, LEVELS, 'a level');
          if (level !== undefined) rules[each.key] = level;
        }
      } else this.reader.unknown(entry.keySpan, entry.key, ['files', 'rules'], 'key of an override');
    }
    if (asMap(node) && files.length === 0) this.reader.report(node.span, 'An override needs "files".');
    return [{ files, rules }];
  }

  /** Reports a rule id, or a pattern of ids, that fits no rule. */
  pattern(span: Node['span'], pattern: string): void {
    if (this.ids.some((id) => ruleMatches(pattern, id))) return;
    this.reader.unknown(span, pattern, this.ids, 'rule');
  }

  private setting(entry: Entry): RuleSetting {
    const map = asMap(entry.value);
    if (!map) {
      const level = this.reader.oneOf<Level>(entry.value, LEVELS, 'a level');
      return level === undefined ? {} : { level };
    }
    let setting: RuleSetting = {};
    for (const each of map.entries) {
      if (each.key === 'level') {
        const level = this.reader.oneOf<Level>(each.value, LEVELS, 'a level');
        if (level !== undefined) setting = { ...setting, level };
      } else if (each.key === 'options') {
        setting = { ...setting, options: this.options(each.value, this.rules.get(entry.key)?.options) };
      } else if (each.key === 'environments') {
        setting = { ...setting, environments: this.byKind(each.value) };
      } else {
        const known = ['level', 'options', 'environments'];
        this.reader.unknown(each.keySpan, each.key, known, 'key of a rule');
      }
    }
    return setting;
  }

  private byKind(node: Node): { [kind in EnvironmentKind]?: Level } {
    const result: { [kind in EnvironmentKind]?: Level } = {};
    for (const { key, keySpan, value } of this.reader.entries(
      node,
      'A mapping of environment kinds to levels',
    )) {
      const kind = ENVIRONMENT_KINDS.find((each) => each === key);
      const level = this.reader.oneOf<Level>(value, LEVELS, 'a level');
      if (kind === undefined) this.reader.unknown(keySpan, key, ENVIRONMENT_KINDS, 'kind of environment');
      else if (level !== undefined) result[kind] = level;
    }
    return result;
  }

  private options(node: Node, schema: OptionsSchema | undefined): { [name: string]: unknown } {
    const result: { [name: string]: unknown } = {};
    const names = Object.keys(schema?.properties ?? {});
    if (!asMap(node) && !isNull(node)) {
      this.reader.report(node.span, 'A mapping of options is expected here.');
    }
    for (const entry of entriesOf(node)) {
      const property = schema?.properties[entry.key];
      if (property === undefined) {
        this.reader.unknown(entry.keySpan, entry.key, names, 'option of this rule');
        continue;
      }
      const fault = optionFault(entry.value, property);
      if (fault) this.reader.report(fault.span, fault.message);
      else result[entry.key] = isText(property) ? stringOf(entry.value) : dataOf(entry.value);
    }
    return result;
  }
}

function isText(schema: unknown): boolean {
  return typeof schema === 'object' && schema !== null && 'type' in schema && schema.type === 'string';
}
