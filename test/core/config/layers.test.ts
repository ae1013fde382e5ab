import { describe, expect, it } from 'vitest';
import {
  type Configuration,
  configure,
  levelOf,
  optionsOf,
  type SettingsLayer,
} from '../../../server/src/core/config/configuration.ts';
import type { AnyRule } from '../../../server/src/core/rule/rule.ts';
import { RULES } from '../../../server/src/rules/index.gen.ts';
import { findingsOf, type Setting } from '../../support/analysis.ts';

function configured(...layers: SettingsLayer[]): Configuration {
  return configure(layers, { isolated: false, today: '2026-01-01' });
}

function rule(id: string): AnyRule {
  const found = RULES.find((each) => each.id === id);
  if (!found) throw new Error(`There is no rule ${id}.`);
  return found;
}

const LIMIT = rule('compose/memory-limit');

describe('layers of settings', () => {
  const file: SettingsLayer = {
    preset: 'strict',
    maxFileSize: 5000,
    ignore: ['vendor'],
    rules: { 'compose/memory-limit': { level: 'error', options: { amount: '1G' } } },
  };

  it('start from the defaults', () => {
    expect(configured()).toEqual({
      preset: 'recommended',
      rules: new Map(),
      ignore: [],
      maxFileSize: 2_097_152,
      environments: [],
      overrides: [],
      exceptions: [],
      secrets: [],
      baseline: [],
      policies: {},
      external: [],
      kubernetesMinor: 37,
      isolated: false,
      today: '2026-01-01',
    });
  });

  it('are laid over each other: the editor, or the command line, over the file', () => {
    expect(configured(file, { preset: 'all' })).toMatchObject({ preset: 'all', maxFileSize: 5000 });
    expect(configured(file, { maxFileSize: 9000 })).toMatchObject({ preset: 'strict', maxFileSize: 9000 });
    expect(configured(file, {})).toEqual(configured(file));
    const louder = { rules: { 'compose/memory-limit': { level: 'hint' as const } } };
    expect(levelOf(LIMIT, configured(file, louder))).toEqual({ level: 'hint', chosen: true });
    expect(levelOf(LIMIT, configured(louder, file))).toEqual({ level: 'error', chosen: true });
  });

  it('keep what a later one does not say of the same rule', () => {
    const options = { rules: { 'compose/memory-limit': { options: { amount: '2G' } } } };
    const both = configured(file, options);
    expect(levelOf(LIMIT, both).level).toBe('error');
    expect(optionsOf(LIMIT, both)).toEqual({ amount: '2G' });
    const level = configured(file, { rules: { 'compose/memory-limit': { level: 'off' } } });
    expect(optionsOf(LIMIT, level)).toEqual({ amount: '1G' });
  });

  it('add up what they ignore', () => {
    expect(configured(file, { ignore: ['dist'] }, { ignore: [] }).ignore).toEqual(['vendor', 'dist']);
  });

  it('leave other rules as they are', () => {
    const other = rule('compose/privileged');
    expect(levelOf(other, configured(file))).toEqual({ level: 'error', chosen: false });
    expect(optionsOf(other, configured(file))).toEqual({});
  });
});

describe('options', () => {
  it('have the defaults of the rule where nothing is set', () => {
    expect(optionsOf(LIMIT, configured())).toEqual({ amount: '512M' });
  });

  it('change what a rule finds and mends', () => {
    const text = 'services:\n  api: {image: "example/api:beta"}\n';
    const found = (setting: Setting): string[] =>
      findingsOf({ 'compose.yaml': text }, setting)
        .filter((each) => /image-tag|memory/.test(each.ruleId))
        .flatMap((each) => [each.ruleId, ...each.fixes().map((fix) => fix.title)]);
    expect(found({})).toEqual(['compose/memory-limit', 'Set the memory limit to 512M']);
    const rules = {
      'compose/memory-limit': { options: { amount: '64M' } },
      'compose/image-tag': { options: { movingTags: ['beta'] } },
    };
    expect(found({ rules })).toEqual([
      'compose/memory-limit',
      'Set the memory limit to 64M',
      'compose/image-tag',
    ]);
  });
});

describe('presets', () => {
  const SEVERITIES = ['error', 'warning', 'information', 'hint'];

  it('are louder from one to the next, for every rule', () => {
    for (const each of RULES) {
      const [recommended, strict, all] = (['recommended', 'strict', 'all'] as const).map((preset) =>
        SEVERITIES.indexOf(levelOf(each, configured({ preset })).level),
      );
      const rank = (index: number | undefined): number => (index === undefined || index < 0 ? 9 : index);
      expect(rank(strict), each.id).toBeLessThanOrEqual(rank(recommended));
      expect(rank(all), each.id).toBeLessThanOrEqual(rank(strict));
      expect(all, `${each.id} is on in "all"`).not.toBe(-1);
    }
  });

  it('give a rule that is off in the strict one as information in the one with all', () => {
    const quiet = { ...LIMIT, levels: { recommended: 'off', strict: 'off' } } as const;
    expect(levelOf(quiet, configured()).level).toBe('off');
    expect(levelOf(quiet, configured({ preset: 'all' })).level).toBe('information');
  });

  it('give way to the level that somebody chose', () => {
    const text = 'services:\n  api:\n    image: example/api:1.0.0\n    privileged: true\n';
    const severities = (setting: Setting): string[] =>
      findingsOf({ 'compose.yaml': text }, setting)
        .filter((each) => each.ruleId === 'compose/privileged')
        .map((each) => each.severity);
    expect(severities({})).toEqual(['error']);
    expect(severities({ preset: 'all', rules: { 'compose/privileged': { level: 'hint' } } })).toEqual([
      'hint',
    ]);
    expect(severities({ preset: 'all', rules: { 'compose/privileged': { level: 'off' } } })).toEqual([]);
  });
});
