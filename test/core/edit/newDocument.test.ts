import { describe, expect, it } from 'vitest';
import { newDocument } from '../../../server/src/core/edit/newDocument.ts';

function behind(text: string): string {
  const source = { uri: 'file:///a.yaml', text, shared: [] };
  const [edit, ...others] = newDocument(source, { kind: 'X', list: ['a'] });
  expect(others).toEqual([]);
  return text.slice(0, edit?.span.start) + edit?.newText + text.slice(edit?.span.end);
}

describe('a new document', () => {
  it('stands behind the old one, with its line ends', () => {
    expect(behind('a: b\n')).toBe('a: b\n---\nkind: X\nlist:\n  - a\n');
    expect(behind('a: b')).toBe('a: b\n---\nkind: X\nlist:\n  - a\n');
    expect(behind('a: b\r\n')).toBe('a: b\r\n---\r\nkind: X\r\nlist:\r\n  - a\r\n');
  });
});
