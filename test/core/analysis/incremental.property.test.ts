import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Analysis, Analyzer } from '../../../server/src/core/analysis/analyzer.ts';
import type { Finding } from '../../../server/src/core/analysis/finding.ts';
import type { Configuration } from '../../../server/src/core/config/configuration.ts';
import { RULES } from '../../../server/src/rules/index.gen.ts';
import { configurationOf } from '../../support/analysis.ts';
import {
  commentEdit,
  edited,
  LAYERED,
  type State,
  snapshotOfState,
  TWO_LAYERS,
  WORKSPACE,
  workspaceEdit,
} from './workspaceEdits.ts';

function analyzer(): Analyzer {
  return new Analyzer(RULES, (rule, error) => {
    throw new Error(`${rule.id} threw`, { cause: error });
  });
}

/** All that a person is shown of an analysis. */
function shown(analysis: Analysis): unknown {
  return [...analysis.findings].map(([uri, findings]) => shownOf(uri, findings));
}

function shownOf(uri: string, findings: readonly Finding[]): unknown {
  return {
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
  };
}

/** An analysis that a newer change drops after some steps. */
function drop(living: Analyzer, state: State, configuration: Configuration, steps: number): void {
  const run = living.analyze(snapshotOfState(state), configuration);
  for (let step = 0; step < steps && !run.next().done; step++);
}

/** What fixes are taken from says the same as what was shown. */
function expectAfresh(living: Analyzer, analysis: Analysis, configuration: Configuration): void {
  for (const [uri, findings] of analysis.findings) {
    const afresh = living.judgeAfresh(analysis, uri, configuration);
    expect(shownOf(uri, afresh)).toEqual(shownOf(uri, findings));
  }
}

describe('an analyzer that lives long', () => {
  it.each([
    ['every kind of file', WORKSPACE, workspaceEdit],
    ['environments that break and become whole again', LAYERED, workspaceEdit],
    ['comments in one file about what is shown in another', TWO_LAYERS, commentEdit],
  ])('finds after every edit what a new one finds: %s', (_, files, anEdit) => {
    fc.assert(
      fc.property(fc.array(anEdit, { minLength: 1, maxLength: 10 }), (edits) => {
        const living = analyzer();
        let state: State = { files, languages: {}, setting: {} };
        let configuration = configurationOf(state.setting);
        let found = living.analyzeAtOnce(snapshotOfState(state), configuration);
        for (const { edit, steps } of edits) {
          state = edited(state, edit);
          if (edit.kind === 'configure') configuration = configurationOf(state.setting);
          if (steps !== undefined) {
            drop(living, state, configuration, steps);
            continue;
          }
          found = living.analyzeAtOnce(snapshotOfState(state), configuration);
          const anew = analyzer().analyzeAtOnce(snapshotOfState(state), configurationOf(state.setting));
          expect(shown(found)).toEqual(shown(anew));
        }
        found = living.analyzeAtOnce(snapshotOfState(state), configuration);
        expectAfresh(living, found, configuration);
      }),
      { numRuns: Number(process.env['PLUMBLINE_RUNS'] ?? 60) },
    );
  });
});
