import { describe, expect, it } from 'vitest';
import { Analyzer } from '../../../server/src/core/analysis/analyzer.ts';
import { ENGINE_RULES } from '../../../server/src/core/analysis/engineRules.ts';
import { configure } from '../../../server/src/core/config/configuration.ts';
import { readConfiguration } from '../../../server/src/core/config/readConfiguration.ts';
import { RULES } from '../../../server/src/rules/index.gen.ts';
import { applyFix, type Files, placeOf, ROOT, snapshotOf } from '../../support/analysis.ts';

const CONFIGURATION = '.plumbline.yaml';

/** Judges files by the `.plumbline.yaml` among them. */
function judged(files: Files, today = '2026-06-01') {
  const text = files[CONFIGURATION] ?? '';
  const reading = readConfiguration(`${ROOT}/${CONFIGURATION}`, text, RULES, Object.values(ENGINE_RULES));
  expect(reading.problems).toEqual([]);
  const analyzer = new Analyzer(RULES, (rule, error) => {
    throw new Error(`${rule.id} threw`, { cause: error });
  });
  const configuration = configure([reading.layer ?? {}], { isolated: false, today });
  return [...analyzer.analyzeAtOnce(snapshotOf(files), configuration).findings.values()].flat();
}

function about(ruleId: string, files: Files, today?: string): string[] {
  return judged(files, today)
    .filter((finding) => finding.ruleId === ruleId)
    .map((finding) => `${placeOf(finding, files)} ${finding.severity} ${finding.environments.join()}`.trim());
}

const api = (name: string) => `services:\n  ${name}:\n    image: example/api:1.4.2\n    privileged: true\n`;
const privileged = (files: Files, today?: string) => about('compose/privileged', files, today);

describe('levels by kind of environment', () => {
  const files = {
    'compose.yaml': api('api'),
    'compose.prod.yaml': 'services:\n  api:\n    restart: always\n',
    'compose.dev.yaml': 'services:\n  api:\n    restart: always\n',
  };
  it('count where the environment is of that kind', () => {
    const rules =
      'rules:\n  compose/privileged:\n    level: warning\n    environments: {development: "off"}\n';
    expect(privileged({ ...files, [CONFIGURATION]: rules })).toEqual(['compose.yaml:4:17-21 warning prod']);
  });

  it('switch a rule on that is off elsewhere', () => {
    const rules = 'rules:\n  compose/privileged: {level: "off", environments: {production: error}}\n';
    expect(privileged({ ...files, [CONFIGURATION]: rules })).toEqual(['compose.yaml:4:17-21 error prod']);
  });
});

describe('levels by path', () => {
  const files = { 'compose.yaml': api('api'), 'samples/compose.yaml': api('api') };

  it('count in those files, later ones over earlier ones', () => {
    const overrides = (rules: string) => ({
      ...files,
      [CONFIGURATION]: `overrides:\n  - files: samples/**\n    rules: {"compose/*": hint}\n${rules}`,
    });
    expect(privileged(overrides(''))).toEqual([
      'compose.yaml:4:17-21 error',
      'samples/compose.yaml:4:17-21 hint',
    ]);
    const off = '  - files: [samples]\n    rules: {compose/privileged: "off"}\n';
    expect(privileged(overrides(off))).toEqual(['compose.yaml:4:17-21 error']);
  });

  it('switch a rule on in those files alone', () => {
    const on =
      'rules: {compose/privileged: "off"}\noverrides:\n  - files: samples/**\n    rules: {compose/privileged: warning}\n';
    expect(privileged({ ...files, [CONFIGURATION]: on })).toEqual(['samples/compose.yaml:4:17-21 warning']);
  });
});

describe('an exception', () => {
  const files = { 'compose.yaml': `${api('api')}  db:\n    image: postgres:16\n    privileged: true\n` };
  const except = (text: string) => ({ ...files, [CONFIGURATION]: `exceptions:\n  - ${text}\n` });
  const faults = (text: string, today?: string) =>
    judged(except(text), today)
      .filter((each) => each.location.uri.endsWith(CONFIGURATION))
      .map((each) => `${placeOf(each, except(text))} ${each.ruleId}: ${each.message}`);

  it('takes away what it is for', () => {
    const one = '{rule: compose/privileged, object: api, reason: the GPU}';
    expect(privileged(except(one))).toEqual(['compose.yaml:7:17-21 error']);
    expect(privileged(except('{rules: [compose/privileged], reason: all of them}'))).toEqual([]);
    expect(privileged(except('{rule: "*/privileged", files: compose.*, object: "d*", reason: x}'))).toEqual([
      'compose.yaml:4:17-21 error',
    ]);
    expect(faults(one)).toEqual([]);
  });

  it('is for objects and containers of Kubernetes as well', () => {
    const manifest =
      'apiVersion: v1\nkind: Pod\nmetadata: {name: shop}\nspec:\n  containers:\n    - {name: a, image: "a:1", securityContext: {privileged: true}}\n    - {name: b, image: "b:1", securityContext: {privileged: true}}\n';
    const left = (text: string) =>
      about('kubernetes/privileged-container', {
        'pod.yaml': manifest,
        [CONFIGURATION]: `exceptions: [${text}]`,
      }).length;
    expect(left('{rule: kubernetes/privileged-container, object: Pod/shop, container: a, reason: x}')).toBe(
      1,
    );
    expect(left('{rule: kubernetes/privileged-container, object: Pod/shop, reason: x}')).toBe(0);
    expect(left('{rule: kubernetes/privileged-container, object: Deployment/shop, reason: x}')).toBe(2);
  });

  it('holds in some environments only', () => {
    const layers = {
      'compose.yaml': api('api'),
      'compose.prod.yaml': 'services:\n  api:\n    restart: always\n',
      'compose.dev.yaml': 'services:\n  api:\n    restart: always\n',
      [CONFIGURATION]: 'exceptions:\n  - {rule: compose/privileged, environments: [dev], reason: x}\n',
    };
    expect(privileged(layers)).toEqual(['compose.yaml:4:17-21 error prod']);
  });

  it('counts until its date, and says so afterwards', () => {
    const until = '{rule: compose/privileged, reason: x, until: 2026-05-31}';
    expect(privileged(except(until), '2026-05-31')).toEqual([]);
    expect(privileged(except(until), '2026-06-01')).toHaveLength(2);
    expect(faults(until, '2026-06-01')).toEqual([
      '.plumbline.yaml:2:12-30 plumbline/suppression-expired: This exception counted until 2026-05-31: what it held back is shown again.',
    ]);
  });

  it('that has no effect, or names no rule, is told and can be mended', () => {
    expect(faults('{rule: compose/docker-sock, reason: x}')).toEqual([
      '.plumbline.yaml:2:12-31 plumbline/suppression-unused: Nothing is found that this exception is for: it has no effect.',
    ]);
    expect(faults('{rule: compose/privledged, reason: x}')).toEqual([
      '.plumbline.yaml:2:12-30 plumbline/suppression-unknown: There is no rule "compose/privledged": this exception holds for nothing.',
    ]);
    const unknown = except('{rule: compose/privledged, reason: x}');
    const [fix] =
      judged(unknown)
        .find((each) => each.ruleId === 'plumbline/suppression-unknown')
        ?.fixes() ?? [];
    expect(fix && applyFix(unknown, fix)[CONFIGURATION]).toContain('{rule: compose/privileged,');
    const unused = {
      ...files,
      [CONFIGURATION]:
        'preset: recommended\nexceptions:\n  - rule: compose/docker-sock # old\n    reason: x\n  - {rule: compose/privileged, reason: x}\n',
    };
    const [removal] =
      judged(unused)
        .find((each) => each.ruleId === 'plumbline/suppression-unused')
        ?.fixes() ?? [];
    expect(removal && applyFix(unused, removal)[CONFIGURATION]).toBe(
      'preset: recommended\nexceptions:\n  - {rule: compose/privileged, reason: x}\n',
    );
  });

  it.each([
    [
      '{rule: compose/privileged}',
      'This exception has no reason: say why with "reason", for those who come later.',
    ],
    ['{reason: x}', 'This exception names no rule: give it "rule".'],
    [
      '{rule: a/b, reason: x, untill: 2026-01-01}',
      'There is no key of an exception "untill". Did you mean "until"?',
    ],
    ['{rule: a/b, reason: x, until: tomorrow}', 'A date is expected here, written as 2026-12-31.'],
  ])('that is not well formed is a fault of the file: %s', (text, message) => {
    const reading = readConfiguration('file:///w/.plumbline.yaml', `exceptions: [${text}]`, RULES, []);
    expect(reading.problems.map((each) => each.message)).toEqual([message]);
    expect(reading.layer).toBeUndefined();
  });
});
