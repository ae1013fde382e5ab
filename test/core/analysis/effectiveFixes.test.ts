import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Finding, LocatedFix } from '../../../server/src/core/analysis/finding.ts';
import { analyze, applyFix, type Files, placeOf } from '../../support/analysis.ts';

const FIXTURE = path.resolve(import.meta.dirname, '../../fixtures/vanna-engine');

const FILES: Files = Object.fromEntries(
  readdirSync(FIXTURE, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(path.join(FIXTURE, name)).isFile())
    .map((name) => [name.split(path.sep).join('/'), readFileSync(path.join(FIXTURE, name), 'utf8')]),
);

interface State {
  readonly findings: readonly Finding[];
  readonly refused: readonly string[];
}

function stateOf(files: Files): State {
  const { findings, environments } = analyze(files);
  return {
    findings: [...findings.values()].flat(),
    refused: environments.all.filter(({ whole }) => !whole).map(({ spec }) => spec.id),
  };
}

/** How often each environment has a rule's finding on a subject; `-` for findings without an environment. */
function counted({ findings }: State, rule: string): Map<string, number> {
  const result = new Map<string, number>();
  for (const each of findings) {
    if (each.ruleId !== rule) continue;
    for (const name of each.environments.length > 0 ? each.environments : ['-']) {
      result.set(name, (result.get(name) ?? 0) + 1);
    }
  }
  return result;
}

/** The environments for which a fix promises to mend a finding. */
function promised({ title }: LocatedFix, { environments }: Finding): readonly string[] {
  const only = /, only for (.+)$/.exec(title)?.[1];
  if (only !== undefined) return [only];
  return environments.length > 0 ? environments : ['-'];
}

describe('each fix that the demo workspace is offered', () => {
  const before = stateOf(FILES);
  const cases = before.findings.flatMap((finding) =>
    finding
      .fixes()
      .map((fix) => [`${placeOf(finding, FILES)} ${finding.ruleId}: ${fix.title}`, finding, fix] as const),
  );

  it('is there to be tried', () => {
    expect(before.refused).toEqual([]);
    expect(cases.length).toBeGreaterThan(100);
    expect(cases.some(([title]) => title.includes('only for'))).toBe(true);
  });

  it.each(cases)('does what it says: %s', (_, finding, fix) => {
    const after = stateOf(applyFix(FILES, fix));
    expect(after.refused, 'every environment can still be merged').toEqual([]);
    const [was, is] = [counted(before, finding.ruleId), counted(after, finding.ruleId)];
    for (const name of promised(fix, finding)) {
      expect(is.get(name) ?? 0, `fewer findings in ${name}`).toBeLessThan(was.get(name) ?? 0);
    }
    for (const [name, count] of is) {
      expect(count, `no more findings in ${name}`).toBeLessThanOrEqual(was.get(name) ?? 0);
    }
    const syntax = after.findings.filter((each) => each.ruleId.startsWith('yaml/'));
    expect(syntax.map((each) => each.message)).toEqual([]);
  });
});
