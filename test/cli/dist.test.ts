import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { Folder, rowsOf } from './folder.ts';
import { CLEAN, WITH_ERROR, WITH_NOTE } from './manifests.ts';

const CLI = path.resolve(import.meta.dirname, '../../dist/cli.js');

/** What is said of them is far more than fits into a pipe, which takes a few hundred KiB at most. */
const SERVICES = 1500;
const LARGE = `services:\n${Array.from(
  { length: SERVICES },
  (_, index) => `  s${index}:\n    image: example/s:1.4.2\n    privileged: true\n`,
).join('')}`;

const ERRORS = ['lint', '--severity', 'error'];

function plumbline(folder: Folder, argv: readonly string[], input = '') {
  const options = { cwd: folder.path, input, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 } as const;
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, [CLI, ...argv], options);
  return { code: status ?? signal, out: stdout, err: stderr };
}

function start(folder: Folder, ...argv: string[]) {
  const stdio: ['ignore', 'pipe', 'pipe'] = ['ignore', 'pipe', 'pipe'];
  const child = spawn(process.execPath, [CLI, ...argv], { cwd: folder.path, stdio });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  return child;
}

/** All that is written to standard error, and the exit code. */
async function end(child: ChildProcess): Promise<{ code: number | null; err: string }> {
  let err = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  const [code] = await once(child, 'close');
  return { code, err };
}

describe('dist/cli.js', () => {
  beforeAll(() => {
    if (!existsSync(CLI)) throw new Error('dist/cli.js is not there. Run: npm run build');
  });

  it('says itself that an env file is not there, where Node leaves it the option', () => {
    const folder = new Folder({ 'compose.yaml': 'services: {a: {image: x}}\n' });
    const { code, err } = plumbline(folder, ['--', 'render', '-f', 'compose.yaml', '--env-file', 'nope']);
    expect(code).toBe(2);
    expect(err).toContain('There is no file "nope".');
  });

  it.each([
    [0, ['lint', 'clean']],
    [1, ['lint', 'error']],
    [0, ['lint', 'note', '--severity', 'warning']],
    [2, ['lint', 'nowhere']],
    [2, ['lint', '--nonsense']],
    [2, []],
    [0, ['--help']],
  ])('ends with %i for %j', (code, argv) => {
    const folder = new Folder({
      'clean/compose.yaml': CLEAN,
      'error/compose.yaml': WITH_ERROR,
      'note/compose.yaml': WITH_NOTE,
    });
    expect(plumbline(folder, argv).code).toBe(code);
  });

  it('has the version of the package', () => {
    expect(plumbline(new Folder(), ['--version'])).toEqual({
      code: 0,
      out: `${packageJson.version}\n`,
      err: '',
    });
  });

  it('finds what is in the working directory, in plain text where nobody watches', () => {
    const { code, out, err } = plumbline(new Folder({ 'compose.yaml': WITH_ERROR }), ['lint']);
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(out).toMatch(
      /^compose\.yaml\n {2}11:17 {2}error {4}Service "api" is privileged: .*\n\n1 finding /,
    );
  });

  it('reads standard input to its end, whatever is in it', () => {
    const text = `${LARGE}# 🐢 é\r\n\n`;
    const argv = [...ERRORS, '--stdin-filename', 'compose.yaml', '--format', 'jsonl'];
    const { out, code } = plumbline(new Folder(), argv, text);
    expect(rowsOf(out)).toHaveLength(SERVICES);
    expect(code).toBe(1);
  });

  it('gives standard input back to the byte where there is nothing to fix', () => {
    const text = `\uFEFF# 🐢 é\r\n${LARGE}`;
    const argv = ['lint', '--stdin-filename', 'notes.txt', '--fix'];
    expect(plumbline(new Folder(), argv, text)).toMatchObject({ code: 0, out: text });
  });

  it('ends quietly where nobody reads on', async () => {
    const child = start(new Folder({ 'compose.yaml': LARGE }), ...ERRORS, '--format', 'sarif');
    const ended = end(child);
    await once(child.stdout, 'data');
    child.stdout.destroy();
    expect(await ended).toEqual({ code: 0, err: '' });
  });

  it('ends quietly where nobody reads at all', async () => {
    const child = start(new Folder({ 'compose.yaml': WITH_ERROR }), 'lint', '--format', 'json');
    const ended = end(child);
    child.stdout.destroy();
    expect(await ended).toEqual({ code: 0, err: '' });
  });

  it('prints everything, also to a reader who takes its time', async () => {
    const child = start(new Folder({ 'compose.yaml': LARGE }), ...ERRORS, '--format', 'jsonl');
    const ended = end(child);
    let out = '';
    // While this waits, nothing is taken out of the pipe, and it is full in no time.
    for await (const text of child.stdout.setEncoding('utf8')) {
      out += text;
      await new Promise((resume) => setImmediate(resume));
    }
    const { code } = await ended;
    const rows = rowsOf(out);
    expect(rows).toHaveLength(SERVICES);
    expect(rows.at(-1)).toMatchObject({ line: SERVICES * 3 + 1, rule: 'compose/privileged' });
    expect(out.length).toBeGreaterThan(5 * 64 * 1024);
    expect(code).toBe(1);
  });
});
