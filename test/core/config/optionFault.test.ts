import { describe, expect, it } from 'vitest';
import { optionFault } from '../../../server/src/core/config/optionFault.ts';
import { readFile } from '../../../server/src/core/model/file.ts';
import { get } from '../../../server/src/core/model/read.ts';

/** What is wrong with a value, as the text that is marked and the words for it. */
function faultOf(value: string, schema: unknown): string | undefined {
  const root = readFile('file:///x.yaml', `value: ${value}\n`).documents[0]?.document.root;
  const node = get(root, 'value');
  if (!node) throw new Error('There is no value.');
  const fault = optionFault(node, schema);
  if (!fault) return undefined;
  const { source, start, end } = fault.span;
  return `${source.text.slice(start, end)}: ${fault.message}`;
}

describe("an option's value", () => {
  it.each([
    ['string', 'word', '[word]', '[word]: A text is expected here.'],
    ['string', '1.5', '{a: 1}', '{a: 1}: A text is expected here.'],
    ['string', '"1"', '~', '~: A text is expected here.'],
    ['integer', '3', '3.5', '3.5: A whole number is expected here.'],
    ['integer', '-3', '"3"', '"3": A whole number is expected here.'],
    ['number', '3.5', 'three', 'three: A number is expected here.'],
    ['boolean', 'true', 'yes', 'yes: true or false is expected here.'],
    ['array', '[a, 1]', 'a', 'a: A list is expected here.'],
    ['object', '{a: 1}', '[a]', '[a]: A mapping is expected here.'],
    ['null', '', 'x', undefined],
  ])('of type %s may be %s, not %s', (type, good, bad, message) => {
    if (type !== 'null') expect(faultOf(good, { type })).toBeUndefined();
    if (message) expect(faultOf(bad, { type })).toBe(message);
  });

  it('is one of those that are listed', () => {
    const schema = { type: 'string', enum: ['a', 'b'] };
    expect(faultOf('a', schema)).toBeUndefined();
    expect(faultOf('c', schema)).toBe('c: Use one of a, b.');
  });

  it('is no smaller than the least', () => {
    const schema = { type: 'integer', minimum: 1 };
    expect(faultOf('1', schema)).toBeUndefined();
    expect(faultOf('0', schema)).toBe('0: It has to be 1 or more.');
  });

  it('has items that fit', () => {
    const schema = { type: 'array', items: { type: 'integer', minimum: 1 } };
    expect(faultOf('[1, 2]', schema)).toBeUndefined();
    expect(faultOf('[1, x, 0]', schema)).toBe('x: A whole number is expected here.');
    expect(faultOf('[1, 0]', schema)).toBe('0: It has to be 1 or more.');
  });

  it('may be anything where the schema says nothing', () => {
    for (const schema of [undefined, null, true, {}, { description: 'x' }]) {
      expect(faultOf('[x]', schema)).toBeUndefined();
    }
  });
});
