import { describe, expect, it } from 'vitest';
import type { Finding } from '../../server/src/core/analysis/finding.ts';
import { readConfiguration } from '../../server/src/core/config/readConfiguration.ts';
import type { AnyRule, BadExample, ExampleFiles, GoodExample } from '../../server/src/core/rule/rule.ts';
import { RULES } from '../../server/src/rules/index.gen.ts';
import { applyFix, type Files, findingsOf, placeOf } from '../support/analysis.ts';

function filesOf(rule: AnyRule, files: ExampleFiles): Files {
  if (typeof files !== 'string') return files;
  return { [rule.id.startsWith('compose/') ? 'compose.yaml' : 'manifest.yaml']: files };
}

function judge(rule: AnyRule, files: Files, example: GoodExample | BadExample): Finding[] {
  const setting = { level: 'warning' as const, ...(example.options ? { options: example.options } : {}) };
  const own = files['.plumbline.yaml'];
  const layer = own === undefined ? {} : readConfiguration('file:///c', own, RULES, []).layer;
  return findingsOf(files, { ...layer, only: [rule], rules: { [rule.id]: setting } });
}

function isSyntax(finding: Finding): boolean {
  return finding.ruleId.startsWith('yaml/');
}

/** Applies the preferred fix of the first finding that has one, again and again. */
function fixAll(rule: AnyRule, start: Files, example: BadExample): Files {
  let files = start;
  for (let round = 0; round < 50; round++) {
    const found = judge(rule, files, example);
    const fix = found.flatMap((each) => each.fixes().slice(0, 1))[0];
    if (!fix) return files;
    const after = applyFix(files, fix);
    const left = judge(rule, after, example);
    expect(
      left.filter(isSyntax).map((each) => each.message),
      `"${fix.title}" leaves valid YAML`,
    ).toEqual([]);
    expect(left.length, `"${fix.title}" removes a finding`).toBeLessThan(found.length);
    files = after;
  }
  throw new Error('The fixes never come to an end.');
}

function comments(files: Files): string[] {
  return Object.values(files).flatMap((text) => text.match(/(?<=^|\s)# .*$/gm) ?? []);
}

function crlf(files: Files): Files {
  return Object.fromEntries(
    Object.entries(files).map(([path, text]) => [path, text.replaceAll('\n', '\r\n')]),
  );
}

function checkBad(rule: AnyRule, example: BadExample): void {
  const files = filesOf(rule, example.files);
  const found = judge(rule, files, example);
  const names = typeof example.files === 'string' ? Object.keys(files) : [];
  const expected = example.expect.map((place) => (names.length === 1 ? `${names[0]}:${place}` : place));
  expect(found.map((each) => placeOf(each, files)).sort()).toEqual([...expected].sort());
  for (const each of found) expect(each.message.length, each.message).toBeLessThanOrEqual(140);
  for (const each of found) {
    for (const fix of each.fixes()) {
      const after = applyFix(files, fix);
      const left = judge(rule, after, example);
      expect(left.filter(isSyntax), `"${fix.title}" leaves valid YAML`).toEqual([]);
      expect(left.length, `"${fix.title}" removes its finding and adds none`).toBeLessThan(found.length);
    }
  }
  const fixed = fixAll(rule, files, example);
  const fixable = found.some((each) => each.fixes().length > 0);
  expect(fixable, 'an example with fixes says what they make').toBe(example.fixed !== undefined);
  if (example.fixed === undefined) return;
  expect(fixed).toEqual({ ...files, ...filesOf(rule, example.fixed) });
  const gone = comments(files).filter((comment) => !comments(fixed).includes(comment));
  expect(
    gone.every((comment) => found.length > 0 && comment !== ''),
    'comments',
  ).toBe(true);
  expect(fixAll(rule, crlf(files), example), 'the same in CRLF').toEqual(crlf(fixed));
}

describe.each(RULES.map((rule) => [rule.id, rule] as const))('%s', (_, rule) => {
  it.each(rule.examples.good.map((example, index) => [index + 1, example] as const))(
    'is silent on good example %i',
    (_index, example) => {
      const files = filesOf(rule, example.files);
      expect(judge(rule, files, example).map((each) => `${placeOf(each, files)} ${each.message}`)).toEqual(
        [],
      );
    },
  );

  it.each(rule.examples.bad.map((example, index) => [index + 1, example] as const))(
    'finds and mends bad example %i',
    (_index, example) => {
      checkBad(rule, example);
    },
  );
});
