import { describe, expect, it } from 'vitest';
import { Analyzer } from '../../../server/src/core/analysis/analyzer.ts';
import { gitExposure } from '../../../server/src/core/analysis/gitIgnore.ts';
import rule from '../../../server/src/rules/compose/secret-file-tracked.ts';
import { configurationOf, type Files, ROOT, snapshotOf } from '../../support/analysis.ts';

function exposure(path: string, files: Files, root = ROOT) {
  const { files: known } = snapshotOf(files);
  return gitExposure(`${ROOT}/${path}`, root, (uri) => known.get(uri)?.text);
}

describe('what git ignores', () => {
  it('is not known where nothing shows a repository', () => {
    expect(exposure('a/.env', { 'a/.gitignore': 'x\n' })).toBeUndefined();
    expect(exposure('a/.env', { '.git/HEAD': '' })?.uri).toBe(`${ROOT}/.gitignore`);
    expect(exposure('a/.env', { '.gitignore': '' })).toEqual({
      uri: `${ROOT}/.gitignore`,
      text: '',
      path: 'a/.env',
    });
  });

  it('is what any file up to the top of the repository says, the nearest first', () => {
    const files = { '.git/HEAD': '', '.gitignore': '.env*\n', 'a/.gitignore': '!.env.local\n' };
    expect(exposure('a/.env', files)).toBeUndefined();
    expect(exposure('a/.env.local', files)?.uri).toBe(`${ROOT}/a/.gitignore`);
    expect(exposure('b/.env.local', files)).toBeUndefined();
  });

  it('is all that is in an ignored folder', () => {
    const files = { '.gitignore': 'private/\n', 'private/.gitignore': '!*\n' };
    expect(exposure('private/a/.env', files)).toBeUndefined();
  });

  it('is said above the workspace folder too, where nothing is written', () => {
    const files = { '.git/HEAD': '', '.gitignore': '.env\n' };
    expect(exposure('shop/.env', files, `${ROOT}/shop`)).toBeUndefined();
    expect(exposure('shop/a.env', files, `${ROOT}/shop`)).toEqual({
      uri: `${ROOT}/shop/.gitignore`,
      text: undefined,
      path: 'a.env',
    });
  });

  it('may be kept out of the repository itself', () => {
    expect(exposure('.env', { '.git/HEAD': '', '.git/info/exclude': '.env\n' })).toBeUndefined();
  });
});

describe('a file with secrets', () => {
  const compose = 'services:\n  api:\n    image: example/api:1.4.2\n    env_file: api.env\n';
  const held = { 'compose.yaml': compose, 'api.env': 'DB_PASSWORD=Zq8-kite-lamp\n' };

  it('is judged again when an ignore file or its own text changes', () => {
    const analyzer = new Analyzer([rule], () => undefined);
    const configuration = configurationOf();
    const count = (files: Files): number =>
      [...analyzer.analyzeAtOnce(snapshotOf(files), configuration).findings.values()].flat().length;
    expect(count({ ...held, '.gitignore': '' })).toBe(1);
    expect(count({ ...held, '.gitignore': '*.env\n' })).toBe(0);
    expect(count({ ...held, '.gitignore': '*.txt\n' })).toBe(1);
    expect(count({ ...held, '.gitignore': '*.txt\n', 'api.env': 'LEVEL=debug\n' })).toBe(0);
    expect(count(held)).toBe(0);
  });

  it.each([
    ['encrypted by SOPS', 'DB_PASSWORD=ENC[AES256_GCM,data:p673w==,iv:YY=,type:str]\n'],
    ['encrypted by dotenvx', 'DB_PASSWORD="encrypted:BDqDBibm4wsYqMpCjTQ6BsDHmMadg9K3dAt"\n'],
    ['encrypted by git-crypt', '\0GITCRYPT\0DB_PASSWORD=Zq8-kite-lamp'],
  ])('that is %s may be committed', (_, text) => {
    const analyzer = new Analyzer([rule], () => undefined);
    const files = { ...held, 'api.env': text, '.gitignore': '' };
    const { findings } = analyzer.analyzeAtOnce(snapshotOf(files), configurationOf());
    expect([...findings.values()].flat()).toEqual([]);
  });

  it('is looked for whatever its name', () => {
    const files = { 'compose.yaml': 'services: {a: {image: a:1}}\nsecrets: {db: {file: ./pw}}\n' };
    const { wanted } = new Analyzer([rule], () => undefined).analyzeAtOnce(
      snapshotOf(files),
      configurationOf(),
    );
    expect([...wanted]).toContain(`${ROOT}/pw`);
  });
});
