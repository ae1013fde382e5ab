import { describe, expect, it } from 'vitest';
import { pairsOf } from '../../../server/src/core/compose/pairs.ts';
import { wordsOf } from '../../../server/src/core/compose/words.ts';
import { get } from '../../../server/src/core/model/read.ts';
import { serviceOf, textAt } from './services.ts';

/** The pairs of an environment: key, value, and what is marked of each. */
function read(environment: string) {
  return pairsOf(get(serviceOf(`    environment:${environment}\n`).node, 'environment')).map((each) => [
    each.key,
    each.value,
    textAt(each.keySpan),
    textAt(each.valueSpan),
  ]);
}

describe('pairs', () => {
  it.each([
    [' {A: b}', [['A', 'b', 'A', 'b']]],
    [
      '\n      A: "b c"\n      "D": 8080',
      [
        ['A', 'b c', 'A', '"b c"'],
        ['D', '8080', '"D"', '8080'],
      ],
    ],
    [
      ' {A: true, B: 1.50}',
      [
        ['A', 'true', 'A', 'true'],
        ['B', '1.50', 'B', '1.50'],
      ],
    ],
    [
      ' {A: , B: ~}',
      [
        ['A', undefined, 'A', ''],
        ['B', undefined, 'B', '~'],
      ],
    ],
    [' {A: [x]}', [['A', undefined, 'A', '[x]']]],
  ])('of a mapping are read: %s', (environment, expected) => {
    expect(read(environment)).toEqual(expected);
  });

  it.each([
    ['A=b', ['A', 'b', 'A', 'b']],
    ['"A=b c"', ['A', 'b c', 'A', 'b c']],
    ["'A=b'", ['A', 'b', 'A', 'b']],
    ['A=', ['A', '', 'A', '']],
    ['A', ['A', undefined, 'A', 'A']],
    ['"A=b=c"', ['A', 'b=c', 'A', 'b=c']],
    ['A=${B:-c=d}', ['A', '${B:-c=d}', 'A', '${B:-c=d}']],
  ])('of a list are read: %s', (item, expected) => {
    expect(read(`\n      - ${item}`)).toEqual([expected]);
  });

  it('are those of a merged mapping, too', () => {
    const text = '\n      <<: {A: a, B: b}\n      A: own';
    expect(read(text).map(([key, value]) => [key, value])).toEqual([
      ['A', 'own'],
      ['B', 'b'],
    ]);
  });

  it('are none of anything else', () => {
    for (const value of ['', ' A=b', ' ~', ' []']) expect(read(value)).toEqual([]);
    expect(read('\n      - [A=b]\n      - C=d').map(([key]) => key)).toEqual(['C']);
  });
});

describe('words of a command', () => {
  it.each([
    ['serve --port 80', ['serve', '--port', '80']],
    ['[serve, --port, "80"]', ['serve', '--port', '80']],
    ['sh -c "a && b"', ['sh', '-c', 'a && b']],
    ["sh -c 'a b'  c", ['sh', '-c', 'a b', 'c']],
    ['[sh, -c, a && b]', ['sh', '-c', 'a && b']],
    ['80', ['80']],
    ['', []],
    ['~', []],
    ['{a: b}', []],
    ['[a, ~, [b], c]', ['a', 'c']],
  ])('are %s', (command, expected) => {
    expect(wordsOf(get(serviceOf(`    command: ${command}\n`).node, 'command'))).toEqual(expected);
  });
});
