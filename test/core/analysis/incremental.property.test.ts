import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Analysis, Analyzer } from '../../../server/src/core/analysis/analyzer.ts';
import { RULES } from '../../../server/src/rules/index.gen.ts';
import { configurationOf } from '../../support/analysis.ts';
import { edited, type State, snapshotOfState, WORKSPACE, workspaceEdit } from './workspaceEdits.ts';

function analyzer(): Analyzer {
  return new Analyzer(RULES, (rule, error) => {
    throw new Error(`${rule.id} threw`, { cause: error });
  });
}

/** All that a person is shown of an analysis. */
function shown(analysis: Analysis): unknown {
  return [...analysis.findings].map(([uri, findings]) => ({
    uri,
    findings: findings.map((each) => ({
      rule: each.ruleId,
      place: `${each.location.uri} ${each.location.start}-${each.location.end}`,
      message: each.message,
      severity: each.severity,
      environments: each.environments,
      tags: each.tags,
      related: each.related,
      fixes: each.fixes().map((fix) => `${fix.title} ${fix.safe}`),
    })),
  }));
}

describe('an analyzer that lives long', () => {
  it('finds after every edit what a new one finds', () => {
    fc.assert(
      fc.property(fc.array(workspaceEdit, { minLength: 1, maxLength: 10 }), (edits) => {
        const living = analyzer();
        let state: State = { files: WORKSPACE, languages: {}, setting: {} };
        let configuration = configurationOf(state.setting);
        living.analyzeAtOnce(snapshotOfState(state), configuration);
        for (const { edit, steps } of edits) {
          state = edited(state, edit);
          if (edit.kind === 'configure') configuration = configurationOf(state.setting);
          if (steps !== undefined) {
            const run = living.analyze(snapshotOfState(state), configuration);
            for (let step = 0; step < steps && !run.next().done; step++);
            continue;
          }
          const found = living.analyzeAtOnce(snapshotOfState(state), configuration);
          const anew = analyzer().analyzeAtOnce(snapshotOfState(state), configurationOf(state.setting));
          expect(shown(found)).toEqual(shown(anew));
        }
      }),
      { numRuns: 80 },
    );
  });
});
