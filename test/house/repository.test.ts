import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');
const scripts: Record<string, string> = JSON.parse(read('package.json')).scripts;

/** The files under version control that are there: one that is being removed is none. */
function trackedFiles(): string[] {
  const listed = execFileSync('git', ['ls-files', '-z'], { cwd: ROOT, encoding: 'utf8' }).split('\0');
  return listed.filter(
    (file) => file !== '' && statSync(path.join(ROOT, file), { throwIfNoEntry: false })?.isFile(),
  );
}

const PAGES = ['README.md', 'CONTRIBUTING.md', 'ARCHITECTURE.md'];

describe.each(PAGES)('%s', (page) => {
  it('names scripts that there are', () => {
    const named = [...read(page).matchAll(/\bnpm (?:run ([\w:-]+)|(test)\b)/g)].map(
      (found) => found[1] ?? found[2],
    );
    expect(named.filter((name) => name === undefined || scripts[name] === undefined)).toEqual([]);
  });

  it('links to files that there are', () => {
    const links = [...read(page).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].map(
      ([, link]) => link ?? '',
    );
    const missing = links.filter(
      (link) => statSync(path.join(ROOT, link), { throwIfNoEntry: false }) === undefined,
    );
    expect(missing).toEqual([]);
  });
});

describe('the repository', () => {
  it('names no folder of the machine it was written on', () => {
    // Put together here, so that this file does not find itself.
    const home = new RegExp(`(?:^|[\\s"'\`(=:])/(?:${'root'}|${'home'}/[a-z][\\w-]*)/`, 'm');
    const texts = trackedFiles().filter((file) => !/^test\/fixtures\/|\.(?:png|vsix)$/.test(file));
    expect(texts.filter((file) => home.test(read(file)))).toEqual([]);
  });

  it('locks every dependency to the public registry', () => {
    const { packages } = JSON.parse(read('package-lock.json'));
    const resolved = Object.values(packages as Record<string, { resolved?: string }>).map(
      (each) => each.resolved ?? '',
    );
    expect(resolved.filter((url) => url !== '' && !url.startsWith('https://registry.npmjs.org/'))).toEqual(
      [],
    );
  });

  it('locks every part that a dependency has for another platform', () => {
    // `npm ci` refuses a lockfile that lacks one, on every platform.
    const packages: Record<string, { optionalDependencies?: Record<string, string> }> = JSON.parse(
      read('package-lock.json'),
    ).packages;
    const missing = Object.entries(packages).flatMap(([at, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies)
        .filter((name) => !packages[`${at}/node_modules/${name}`] && !packages[`node_modules/${name}`])
        .map((name) => `${at} → ${name}`),
    );
    expect(missing).toEqual([]);
  });

  it('runs the test command in CI', () => {
    expect(read('.ci/run')).toMatch(/^CI=true npm test\b/m);
    expect(statSync(path.join(ROOT, '.ci/run')).mode & 0o100).not.toBe(0);
    expect(scripts['test']).toBe('node scripts/test.mjs');
  });

  it('has scripts that start programs that there are', () => {
    const files = Object.values(scripts).flatMap((script) => script.match(/\b[\w/]+\.(?:mjs|ts)\b/g) ?? []);
    const missing = files.filter(
      (file) => statSync(path.join(ROOT, file), { throwIfNoEntry: false }) === undefined,
    );
    expect(missing).toEqual([]);
  });
});
