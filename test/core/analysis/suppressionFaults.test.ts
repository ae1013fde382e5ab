import { describe, expect, it } from 'vitest';
import { applyFix, type Files, findingsOf, placeOf, type Setting } from '../../support/analysis.ts';
import { everyService } from './madeUpRules.ts';
import { deployment, PRIVILEGED, shown } from './shown.ts';

const ONLY: Setting = { only: [everyService('made/up'), everyService('made/other')] };

interface Fault {
  readonly place: string;
  readonly rule: string;
  readonly message: string;
  /** The file after each fix, by the fix's title. */
  readonly fixed: Files;
}

/** What is said of the comments of a file. */
function faults(text: string, setting: Setting = ONLY): Fault[] {
  const files = { 'compose.yaml': text };
  return findingsOf(files, setting)
    .filter((each) => each.ruleId.startsWith('plumbline/'))
    .map((each) => ({
      place: placeOf(each, files).replace('compose.yaml:', ''),
      rule: each.ruleId.replace('plumbline/suppression-', ''),
      message: each.message,
      fixed: Object.fromEntries(
        each.fixes().map((fix) => [fix.title, applyFix(files, fix)['compose.yaml'] ?? '']),
      ),
    }));
}

const service = (comment: string): string => `services:\n${comment}  api: {image: x}\n`;

describe('a suppression that names an unknown rule', () => {
  it('is marked where the rule stands, and a fix offers the rule that is meant', () => {
    expect(faults(service('  # plumbline-disable-next-line made/up, made/othr -- why\n'))).toEqual([
      {
        place: '2:42-51',
        rule: 'unknown',
        message: 'There is no rule "made/othr": this suppression silences nothing.',
        fixed: {
          'Change to "made/other"': service('  # plumbline-disable-next-line made/up, made/other -- why\n'),
        },
      },
    ]);
  });

  it('is compared with the rules of the engine, too', () => {
    const text = 'services: {} # plumbline-disable-line yaml/sintax\n';
    expect(Object.keys(faults(text)[0]?.fixed ?? {})).toEqual(['Change to "yaml/syntax"']);
  });

  it('has no fix where nothing is near', () => {
    expect(faults(service('  # plumbline-disable-next-line nonsense\n'))).toMatchObject([
      { rule: 'unknown', place: '2:33-41', fixed: {} },
    ]);
  });

  it.each(['p', 'line', 'disable', 'next-line', 'plumbline'])(
    'is marked at "%s", not at the same letters before it',
    (word) => {
      const text = service(`  # plumbline-disable-next-line ${word}\n`);
      expect(faults(text)).toMatchObject([{ rule: 'unknown', place: `2:33-${33 + word.length}` }]);
    },
  );

  it('is still one where the finding is silenced by another rule of the comment', () => {
    const found = faults(service('  # plumbline-disable-next-line *, made/non\n'));
    expect(found.map((each) => each.rule)).toEqual(['unknown']);
  });
});

describe('a suppression without effect', () => {
  const alone = 'services: {}\n';

  it('is removed with its line', () => {
    expect(faults(`services:\n  # plumbline-disable-next-line made/up\n`)).toEqual([
      {
        place: '2:33-40',
        rule: 'unused',
        message: 'Nothing here is found by "made/up": this suppression has no effect.',
        fixed: { 'Remove the suppression': 'services:\n' },
      },
    ]);
  });

  it('is removed with the blanks before it where something else stands on its line', () => {
    const text = 'services: {}  # plumbline-disable-line made/up -- old\r\nx-a: 1\r\n';
    expect(faults(text)).toMatchObject([
      { place: '1:40-47', fixed: { 'Remove the suppression': 'services: {}\r\nx-a: 1\r\n' } },
    ]);
  });

  it.each([
    ['made/other, made/up', 'made/up'],
    ['made/up, made/other', 'made/up'],
    ['made/up,made/other', 'made/up'],
  ])('loses one of its rules: %s', (names, left) => {
    const rule = {
      only: [
        everyService('made/up'),
        ...[everyService('made/other')].map((each) => ({ ...each, check: () => {} })),
      ],
    };
    const text = (rules: string): string => service(`  # plumbline-disable-next-line ${rules} -- why\n`);
    expect(faults(text(names), rule)).toMatchObject([
      { rule: 'unused', fixed: { 'Remove this rule from the suppression': text(left) } },
    ]);
  });

  it('says so of all rules at once', () => {
    for (const words of [
      'plumbline-disable-line *',
      'plumbline-disable-line',
      'plumbline-disable-file -- all of it',
    ]) {
      const found = faults(`${alone}# ${words}\n`);
      expect(found).toMatchObject([{ rule: 'unused', fixed: { 'Remove the suppression': alone } }]);
      expect(found[0]?.message).toBe('Nothing here is found by any rule: this suppression has no effect.');
    }
  });

  it('is not called so where its rule is switched off', () => {
    const off = (id: string): Setting => ({ ...ONLY, rules: { [id]: { level: 'off' } } });
    const text = service('  # plumbline-disable-next-line made/up\n');
    expect(faults(text, off('made/up'))).toEqual([]);
    expect(
      faults(`${alone}# plumbline-disable-file yaml/duplicate-key\n`, off('yaml/duplicate-key')),
    ).toEqual([]);
    expect(faults(`${alone}# plumbline-disable-file yaml/duplicate-key\n`)).toHaveLength(1);
  });

  it('is not called so where its rule is off in the preset', () => {
    const quiet = everyService('made/quiet', { recommended: 'off', strict: 'warning' });
    const text = `${alone}# plumbline-disable-file made/quiet\n`;
    expect(faults(text, { only: [quiet] })).toEqual([]);
    expect(faults(text, { only: [quiet], preset: 'strict' })).toHaveLength(1);
  });

  it('is counted once for each of two that silence one thing', () => {
    const text = service(
      '  # plumbline-disable-next-line made/up\n  # plumbline-disable-next-line made/up, made/other\n',
    );
    expect(faults(text)).toEqual([]);
  });

  it('is never said while a syntax error hides what it is for', () => {
    const good = deployment('ports: []\n').replace(
      '        - name: api',
      '        # plumbline-disable-next-line kubernetes/liveness-probe\n        - name: api',
    );
    expect(shown({ 'api.yaml': good }, {}, 'plumbline/')).toEqual([]);
    expect(shown({ 'api.yaml': good.replace('[]', '[') }, {})).toEqual(['api.yaml:16:18-19 yaml/syntax']);
  });

  it('can be switched off itself', () => {
    const text = `${alone}# plumbline-disable-file made/up\n`;
    expect(faults(text, { ...ONLY, rules: { 'plumbline/suppression-unused': { level: 'off' } } })).toEqual(
      [],
    );
  });
});

describe('a suppression past its date', () => {
  const text = PRIVILEGED.replace(
    '    priv',
    '    # plumbline-disable-next-line compose/privileged -- the driver until 2026-03-31\n    priv',
  );

  it('shows again what it silenced, and that it is past', () => {
    const at = (today: string): string[] =>
      shown({ 'compose.yaml': text }, { today }).filter((each) => /privileged|plumbline/.test(each));
    expect(at('2026-03-31')).toEqual([]);
    expect(at('2026-04-01')).toEqual([
      'compose.yaml:4:5-84 plumbline/suppression-expired',
      'compose.yaml:5:17-21 compose/privileged',
    ]);
  });

  it('names the date, and is removed', () => {
    expect(faults(text, { today: '2027-01-01' })).toMatchObject([
      {
        rule: 'expired',
        message: 'This suppression counted until 2026-03-31: what it silenced is shown again.',
        fixed: { 'Remove the suppression': PRIVILEGED },
      },
    ]);
  });

  it('takes a date only from the end of the reason', () => {
    const reason = text.replace('until 2026-03-31', 'until 2026-03-31 or so');
    expect(faults(reason, { today: '2027-01-01' })).toEqual([]);
  });
});
