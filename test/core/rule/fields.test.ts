import { describe, expect, it } from 'vitest';
import { readFile } from '../../../server/src/core/model/file.ts';
import type { MapNode } from '../../../server/src/core/model/node.ts';
import { asMap } from '../../../server/src/core/model/read.ts';
import { removalFix, settingFix } from '../../../server/src/core/rule/fields.ts';
import { additionFix, type Fix } from '../../../server/src/core/rule/problem.ts';
import { applyEdits } from '../../../server/src/core/text/textEdit.ts';

const TEXT = 'a: 1 # one\nb: yes\nc:\n  d: e\n';

function root(): MapNode {
  const map = asMap(readFile('file:///x.yaml', TEXT).documents[0]?.document.root);
  if (!map) throw new Error('There is no mapping.');
  return map;
}

function applied({ edits }: Fix): string {
  return applyEdits(
    TEXT,
    edits.map(({ span, newText }) => ({ start: span.start, end: span.end, newText })),
  );
}

describe('a fix of one key', () => {
  it('removes it', () => {
    const fix = removalFix(root(), 'a');
    expect(fix).toMatchObject({ title: 'Remove "a"', safe: false });
    expect(applied(fix)).toBe('b: yes\nc:\n  d: e\n');
    expect(removalFix(root(), 'a', true).safe).toBe(true);
  });

  it('sets it, whatever stands there', () => {
    const fix = settingFix(root(), 'b', false, true);
    expect(fix).toMatchObject({ title: 'Set "b" to false', safe: true });
    expect(applied(fix)).toBe(TEXT.replace('yes', 'false'));
    expect(applied(settingFix(root(), 'f', 8, false, { keys: ['a', 'f', 'b'] }))).toBe(
      TEXT.replace('b:', 'f: 8\nb:'),
    );
  });

  it('adds values, and says which, so that several can be joined', () => {
    const map = root();
    const fix = additionFix('Add', true, map, { c: { g: 'h' } });
    expect(applied(fix)).toBe(`${TEXT}  g: h\n`);
    expect(fix.addition).toEqual({ to: map, values: { c: { g: 'h' } }, order: undefined });
  });
});
