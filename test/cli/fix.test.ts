import { statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Folder } from './folder.ts';
import { CLEAN, WITH_ERROR, WITH_NOTE, WITH_WARNING } from './manifests.ts';

/** Safe fixes of the pod and of its container, some that join into one, beside others that are choices. */
const POD = `# The nightly job
apiVersion: v1
kind: Pod
metadata:
  name: job # by hand
spec:
  containers:
    - name: job   # keep
      image: example/job:latest
`;

const POD_FIXED = `# The nightly job
apiVersion: v1
kind: Pod
metadata:
  name: job # by hand
spec:
  securityContext:
    seccompProfile:
      type: RuntimeDefault
  containers:
    - name: job   # keep
      image: example/job:latest
      securityContext:
        allowPrivilegeEscalation: false
        capabilities:
          drop:
            - ALL
`;

describe('--fix', () => {
  it('makes the safe fixes, and leaves every other byte as it was', async () => {
    const folder = new Folder({ 'pod.yaml': POD, 'compose.yaml': WITH_NOTE });
    await folder.lint('--fix');
    expect(folder.read('pod.yaml')).toBe(POD_FIXED);
    expect(folder.read('compose.yaml')).toBe(CLEAN);
  });

  it('reports what is left, at the places where it is now', async () => {
    const folder = new Folder({ 'compose.yaml': WITH_NOTE + WITH_ERROR.slice(CLEAN.length) });
    const { code, out } = await folder.lint('--fix', '--format', 'github');
    expect(out).toMatch(/^::error file=compose\.yaml,line=11,.*\n$/);
    expect(code).toBe(1);
  });

  it('is content where nothing is left', async () => {
    const folder = new Folder({ 'compose.yaml': WITH_NOTE });
    expect(await folder.lint('--fix')).toEqual({
      code: 0,
      out: 'No findings. 1 file checked.\n',
      err: '',
    });
  });

  it('has nothing to do the second time', async () => {
    const folder = new Folder({ 'pod.yaml': POD, 'compose.yaml': WITH_NOTE });
    const first = await folder.lint('--fix');
    const after = statSync(folder.at('pod.yaml')).mtimeMs;
    expect(await folder.lint('--fix')).toEqual(first);
    expect(folder.read('pod.yaml')).toBe(POD_FIXED);
    expect(statSync(folder.at('pod.yaml')).mtimeMs).toBe(after);
  });

  it('makes no fix that is a choice', async () => {
    const folder = new Folder({ 'compose.yaml': WITH_WARNING, 'b/compose.yaml': WITH_ERROR });
    expect((await folder.lint('--fix')).out).toContain('2 findings (1 error, 1 warning), 2 with a fix.');
    expect(folder.read('compose.yaml')).toBe(WITH_WARNING);
    expect(folder.read('b/compose.yaml')).toBe(WITH_ERROR);
  });

  it('leaves alone what was not named', async () => {
    const folder = new Folder({ 'a/compose.yaml': WITH_NOTE, 'b/compose.yaml': WITH_NOTE });
    await folder.lint('a', '--fix');
    expect(folder.read('a/compose.yaml')).toBe(CLEAN);
    expect(folder.read('b/compose.yaml')).toBe(WITH_NOTE);
  });

  it('leaves alone what is silenced', async () => {
    const silenced = `# plumbline-disable-next-line compose/version-field -- the old plugin wants it\n${WITH_NOTE}`;
    const folder = new Folder({ 'compose.yaml': silenced });
    expect((await folder.lint('--fix')).code).toBe(0);
    expect(folder.read('compose.yaml')).toBe(silenced);
  });

  it.each([
    ['line ends of Windows', (text: string) => text.replaceAll('\n', '\r\n')],
    ['a byte order mark', (text: string) => `\uFEFF${text}`],
    ['no line end at the end', (text: string) => text.trimEnd()],
    ['characters outside of the plane', (text: string) => text.replace('# keep', '# 🐢 é')],
  ])('keeps %s', async (_, turn) => {
    const folder = new Folder({ 'pod.yaml': turn(POD) });
    await folder.lint('--fix');
    expect(folder.read('pod.yaml')).toBe(turn(POD_FIXED));
  });

  it('does not touch a file that is not UTF-8: its other characters would be lost', async () => {
    const bytes = Buffer.from(`# gr\u00fcn\n${WITH_NOTE}`, 'latin1');
    const folder = new Folder({ 'a/compose.yaml': bytes, 'compose.yaml': WITH_NOTE });
    const { code, out, err } = await folder.lint('--fix');
    expect(folder.bytes('a/compose.yaml')).toEqual(bytes);
    expect(err).toMatch(/^plumbline: a\/compose\.yaml: .*UTF-8.*\n$/);
    expect(out).toContain('a/compose.yaml\n  2:1  info');
    expect(folder.read('compose.yaml')).toBe(CLEAN);
    expect(code).toBe(1);
  });

  it('does not cut off a file of which only the beginning was read', async () => {
    const text = `${WITH_NOTE}# ${'long '.repeat(1_750_000)}\n`;
    const folder = new Folder({
      'compose.yaml': text,
      '.plumbline.yaml': 'maxFileSize: 100000000\n',
    });
    await folder.lint('--fix');
    expect(folder.bytes('compose.yaml').length).toBe(text.length);
  });
});
