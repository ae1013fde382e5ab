import { spawnSync } from 'node:child_process';
import { devNull } from 'node:os';
import { describe, expect, it } from 'vitest';
import { Folder } from './folder.ts';
import { CLEAN, WITH_NOTE, WITH_WARNING } from './manifests.ts';

function git(folder: Folder, input: string, ...argv: string[]): { status: number | null; stderr: string } {
  // The settings of whoever runs the tests may have git change line ends.
  const env = { ...process.env, GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: devNull };
  const { status, stderr } = spawnSync('git', argv, { cwd: folder.path, input, env, encoding: 'utf8' });
  return { status, stderr };
}

describe('--fix-dry-run', () => {
  it('prints what --fix would change, as a diff and nothing else', async () => {
    const { code, out, err } = await new Folder({ 'a/compose.yaml': WITH_NOTE }).lint('--fix-dry-run');
    expect(out).toBe(`--- a/a/compose.yaml
+++ b/a/compose.yaml
@@ -1,4 +1,3 @@
-version: "3.8"
 services:
   api:
     image: example/api:1.4.2
`);
    expect(err).toBe('');
    expect(code).toBe(1);
  });

  it('prints nothing where there is nothing to change', async () => {
    const folder = new Folder({ 'compose.yaml': CLEAN });
    expect(await folder.lint('--fix-dry-run')).toEqual({ code: 0, out: '', err: '' });
    folder.write({ 'compose.yaml': WITH_WARNING });
    expect(await folder.lint('--fix-dry-run')).toEqual({ code: 1, out: '', err: '' });
  });

  it('writes nothing, with --fix beside it neither', async () => {
    const folder = new Folder({ 'compose.yaml': WITH_NOTE });
    const { out } = await folder.lint('--fix-dry-run');
    expect((await folder.lint('--fix', '--fix-dry-run')).out).toBe(out);
    expect(folder.read('compose.yaml')).toBe(WITH_NOTE);
  });

  const POD = `apiVersion: v1
kind: Pod
metadata: {name: p}
spec:
  containers:
    - name: a
      image: example/a:1
    - name: b
      image: example/b:1
`;

  it.each([
    ['an ordinary one', { 'compose.yaml': WITH_NOTE }],
    ['several', { 'compose.yaml': WITH_NOTE, 'k8s/pod.yaml': POD, 'other/compose.yaml': CLEAN }],
    ['one with line ends of Windows', { 'pod.yaml': POD.replaceAll('\n', '\r\n') }],
    ['one without a line end at its end', { 'pod.yaml': POD.trimEnd() }],
    ['one that becomes one line', { 'compose.yaml': 'version: "3"\nservices: {}' }],
    ['one with a byte order mark', { 'compose.yaml': `\uFEFF${WITH_NOTE}` }],
    ['one with blanks in its name', { 'my stack/my pod.yaml': POD }],
    ['one with other characters in its name', { 'grün/🐢 "x"/pod.yaml': POD }],
  ])('git applies to %s, with the result that --fix has', async (_, files) => {
    const [fixed, patched] = [new Folder(files), new Folder(files)];
    const { out } = await patched.lint('--fix-dry-run');
    expect(out).not.toBe('');
    expect(git(patched, out, 'apply', '--check')).toEqual({ status: 0, stderr: '' });
    expect(git(patched, out, 'apply', '--whitespace=nowarn')).toEqual({ status: 0, stderr: '' });
    await fixed.lint('--fix');
    for (const file of Object.keys(files)) expect(patched.read(file)).toBe(fixed.read(file));
  });

  it('shows what would become of standard input', async () => {
    const folder = new Folder();
    const argv = ['--stdin-filename', 'new/compose.yaml', '--fix-dry-run'];
    const { out, err } = await folder.lintText(WITH_NOTE, ...argv);
    expect(out).toMatch(/^--- a\/new\/compose\.yaml\n\+\+\+ b\/new\/compose\.yaml\n@@ /);
    expect(err).toBe('');
  });
});
