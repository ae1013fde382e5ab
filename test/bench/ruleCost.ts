import { Analyzer } from '../../server/src/core/analysis/analyzer.ts';
import { configure } from '../../server/src/core/config/configuration.ts';
import type { AnyRule } from '../../server/src/core/rule/rule.ts';
import { RULES } from '../../server/src/rules/index.gen.ts';
import { ms, table } from './measure.ts';
import { workspace } from './overlays.ts';

const ROOT = 'file:///workspace';
const CONFIGURATION = configure([], { isolated: false, today: '2026-01-01' });
const SHOWN = 10;

/** What each rule takes of judging a workspace of 20 overlays from scratch, the slowest first, beside reading and merging it. */
export function ruleCosts(turns: number): string {
  const costs = new Map<string, number>();
  const rules = RULES.map((rule) => timed(rule, costs));
  const merging: number[] = [];
  for (let turn = 0; turn < turns + 1; turn++) {
    if (turn === 1) costs.clear();
    const start = process.cpuUsage();
    analyze([]);
    if (turn > 0) merging.push(process.cpuUsage(start).user / 1000);
    analyze(rules);
  }
  const base = merging.reduce((sum, each) => sum + each, 0) / turns;
  const sorted = [...costs].map(([id, time]) => ({ id, time: time / turns })).sort((a, b) => b.time - a.time);
  const all = sorted.reduce((sum, each) => sum + each.time, 0);
  const row = (name: string, time: number): string[] => [name, ms(time), `${(time / base).toFixed(3)} x`];
  const others = sorted.slice(SHOWN).reduce((sum, each) => sum + each.time, 0);
  return table(
    ['rule', 'time', 'to reading and merging'],
    [
      ...sorted.slice(0, SHOWN).map(({ id, time }) => row(id, time)),
      row(`${Math.max(0, sorted.length - SHOWN)} others`, others),
      row(`all ${RULES.length} rules`, all),
      row('reading and merging', base),
    ],
  );
}

function timed(rule: AnyRule, costs: Map<string, number>): AnyRule {
  return new Proxy(rule, {
    get(target, key, receiver) {
      const value: unknown = Reflect.get(target, key, receiver);
      if (key !== 'check' || typeof value !== 'function') return value;
      return (...input: unknown[]): void => {
        const start = performance.now();
        Reflect.apply(value, target, input);
        costs.set(target.id, (costs.get(target.id) ?? 0) + performance.now() - start);
      };
    },
  });
}

function analyze(rules: readonly AnyRule[]): void {
  const analyzer = new Analyzer(rules, (rule, error) => {
    throw new Error(`${rule.id} failed`, { cause: error });
  });
  const files = [...workspace(20)].map(([name, text]) => ({ uri: `${ROOT}/${name}`, text }));
  analyzer.analyzeAtOnce(
    { root: ROOT, files: new Map(files.map((each) => [each.uri, each])) },
    CONFIGURATION,
  );
}
