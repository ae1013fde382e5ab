import { describe, expect, it } from 'vitest';
import { Analyzer } from '../../../server/src/core/analysis/analyzer.ts';
import { ENGINE_RULES } from '../../../server/src/core/analysis/engineRules.ts';
import { type Configuration, configure } from '../../../server/src/core/config/configuration.ts';
import { readConfiguration } from '../../../server/src/core/config/readConfiguration.ts';
import { applyFix, type Files, placeOf, ROOT, snapshotOf } from '../../support/analysis.ts';

const REGISTER = '.plumbline.yaml';

function configured(text: string, today = '2026-06-01', isolated = false): Configuration {
  const reading = readConfiguration(`${ROOT}/${REGISTER}`, text, [], Object.values(ENGINE_RULES));
  expect(reading.problems).toEqual([]);
  return configure([reading.layer ?? {}], { isolated, today });
}

function found(files: Files, today?: string, isolated?: boolean) {
  const configuration = configured(files[REGISTER] ?? '', today, isolated);
  const analyzer = new Analyzer([], () => undefined);
  return [...analyzer.analyzeAtOnce(snapshotOf(files), configuration).findings.values()].flat();
}

const shown = (files: Files, today?: string, isolated?: boolean): string[] =>
  found(files, today, isolated).map(
    (each) => `${placeOf(each, files)} ${each.severity} ${each.ruleId}: ${each.message}`,
  );

const secret = (name: string, kind = 'Secret', more = ''): string =>
  `apiVersion: v1\nkind: ${kind}\nmetadata:\n  name: ${name}\n${more}`;
const register = (...entries: string[]): string =>
  `secrets:\n${entries.map((each) => `  - {${each}}\n`).join('')}`;

describe('a secret that is to be changed', () => {
  const files = (entry: string) => ({
    'db.yaml': secret('db'),
    [REGISTER]: register(`name: Secret/db, ${entry}`),
  });
  const at = '.plumbline.yaml:2:52-62 warning secrets/rotation-overdue:';
  const entry = 'rotateEvery: 90d, rotatedOn: 2026-01-01';

  it.each([
    ['2026-03-16', []],
    [
      '2026-03-17',
      [
        '"Secret/db" is to be changed by 2026-04-01, in 15 days: change it, then set "rotatedOn" to that day.',
      ],
    ],
    [
      '2026-03-31',
      ['"Secret/db" is to be changed by 2026-04-01, tomorrow: change it, then set "rotatedOn" to that day.'],
    ],
    [
      '2026-04-01',
      ['"Secret/db" is to be changed by 2026-04-01, today: change it, then set "rotatedOn" to that day.'],
    ],
    [
      '2026-04-02',
      ['"Secret/db" was to be changed by 2026-04-01: change it, then set "rotatedOn" to that day.'],
    ],
  ])('is told of on %s', (today, messages) => {
    expect(shown(files(entry), today)).toEqual(messages.map((each) => `${at} ${each}`));
  });

  it('is marked as changed by the fix', () => {
    const before = files(entry);
    const [fix] = found(before, '2026-04-02').flatMap((each) => each.fixes());
    expect(fix?.title).toBe('Mark "Secret/db" as changed on 2026-04-02');
    const after = fix ? applyFix(before, fix) : before;
    expect(after[REGISTER]).toBe(before[REGISTER].replace('2026-01-01', '2026-04-02'));
    expect(shown(after, '2026-04-02')).toEqual([]);
  });

  it('has a day on which it was', () => {
    expect(shown(files('rotateEvery: 1y'))).toEqual([
      '.plumbline.yaml:2:12-21 warning secrets/rotation-overdue: "Secret/db" is to be changed every 365 days, but nobody noted when it was: say so with "rotatedOn".',
    ]);
    expect(shown(files('owner: team-db'))).toEqual([]);
  });

  it('may be loud or silent, as any finding', () => {
    const set = (level: string) => {
      const before = files(entry);
      return { ...before, [REGISTER]: `${before[REGISTER]}rules: {secrets/rotation-overdue: "${level}"}\n` };
    };
    expect(shown(set('error'))[0]).toContain(' error ');
    expect(shown(set('off'))).toEqual([]);
  });
});

describe('a secret that the register does not name', () => {
  it('is told of where it is made', () => {
    const files = {
      'a.yaml': secret('db'),
      'b.yaml': secret('api', 'SealedSecret').replace('v1', 'bitnami.com/v1alpha1'),
      'c.yaml': secret('mail', 'ExternalSecret', 'spec:\n  target:\n    name: smtp\n').replace(
        'v1',
        'external-secrets.io/v1',
      ),
      'd.yaml': secret('tls', 'Certificate', 'spec:\n  secretName: tls\n').replace(
        'v1',
        'cert-manager.io/v1',
      ),
      'e.yaml': secret('robot', 'Secret', 'type: kubernetes.io/service-account-token\n'),
      'k/kustomization.yaml':
        'secretGenerator:\n  - name: gen\n    literals: [a=b]\n  - name: base\n    behavior: merge\n    literals: [a=b]\n',
    };
    const message = (name: string) =>
      `information secrets/unregistered: The register does not name "Secret/${name}": nobody is told when it is due to be changed.`;
    expect(shown({ ...files, [REGISTER]: register('name: Secret/tls') })).toEqual([
      `a.yaml:4:9-11 ${message('db')}`,
      `b.yaml:4:9-12 ${message('api')}`,
      `c.yaml:4:9-13 ${message('smtp')}`,
      `k/kustomization.yaml:2:11-14 ${message('gen')}`,
    ]);
    const all = ['Secret/db', 'SealedSecret/api', 'Secret/smtp', 'Secret/g*'].map(
      (name) => `name: "${name}"`,
    );
    expect(shown({ ...files, [REGISTER]: register(...all) })).toEqual([]);
    expect(shown(files)).toEqual([]);
  });

  it('is told apart by its namespace where the register does so', () => {
    const files = {
      'a.yaml': secret('db', 'Secret', '  namespace: shop\n'),
      'b.yaml': secret('db', 'Secret', '  namespace: blog\n'),
      [REGISTER]: register('name: Secret/shop/db'),
    };
    expect(shown(files).map((each) => each.slice(0, 13))).toEqual(['b.yaml:4:9-11']);
  });

  it('can be silenced by a comment', () => {
    const comment = '  # plumbline-disable-next-line secrets/unregistered -- made by hand\n';
    const files = {
      'a.yaml': secret('db').replace('  name', `${comment}  name`),
      [REGISTER]: register('name: Secret/tls'),
      'b.yaml': 'apiVersion: v1\nkind: Pod\nspec: {volumes: [{secret: {secretName: tls}}]}\n',
    };
    expect(shown(files)).toEqual([]);
  });
});

describe('a registered secret that nothing uses', () => {
  const pod = (spec: string) => `apiVersion: v1\nkind: Pod\nmetadata: {name: db}\nspec: ${spec}\n`;
  const orphan = '.plumbline.yaml:2:12-21 information secrets/orphaned: No file makes or uses "Secret/db"';

  it('is told of', () => {
    const files = {
      'a.yaml': pod('{containers: [{name: db, image: db}]}'),
      [REGISTER]: register('name: Secret/db'),
    };
    expect(shown(files)[0]).toContain(orphan);
    const [fix] = found(files).flatMap((each) => each.fixes());
    expect(fix?.title).toBe('Remove "Secret/db" from the register');
    expect(fix && applyFix(files, fix)[REGISTER]).toBe('secrets: []\n');
  });

  it.each([
    ['env', 'p.yaml', pod('{containers: [{envFrom: [{secretRef: {name: db}}]}]}')],
    ['imagePullSecrets', 'p.yaml', pod('{imagePullSecrets: [{name: db}]}')],
    ['values of a chart', 'values.yaml', 'postgres:\n  existingSecret: db\n'],
    ['a script', 'up.sh', 'kubectl create secret generic db --from-file=x\n'],
    ['a Certificate', 'c.yaml', secret('x', 'Certificate', 'spec:\n  secretName: db\n')],
  ])('is one that no %s names', (_, path, text) => {
    expect(shown({ [path]: text, [REGISTER]: register('name: Secret/db') })).toEqual([]);
  });

  it('may be a variable', () => {
    const files = (name: string) => ({
      'compose.yaml': `services:\n  api:\n    image: example/api:1.4.2\n    environment: [${name}]\n`,
      [REGISTER]: register('name: DB_PASSWORD'),
    });
    expect(shown(files('DB_PASSWORD'))).toEqual([]);
    expect(shown(files('OLD_DB_PASSWORD'))).toEqual([
      '.plumbline.yaml:2:12-23 information secrets/orphaned: No file makes or uses "DB_PASSWORD": take it out of the register, or correct its name.',
    ]);
  });

  it('is not asked for where each file is judged by itself', () => {
    expect(
      shown({ 'a.yaml': secret('x'), [REGISTER]: register('name: Secret/db') }, undefined, true),
    ).toEqual([]);
  });
});

it('keeps what did not change, and follows what does', () => {
  const configuration = configured(register('name: Secret/db'));
  const analyzer = new Analyzer([], () => undefined);
  const snapshot = snapshotOf({ 'a.yaml': secret('api'), 'b.yaml': secret('db'), [REGISTER]: '' });
  const [first, second] = [0, 1].map(() => analyzer.analyzeAtOnce(snapshot, configuration));
  expect(first?.findings.get(`${ROOT}/a.yaml`)).toHaveLength(1);
  expect(second?.findings.get(`${ROOT}/a.yaml`)).toBe(first?.findings.get(`${ROOT}/a.yaml`));
  const other = snapshotOf({ 'a.yaml': secret('db'), 'b.yaml': secret('web'), [REGISTER]: '' });
  const after = [...analyzer.analyzeAtOnce(other, configuration).findings.values()].flat();
  expect(after.map((each) => each.location.uri)).toEqual([`${ROOT}/b.yaml`]);
});
