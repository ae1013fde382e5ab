import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { zipEntries } from './zipEntries.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const LIMIT = 3 * 1024 * 1024;

const manifest = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));

/** Every path in the manifest that names a file of the extension. */
function namedFiles(value: unknown): string[] {
  if (typeof value === 'string')
    return /^\.?\/?[\w-]+\/[\w./-]+\.\w+$/.test(value) ? [path.posix.normalize(value)] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(namedFiles) : [];
}

describe('the .vsix', () => {
  let folder = '';
  let archive = Buffer.alloc(0);
  let files: string[] = [];

  beforeAll(() => {
    for (const name of ['extension', 'server', 'cli']) {
      if (!existsSync(path.join(ROOT, `dist/${name}.js`))) {
        throw new Error(`dist/${name}.js is not there. Run: npm run build`);
      }
    }
    folder = mkdtempSync(path.join(tmpdir(), 'plumbline-vsix-'));
    const out = path.join(folder, 'plumbline.vsix');
    const options = manifest.scripts.package.split('vsce package ')[1].split(' --out')[0].split(' ');
    const vsce = path.join(ROOT, 'node_modules/@vscode/vsce/vsce');
    execFileSync(process.execPath, [vsce, 'package', ...options, '--out', out], { cwd: ROOT, stdio: 'pipe' });
    archive = readFileSync(out);
    files = zipEntries(archive)
      .filter((name) => name.startsWith('extension/'))
      .map((name) => name.slice('extension/'.length));
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each([
    'package.json',
    'dist/extension.js',
    'dist/server.js',
    'dist/cli.js',
    'images/icon.png',
    'images/activity.svg',
    'schemas/plumbline.schema.json',
    'dist/schemas/kubernetes.js',
    'dist/schemas/kubernetesTypes.js',
    'dist/schemas/compose.js',
    'schemas/LICENSE-kubernetes',
    'schemas/LICENSE-compose',
    'client/templates/SECURITY_CHECKLIST.md',
    'client/templates/PRE_DEPLOYMENT_CHECKLIST.md',
  ])('has %s', (file) => {
    expect(files).toContain(file);
  });

  it.each([
    ['a README', /^readme\.md$/i],
    ['a licence', /^license(?:\.txt|\.md)?$/i],
    ['a changelog', /^changelog\.md$/i],
    ['pages on the rules', /^docs\/rules\/.+\.md$/],
    ['syntaxes', /^syntaxes\/.+\.json$/],
  ])('has %s', (_, pattern) => {
    expect(files.filter((file) => pattern.test(file))).not.toEqual([]);
  });

  it('has every file that the manifest names', () => {
    const named = [
      manifest.main,
      ...Object.values(manifest.bin),
      manifest.icon,
      ...namedFiles(manifest.contributes),
    ];
    const missing = named
      .map((file) => path.posix.normalize(String(file)))
      .filter((file) => !files.includes(file));
    expect(missing).toEqual([]);
  });

  it('has no sources, tests, source maps or anything of the house', () => {
    const allowed =
      /^(?:package\.json|readme\.md|changelog\.md|license(?:\.txt)?|dist\/(?:schemas\/)?\w+\.js|images\/[\w-]+\.(?:png|svg)|client\/templates\/\w+\.md|docs\/rules\/.+\.md|docs\/images\/[\w-]+\.png|schemas\/(?:plumbline\.schema\.json|LICENSE-\w+)|syntaxes\/[\w.-]+\.json)$/i;
    expect(files.filter((file) => !allowed.test(file))).toEqual([]);
    expect(files).not.toContain('images/icon.svg');
  });

  it('has the schemas beside the server and the command line, not in them', () => {
    const names = ['schemas/kubernetes.js', 'schemas/kubernetesTypes.js', 'server.js', 'cli.js'];
    const has = names.map((name) =>
      readFileSync(path.join(ROOT, 'dist', name), 'utf8').includes('storagePool'),
    );
    expect(has).toEqual([true, true, false, false]);
  });

  it('is under 3 MB', () => {
    expect(archive.length).toBeLessThan(LIMIT);
  });
});
