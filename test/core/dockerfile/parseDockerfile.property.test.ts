import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDockerfile } from '../../../server/src/core/dockerfile/parseDockerfile.ts';

const piece = fc.constantFrom(
  'FROM ',
  'FROM a AS b\n',
  'USER ',
  'EXPOSE ',
  'HEALTHCHECK ',
  'CMD ',
  'ARG A=',
  'ENV A=$A ',
  'RUN <<EOF\n',
  'EOF\n',
  '# escape=`\n',
  '--interval=5s ',
  '${A:-',
  '}',
  '$A',
  '\\\n',
  '`\n',
  '\r\n',
  '\n',
  '["a", ',
  ']',
  '"',
  "'",
  '80/tcp ',
  '\uFEFF',
  '\0',
  'é\u{1F680}\uD800',
);

/** A number of lines that a slow reader would take minutes for. */
const MANY = 5000;

describe('reading a Dockerfile', () => {
  it('never fails, whatever the text is', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(piece, { maxLength: 40 }).map((each) => each.join('')),
    );
    fc.assert(
      fc.property(text, (each) => {
        const read = parseDockerfile('file:///Dockerfile', each);
        for (const port of read.exposed) expect(Number.isInteger(port) && port > 0).toBe(true);
        expect(read.baseImage === undefined || !/\s|\$/.test(read.baseImage)).toBe(true);
        if (read.healthcheck && read.healthcheck !== 'none') {
          expect(['CMD', 'CMD-SHELL']).toContain(read.healthcheck.test[0]);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('reads the same with other line ends, comments and blank lines', () => {
    const line = fc.constantFrom(
      'USER app',
      'EXPOSE 80',
      'ENV A=b',
      'HEALTHCHECK CMD x',
      'FROM y AS z',
      'FROM z',
      'RUN make',
    );
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 12 }),
        fc.constantFrom('', '# note', '   '),
        (lines, between) => {
          const plain = parseDockerfile('u', ['FROM x', ...lines].join('\n'));
          expect(parseDockerfile('u', ['FROM x', ...lines].join('\r\n'))).toEqual(plain);
          expect(parseDockerfile('u', ['FROM x', ...lines].join(`\n${between}\n`))).toEqual(plain);
        },
      ),
      { numRuns: 100 },
    );
  });

  it.each([
    ['lines that go on', 'RUN a \\\n'],
    ['heredocs', 'RUN <<A\n'],
    ['variables that do not end', '${A:-'],
    ['flags', 'HEALTHCHECK --a=b '],
    ['stages', 'FROM a AS a\n'],
    ['arguments that double', 'ENV A=$A$A\n'],
    ['long arguments', `ENV B=${'x'.repeat(100)}\nUSER ${'$B'.repeat(100)}\n`],
  ])('is quick with very many %s', (_, part) => {
    const start = performance.now();
    parseDockerfile('u', `FROM x\nENV A=a\n${part.repeat(MANY)}`);
    expect(performance.now() - start).toBeLessThan(3000);
  });
});
