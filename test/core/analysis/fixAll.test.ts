import { describe, expect, it } from 'vitest';
import { Analyzer } from '../../../server/src/core/analysis/analyzer.ts';
import type { Finding } from '../../../server/src/core/analysis/finding.ts';
import { fixAllOfRule, fixAllSafe } from '../../../server/src/core/analysis/fixAll.ts';
import { edit } from '../../../server/src/core/edit/edit.ts';
import { get } from '../../../server/src/core/model/read.ts';
import type { Fix } from '../../../server/src/core/rule/problem.ts';
import type { AnyRule } from '../../../server/src/core/rule/rule.ts';
import { applyEdits } from '../../../server/src/core/text/textEdit.ts';
import { RULES } from '../../../server/src/rules/index.gen.ts';
import { configurationOf, type Files, ROOT, snapshotOf } from '../../support/analysis.ts';
import { serviceRule } from './madeUpRules.ts';
import { deployment } from './shown.ts';

const CONFIGURATION = configurationOf();

interface Workbench {
  readonly rejudge: (text: string) => readonly Finding[];
  readonly uri: string;
  readonly text: string;
}

/** A file among others, ready to be mended. */
function workbench(path: string, files: Files, rules: readonly AnyRule[] = RULES): Workbench {
  const uri = `${ROOT}/${path}`;
  const analyzer = new Analyzer(rules, () => {});
  const analysis = analyzer.analyzeAtOnce(snapshotOf(files), CONFIGURATION);
  return {
    uri,
    text: files[path] ?? '',
    rejudge: (text) => analyzer.judgeText(analysis, uri, text, CONFIGURATION),
  };
}

function safe({ uri, text, rejudge }: Workbench, wanted?: (finding: Finding) => boolean): string {
  return applyEdits(text, fixAllSafe(uri, text, rejudge, wanted));
}

function ofRule({ uri, text, rejudge }: Workbench, rule: string): string {
  return applyEdits(text, fixAllOfRule(uri, text, rejudge, rule));
}

/** A rule with one fix for each service: a scalar becomes another one. */
function turns(id: string, key: string, from: string, to: string, isSafe = true): AnyRule {
  return serviceRule(id, ({ node }, { report }) => {
    const value = get(node, key);
    if (value?.kind !== 'scalar' || value.text !== from) return;
    const fix: Fix = { title: `Turn ${from} to ${to}`, safe: isSafe, edits: edit.replace(value, to) };
    report({ span: value.span, message: `${from} stands here.`, fixes: () => [fix] });
  });
}

const one = (value: string): string => `services:\n  api: {image: x, user: ${value}}\n`;

describe('mending all that is safe', () => {
  const before = `# above\n${deployment('# the ports\nports: [{containerPort: 80}] # http\n')}---\nversion: none # plain\n`;
  const after = before
    .replace(
      '      containers:',
      '      securityContext:\n        seccompProfile:\n          type: RuntimeDefault\n      containers:',
    )
    .replace(
      ' # http\n',
      ' # http\n          securityContext:\n            allowPrivilegeEscalation: false\n            capabilities:\n              drop:\n                - ALL\n',
    );

  it('adds what each fix wants, and touches no other byte', () => {
    expect(safe(workbench('api.yaml', { 'api.yaml': before }))).toBe(after);
    const crlf = (text: string): string => text.replaceAll('\n', '\r\n');
    expect(safe(workbench('api.yaml', { 'api.yaml': crlf(before) }))).toBe(crlf(after));
  });

  it('finds nothing to mend when it is done', () => {
    const { uri, rejudge } = workbench('api.yaml', { 'api.yaml': before });
    expect(fixAllSafe(uri, after, rejudge)).toEqual([]);
    const edits = fixAllSafe(uri, before, rejudge);
    for (const each of edits) expect(before.slice(each.start, each.end)).toBe('');
  });

  it('mends only what is wanted', () => {
    const bench = workbench('api.yaml', { 'api.yaml': before });
    const text = safe(bench, ({ ruleId }) => ruleId === 'kubernetes/capabilities-drop-all');
    expect(text).toContain('- ALL');
    expect(text).not.toContain('allowPrivilegeEscalation');
    expect(safe(bench, () => false)).toBe(before);
  });

  it('leaves what is not safe', () => {
    const rules = [turns('made/unsafe', 'user', 'a', 'b', false)];
    expect(safe(workbench('compose.yaml', { 'compose.yaml': one('a') }, rules))).toBe(one('a'));
  });

  it('goes on where one fix makes room for another', () => {
    const rules = [turns('made/b', 'user', 'b', 'c'), turns('made/a', 'user', 'a', 'b')];
    expect(safe(workbench('compose.yaml', { 'compose.yaml': one('a') }, rules))).toBe(one('c'));
  });

  it('makes one of two changes of one place first', () => {
    const rules = [turns('made/b', 'user', 'a', 'b'), turns('made/c', 'user', 'a', 'c')];
    expect(safe(workbench('compose.yaml', { 'compose.yaml': one('a') }, rules))).toBe(one('b'));
  });

  it('does not come back to where it was where fixes undo each other', () => {
    const rules = [turns('made/there', 'user', 'a', 'b'), turns('made/back', 'user', 'b', 'a')];
    expect(safe(workbench('compose.yaml', { 'compose.yaml': one('a') }, rules))).toBe(one('b'));
  });

  it('comes to an end where a fix never does', () => {
    const grows = serviceRule('made/grows', ({ node }, { report }) => {
      const value = get(node, 'user');
      if (value?.kind !== 'scalar') return;
      const edits = edit.replace(value, `${value.text}a`);
      report({ span: value.span, message: 'More.', fixes: () => [{ title: 'Grow', safe: true, edits }] });
    });
    const text = safe(workbench('compose.yaml', { 'compose.yaml': one('a') }, [grows]));
    expect(text).toMatch(/user: a{2,50}\}/);
  });

  it('does not change other files, nor half of what a fix wants', () => {
    const files = { 'compose.yaml': one('a'), 'other/compose.yaml': one('b') };
    const both = serviceRule('made/both', ({ node, project }, { environment, report }) => {
      const own = get(node, 'user');
      const other = environment.compose.find((each) => each !== project)?.services[0];
      const theirs = get(other?.node, 'user');
      if (!own || !theirs) return;
      const edits = [...edit.replace(own, 'x'), ...edit.replace(theirs, 'x')];
      report({ span: own.span, message: 'Both.', fixes: () => [{ title: 'Turn both', safe: true, edits }] });
    });
    expect(safe(workbench('compose.yaml', files, [both]))).toBe(one('a'));
  });

  it('takes the first safe fix of those that a finding has', () => {
    const several = serviceRule('made/several', ({ node }, { report }) => {
      const value = get(node, 'user');
      if (value?.kind !== 'scalar' || value.text !== 'a') return;
      const to = (text: string, isSafe: boolean): Fix => ({
        title: text,
        safe: isSafe,
        edits: edit.replace(value, text),
      });
      report({
        span: value.span,
        message: 'A.',
        fixes: () => [to('one', false), to('two', true), to('three', true)],
      });
    });
    const bench = workbench('compose.yaml', { 'compose.yaml': one('a') }, [several]);
    expect(safe(bench)).toBe(one('two'));
    expect(ofRule(bench, 'made/several')).toBe(one('one'));
  });
});

describe('mending all of one rule', () => {
  const text = `services:\n  a:\n    image: x\n    privileged: true # gpu\n  b:\n    image: y\n    # tape\n    privileged: true\n    user: me\n`;

  it('mends every finding of it, also where the fix is not safe, and no other', () => {
    const bench = workbench('compose.yaml', { 'compose.yaml': text });
    expect(safe(bench, ({ ruleId }) => ruleId === 'compose/privileged')).toBe(text);
    expect(ofRule(bench, 'compose/privileged')).toBe(
      'services:\n  a:\n    image: x\n  b:\n    image: y\n    # tape\n    user: me\n',
    );
    expect(ofRule(bench, 'compose/nothing')).toBe(text);
  });

  it('gives edits that do not overlap and stand in order', () => {
    const { uri, rejudge } = workbench('compose.yaml', { 'compose.yaml': text });
    const edits = fixAllOfRule(uri, text, rejudge, 'compose/no-new-privileges');
    expect(edits.length).toBeGreaterThan(1);
    edits.reduce((end, each) => {
      expect(each.start).toBeGreaterThanOrEqual(end);
      return each.end;
    }, 0);
  });

  it('keeps a suppressed finding', () => {
    const kept = text.replace('# gpu', '# plumbline-disable-line compose/privileged -- gpu');
    const bench = workbench('compose.yaml', { 'compose.yaml': kept });
    expect(ofRule(bench, 'compose/privileged')).toBe(
      kept.replace('    privileged: true\n    user', '    user'),
    );
  });
});
