import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Analyzer } from '../../../server/src/core/analysis/analyzer.ts';
import { fixAllSafe } from '../../../server/src/core/analysis/fixAll.ts';
import { applyEdits } from '../../../server/src/core/text/textEdit.ts';
import { RULES } from '../../../server/src/rules/index.gen.ts';
import { configurationOf, ROOT, snapshotOf } from '../../support/analysis.ts';

const CONFIGURATION = configurationOf({ preset: 'all' });
const URI = `${ROOT}/all.yaml`;

const setting = fc.constantFrom(
  'ports: [{containerPort: 80}]',
  'securityContext: {}',
  'securityContext:\n  # kept\n  runAsNonRoot: true',
  'securityContext: {capabilities: {add: [NET_BIND_SERVICE]}}',
  'securityContext:\n  capabilities:\n    drop: []',
  'securityContext:',
  'securityContext: {allowPrivilegeEscalation: true} # why',
  '# nothing here',
  'env:\n- name: A\n  value: b # c\n- {name: A, value: d}',
);

const container = fc
  .record({ settings: fc.uniqueArray(setting, { maxLength: 3, selector: (each) => each.split(':')[0] }) })
  .map(({ settings }) => [
    '- name: api',
    ...settings.map((each) => each.replace(/^/gm, '  ')),
    '  image: a/b:1',
  ]);

const pod = fc
  .record({
    containers: fc.array(container, { minLength: 1, maxLength: 3 }),
    indent: fc.constantFrom('  ', '    '),
  })
  .map(({ containers, indent }) => {
    const items = containers.flat().join('\n').replace(/^/gm, indent);
    return `apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n${items}\n`;
  });

const bundle = fc
  .record({ pods: fc.array(pod, { minLength: 1, maxLength: 3 }), crlf: fc.boolean(), end: fc.boolean() })
  .map(({ pods, crlf, end }) => {
    const text = pods.join('---\n# next\n').slice(0, end ? undefined : -1);
    return crlf ? text.replaceAll('\n', '\r\n') : text;
  });

/** Whether the lines of one text stand in another in their order. */
function contains(text: string, part: string): boolean {
  let at = -1;
  return part.split('\n').every((line) => {
    at = text.split('\n').indexOf(line, at + 1);
    return at >= 0;
  });
}

describe('mending all that is safe', () => {
  it('ends with nothing safe left, keeps every comment, and is done after one go', () => {
    fc.assert(
      fc.property(bundle, (text) => {
        const analyzer = new Analyzer(RULES, (rule, error) => {
          throw new Error(`${rule.id} threw`, { cause: error });
        });
        const analysis = analyzer.analyzeAtOnce(snapshotOf({ 'all.yaml': text }), CONFIGURATION);
        const rejudge = (each: string) => analyzer.judgeText(analysis, URI, each, CONFIGURATION);
        const mended = applyEdits(text, fixAllSafe(URI, text, rejudge));
        const left = rejudge(mended);
        expect(
          left.filter((each) => each.fixes().some((fix) => fix.safe)).map((each) => each.message),
        ).toEqual([]);
        expect(left.filter((each) => each.ruleId.startsWith('yaml/'))).toEqual([]);
        expect(fixAllSafe(URI, mended, rejudge)).toEqual([]);
        const comments = (each: string): string => (each.match(/#.*/g) ?? []).join('\n');
        expect(contains(comments(mended), comments(text))).toBe(true);
      }),
      { numRuns: 40 },
    );
  });
});
