import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { edit } from '../../../server/src/core/edit/edit.ts';
import { readFile } from '../../../server/src/core/model/file.ts';
import { dataOf } from '../../../server/src/core/model/read.ts';
import { documentStart } from '../../../server/src/core/model/tokens.ts';
import { applyEdits } from '../../../server/src/core/text/textEdit.ts';
import { checkEdit } from '../../support/checkEdit.ts';
import { corpusFiles, fixtureFiles } from '../../support/corpora.ts';
import { Decisions, decisions, writeYaml } from '../../support/yamlText.ts';

/** `PLUMBLINE_PROPERTY_RUNS` asks for more runs of generated text, `PLUMBLINE_CORPORA_ALL=rounds` for every public file. */
const RUNS = Number(process.env['PLUMBLINE_PROPERTY_RUNS'] ?? 2500);
const ROUNDS = Number(process.env['PLUMBLINE_CORPORA_ALL'] ?? 0);
const SEED = Number(process.env['PLUMBLINE_SEED'] ?? 1);

/** Numbers that look random, the same for the same seed. */
function numbers(seed: number, count: number): number[] {
  let state = seed >>> 0;
  return Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 8;
  });
}

describe('any edit', () => {
  it('brings about what was asked and nothing else, in YAML of every style', () => {
    fc.assert(
      fc.property(decisions(160), decisions(10), (text, operation) => {
        const outcome = checkEdit(writeYaml(text), new Decisions(operation));
        if (typeof outcome !== 'string') throw new Error(outcome.wrong);
      }),
      { numRuns: RUNS },
    );
  });

  it('that is a comment line changes no data', () => {
    fc.assert(
      fc.property(decisions(120), fc.nat(), fc.nat(), (numbers, which, where) => {
        const { documents } = readFile('file:///x.yaml', writeYaml(numbers));
        const { source, root } = documents[which % documents.length]?.document ?? {};
        if (!source || !root) return;
        // Not above the `---`: there the comment would belong to the document before.
        const at =
          documentStart(source.text) + (where % (source.text.length - documentStart(source.text) + 1));
        fc.pre(source.text.slice(0, at).trim() !== '');
        const edits = edit.insertLineAbove({ source, start: at, end: at }, '# plumbline');
        const result = applyEdits(
          source.text,
          edits.map(({ span, newText }) => ({ ...span, newText })),
        );
        const after = readFile('file:///x.yaml', result).documents;
        expect(after.flatMap(({ document }) => document.problems)).toEqual([]);
        expect(after.map(({ document }) => document.root && dataOf(document.root))).toEqual([dataOf(root)]);
      }),
      { numRuns: 1000 },
    );
  });

  it('is tried on generated text that is valid', () => {
    fc.assert(
      fc.property(decisions(160), (text) => {
        const { documents } = readFile('file:///x.yaml', writeYaml(text));
        expect(documents.flatMap(({ document }) => document.problems.map((each) => each.message))).toEqual(
          [],
        );
      }),
      { numRuns: 500 },
    );
  });

  it('brings about what was asked and nothing else, in public files and fixtures', {
    timeout: 3_600_000,
  }, () => {
    const files = [...fixtureFiles(), ...corpusFiles()].filter(({ text }) => text.length < 100_000);
    const tally = { held: 0, skipped: 0, refused: 0 };
    const wrong: string[] = [];
    const chosen =
      ROUNDS > 0
        ? files
        : numbers(SEED, Math.min(files.length, 300)).flatMap((n) => files[n % files.length] ?? []);
    for (const [index, { path, text }] of chosen.entries()) {
      for (let round = 0; round < Math.max(ROUNDS, 2); round++) {
        const outcome = checkEdit(text, new Decisions(numbers(SEED + index * 7919 + round * 104729, 12)));
        if (typeof outcome === 'string') tally[outcome]++;
        else wrong.push(`${path}: ${outcome.wrong}`);
      }
    }
    if (ROUNDS > 0) console.info(`${chosen.length} files: ${JSON.stringify(tally)}, ${wrong.length} wrong`);
    wrong.sort((a, b) => a.length - b.length);
    expect(wrong.slice(0, 3).join('\n\n').slice(0, 8000), `${wrong.length} wrong`).toBe('');
  });
});
