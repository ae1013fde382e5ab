import { describe, expect, it } from 'vitest';
import { DiagnosticSeverity, DiagnosticTag } from 'vscode-languageserver/node';
import type { Finding } from '../../server/src/core/analysis/finding.ts';
import { SEVERITIES } from '../../server/src/core/rule/severity.ts';
import { diagnosticOf, Positions } from '../../server/src/lsp/convert.ts';

const TEXTS = new Map([
  ['file:///a.yaml', 'a: 1\r\nb: 🐳 x\rc\n'],
  ['file:///b.yaml', '# b\nb: 2\n'],
]);

function newPositions(): Positions {
  return new Positions((uri) => TEXTS.get(uri));
}

function finding(change: Partial<Finding>): Finding {
  const location = { uri: 'file:///a.yaml', start: 6, end: 7 };
  const source = { uri: location.uri, text: '', shared: [] };
  return {
    ruleId: 'compose/privileged',
    severity: 'error',
    message: 'It is so.',
    location,
    related: [],
    tags: [],
    environments: [],
    subject: undefined,
    problem: { span: { source, start: 0, end: 0 }, message: '' },
    fixes: () => [],
    ...change,
  };
}

describe('positions', () => {
  it('are counted in lines of every kind and in UTF-16 units, there and back', () => {
    const positions = newPositions();
    for (const [offset, line, character] of [
      [0, 0, 0],
      [4, 0, 4],
      [6, 1, 0],
      [11, 1, 5],
      [14, 2, 0],
      [16, 3, 0],
    ] as const) {
      const { start } = positions.range('file:///a.yaml', offset, offset);
      expect(start).toEqual({ line, character });
      expect(positions.offset('file:///a.yaml', start)).toBe(offset);
    }
  });

  it('are in the file that is meant', () => {
    const edit = newPositions().edit('file:///b.yaml', { start: 4, end: 5, newText: 'c' });
    const range = { start: { line: 1, character: 0 }, end: { line: 1, character: 1 } };
    expect(edit).toEqual({ range, newText: 'c' });
  });

  it('outside the text, or in no file, are moved to its ends', () => {
    const positions = newPositions();
    expect(positions.range('file:///a.yaml', -5, 999)).toEqual({
      start: { line: 0, character: 0 },
      end: { line: 3, character: 0 },
    });
    expect(positions.range('file:///gone.yaml', 3, 4).end).toEqual({ line: 0, character: 0 });
    expect(positions.offset('file:///b.yaml', { line: 0, character: 99 })).toBe(3);
    expect(positions.offset('file:///b.yaml', { line: 99, character: 0 })).toBe(9);
  });
});

describe('a diagnostic', () => {
  it('has no part that there is nothing for', () => {
    expect(Object.keys(diagnosticOf(finding({}), newPositions())).sort()).toEqual(
      ['code', 'codeDescription', 'message', 'range', 'severity', 'source'].sort(),
    );
  });

  it("says how loud it is in the protocol's numbers", () => {
    const numbers = SEVERITIES.map(
      (severity) => diagnosticOf(finding({ severity }), newPositions()).severity,
    );
    expect(numbers).toEqual([
      DiagnosticSeverity.Error,
      DiagnosticSeverity.Warning,
      DiagnosticSeverity.Information,
      DiagnosticSeverity.Hint,
    ]);
  });

  it('names its environments, tags and related places', () => {
    const related = [{ location: { uri: 'file:///b.yaml', start: 4, end: 8 }, message: 'There.' }];
    const environments = ['staging', 'production'];
    const tags = ['unnecessary', 'deprecated'] as const;
    expect(diagnosticOf(finding({ related, environments, tags }), newPositions())).toMatchObject({
      message: 'It is so. [staging, production]',
      tags: [DiagnosticTag.Unnecessary, DiagnosticTag.Deprecated],
      relatedInformation: [
        {
          message: 'There.',
          location: {
            uri: 'file:///b.yaml',
            range: { start: { line: 1, character: 0 }, end: { line: 1, character: 4 } },
          },
        },
      ],
    });
  });
});
