import { describe, expect, it } from 'vitest';
import { ignoreMatcher } from '../../server/src/core/config/ignore.ts';
import { layerOf } from '../../server/src/lsp/editorSettings.ts';

describe("the editor's settings", () => {
  it('become a layer of the configuration', () => {
    const options = { tags: ['latest'] };
    expect(
      layerOf({
        enable: true,
        preset: 'strict',
        maxFileSize: 4096,
        ignore: ['legacy/**'],
        rules: { 'a/level': 'hint', 'a/both': { level: 'off', options }, 'a/options': { options } },
      }),
    ).toEqual({
      preset: 'strict',
      maxFileSize: 4096,
      ignore: ['legacy/**'],
      rules: { 'a/level': { level: 'hint' }, 'a/both': { level: 'off', options }, 'a/options': { options } },
    });
  });

  it('set nothing where they say nothing', () => {
    expect(layerOf({})).toEqual({ ignore: [], rules: {} });
  });

  it('leave alone what the editor hides', () => {
    const hidden = {
      '**/.git': true,
      '**/*.bak.yaml': true,
      dist: true,
      legacy: false,
      '*.js': { when: 'x' },
    };
    const { ignore = [] } = layerOf({ ignore: ['own'] }, hidden);
    expect(ignore).toEqual(['own', '**/*.bak.yaml', 'dist/**']);
    const isIgnored = ignoreMatcher(ignore);
    expect(['dist', 'dist/a.yaml', 'a/b.bak.yaml', 'a/own'].map(isIgnored)).toEqual([true, true, true, true]);
    expect(['a/dist/b.yaml', 'legacy/a.yaml'].map(isIgnored)).toEqual([false, false]);
    expect(layerOf({}, ['dist']).ignore).toEqual([]);
  });

  // A person's settings.json may hold anything; the types are only what it should hold.
  it.each([
    ['a preset that there is not', { preset: 'bold' }],
    ['a size in words', JSON.parse('{"maxFileSize": "2 MB"}')],
    ['one glob', JSON.parse('{"ignore": "legacy/**"}')],
    ['globs that are none', JSON.parse('{"ignore": [1, null, {}]}')],
    ['a list of rules', JSON.parse('{"rules": "compose/privileged"}')],
    ['no rules', JSON.parse('{"rules": null}')],
  ])('leave out %s', (_, settings) => {
    expect(layerOf(settings)).toEqual({ ignore: [], rules: {} });
  });

  it.each([['loud'], [null], [7], [{ level: 'loud' }], [{ options: 'none' }], [[]]])(
    'set nothing for a rule that is set to %j',
    (setting) => {
      expect(layerOf({ rules: { 'a/rule': setting } }).rules).toEqual({ 'a/rule': {} });
    },
  );
});
