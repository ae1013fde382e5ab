import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { composeSets } from '../../client/src/tools/composeSets.ts';
import { composeConfig } from '../../client/src/tools/docker.ts';
import { commandLine, type Invocation, type Output } from '../../client/src/tools/invocation.ts';
import * as kubectl from '../../client/src/tools/kubectl.ts';
import { type RunOptions, runInvocation } from '../../client/src/tools/runner.ts';
import { type FakeTool, toolMaker } from './fakeTool.ts';

describe('an invocation', () => {
  it.each([
    [composeConfig('docker', '/w', ['a.yml']), 'docker compose -f a.yml config --quiet'],
    [
      composeConfig('docker', '/w', ['a.yml', 'b/c.yml']),
      'docker compose -f a.yml -f b/c.yml config --quiet',
    ],
    [kubectl.kustomize('kubectl', '/w', 'k8s/base'), 'kubectl kustomize k8s/base'],
    [kubectl.diffKustomization('kubectl', '/w', 'k8s'), 'kubectl diff -k k8s'],
    [kubectl.applyKustomization('kubectl', '/w', 'k8s', 'prod'), 'kubectl --context prod apply -k k8s'],
    [
      kubectl.rolloutStatus('kubectl', '/w', 'deployment/api', 'shop'),
      'kubectl rollout status deployment/api -n shop --timeout=5m',
    ],
    [
      kubectl.rolloutStatus('kubectl', '/w', 'sts/db', undefined),
      'kubectl rollout status sts/db --timeout=5m',
    ],
    [kubectl.currentContext('kubectl', '/w'), 'kubectl config current-context'],
  ])('is exactly what is meant: %#', (invocation, line) => {
    expect([invocation.program, ...invocation.args]).toEqual(line.split(' '));
    expect(commandLine(invocation)).toBe(line);
    expect(invocation.cwd).toBe('/w');
  });

  it('keeps a name with spaces and signs in one argument, and shows it quoted', () => {
    const invocation = kubectl.applyKustomization('/opt/my tools/kubectl', '/w', "it's; rm -rf $HOME", 'a b');
    expect(invocation.args).toEqual(['--context', 'a b', 'apply', '-k', "it's; rm -rf $HOME"]);
    expect(commandLine(invocation)).toBe(
      "'/opt/my tools/kubectl' --context 'a b' apply -k 'it'\\''s; rm -rf $HOME'",
    );
    expect(commandLine({ program: 'x', args: [''] })).toBe("x ''");
  });
});

describe('sets of Compose files', () => {
  const labels = (...paths: string[]) => composeSets(paths).map(({ label }) => label);

  it('are a base by itself and with each override beside it', () => {
    expect(labels('compose.yaml', 'compose.override.yaml', 'compose.prod.yml')).toEqual([
      'compose.yaml',
      'compose.yaml + compose.override.yaml',
      'compose.yaml + compose.prod.yml',
    ]);
  });

  it('have the overrides of a folder below, but of no other', () => {
    expect(labels('docker-compose.yml', 'docker/docker-compose.dev.yml', 'a/b/compose.x.yml')).toEqual([
      'docker-compose.yml',
      'docker-compose.yml + docker/docker-compose.dev.yml',
      'a/b/compose.x.yml',
    ]);
  });

  it('name their files in the order in which Compose merges them', () => {
    expect(composeSets(['app/compose.dev.yaml', 'app/compose.yaml'])).toContainEqual({
      label: 'app/compose.yaml + app/compose.dev.yaml',
      folder: 'app',
      files: ['app/compose.yaml', 'app/compose.dev.yaml'],
    });
  });

  it('have a file that no base goes with by itself', () => {
    expect(labels('docker-compose.prod.yml')).toEqual(['docker-compose.prod.yml']);
  });

  it('have nothing that only begins alike', () => {
    expect(labels('composer.yaml', 'compose.json', 'my-compose.yaml')).toEqual([]);
  });
});

describe('running a program', () => {
  const makeTool = toolMaker();
  let tool: FakeTool;

  beforeEach(() => {
    tool = makeTool();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const invoke = (program: string, args: string[] = [], rest: Partial<Invocation<Output>> = {}) => ({
    program,
    args,
    cwd: tool.root,
    parse: (output: Output) => output,
    ...rest,
  });
  const run = (invocation: Invocation<Output>, options: Partial<RunOptions> = {}) =>
    runInvocation(invocation, { trusted: true, ...options });

  it('gives what it printed to the parser', async () => {
    const program = tool.script('says', '#!/bin/sh\necho out\necho err >&2\n');
    expect(await run(invoke(program))).toEqual({
      kind: 'done',
      code: 0,
      value: { stdout: 'out\n', stderr: 'err\n', code: 0 },
    });
  });

  it('hands arguments over as they are: there is no shell', async () => {
    const args = ['$(touch pwned)', '; touch pwned', '`touch pwned`', '*', 'a b', '"', '', '| cat'];
    await run(invoke(tool.program, args));
    expect(tool.calls).toEqual([{ cwd: tool.root, args }]);
    expect(existsSync(path.join(tool.root, 'pwned'))).toBe(false);
  });

  it('knows exit codes that are an answer from those that are a failure', async () => {
    tool.answer('diff', 'changes', 1);
    const expected = invoke(tool.program, ['diff'], { expected: [1] });
    expect(await run(expected)).toMatchObject({ kind: 'done', code: 1 });
    tool.answer('diff', '', 2);
    expect(await run(expected)).toMatchObject({ kind: 'failed', code: 2 });
  });

  it('keeps characters whole that come in two pieces', async () => {
    const text = 'naïve \u{1F680} 日本';
    const script = `const b = Buffer.from(${JSON.stringify(text)}); let i = 0;
      const next = () => { if (i < b.length) process.stdout.write(b.subarray(i, ++i), () => setTimeout(next, 2)); };
      next();`;
    const outcome = await run(invoke(process.execPath, ['-e', script]));
    expect(outcome).toMatchObject({ kind: 'done', value: { stdout: text } });
  });

  it('starts nothing in a workspace that is not trusted', async () => {
    expect(await run(invoke(tool.program), { trusted: false })).toEqual({ kind: 'untrusted' });
    expect(tool.calls).toEqual([]);
  });

  it('starts nothing that was cancelled before', async () => {
    expect(await run(invoke(tool.program), { signal: AbortSignal.abort() })).toEqual({ kind: 'cancelled' });
    expect(tool.calls).toEqual([]);
  });

  it('knows a program that is missing from one that can not be started', async () => {
    expect(await run(invoke('plumbline-no-such-program'))).toEqual({ kind: 'missing' });
    let told = '';
    const outcome = await run(invoke(tool.script('plain', 'text', 0o644)), {
      onOutput: (text) => {
        told += text;
      },
    });
    expect(outcome).toMatchObject({ kind: 'failed', code: -1, stderr: expect.stringContaining('EACCES') });
    expect(told).toContain('EACCES');
  });

  /** Runs a script until it prints its process's number, then cancels it. */
  async function cancelled(script: string): Promise<{ outcome: unknown; pid: number }> {
    const abort = new AbortController();
    let pid = 0;
    const outcome = await run(invoke(tool.script('long', script)), {
      signal: abort.signal,
      onOutput: (text) => {
        pid = Number(text);
        abort.abort();
        if (vi.isFakeTimers()) vi.runAllTimers();
      },
    });
    return { outcome, pid };
  }

  const isAlive = (pid: number): boolean => {
    // One that has ended may wait for its parent to take note.
    const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
    return /^[^Z\s]/.test(stdout.trim());
  };

  it('ends it, and what it started, when cancelled', async () => {
    const { outcome, pid } = await cancelled('#!/bin/sh\nsleep 60 &\necho $!\nwait\n');
    expect(outcome).toEqual({ kind: 'cancelled' });
    await expect.poll(() => isAlive(pid)).toBe(false);
  });

  it('ends it also when it does not listen', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { outcome, pid } = await cancelled(
      '#!/bin/sh\ntrap "" TERM\necho $$\nwhile :; do sleep 0.05; done\n',
    );
    vi.useRealTimers();
    expect(outcome).toEqual({ kind: 'cancelled' });
    await expect.poll(() => isAlive(pid)).toBe(false);
  });
});
