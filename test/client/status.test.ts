import { beforeEach, describe, expect, it } from 'vitest';
import * as vscode from 'vscode';
import { CrashPolicy } from '../../client/src/features/crashPolicy.ts';
import { LanguageServer } from '../../client/src/features/languageServer.ts';
import { showStatus } from '../../client/src/features/status.ts';
import { FINDINGS_CHANGED, READ_CHECKLIST, STATUS } from '../../shared/src/protocol.ts';
import { LanguageClient } from '../support/fakeLanguageClient.ts';
import { newWorld, world } from '../support/fakeVscode.ts';
import { extensionContext } from './extensionContext.ts';

const ready = { state: 'ready', errors: 0, warnings: 0, notes: 0 };

function newServer(): LanguageServer {
  return new LanguageServer(
    extensionContext(),
    vscode.window.createOutputChannel('Plumbline', { log: true }),
  );
}

beforeEach(() => {
  newWorld();
  LanguageClient.reset();
});

describe('the crash policy', () => {
  const MINUTE = 60_000;

  function crashesAt(...times: number[]): boolean[] {
    let now = 0;
    const policy = new CrashPolicy(() => now);
    return times.map((time) => {
      now = time;
      return policy.crashed();
    });
  }

  it('gives up at the fifth crash within three minutes', () => {
    expect(crashesAt(0, 1, 2, 3, 4)).toEqual([true, true, true, true, false]);
    expect(crashesAt(0, 0.7 * MINUTE, 1.4 * MINUTE, 2.1 * MINUTE, 2.9 * MINUTE).at(-1)).toBe(false);
  });

  it('forgets a crash after three minutes', () => {
    expect(crashesAt(0, MINUTE, 1.5 * MINUTE, 2 * MINUTE, 3 * MINUTE)).not.toContain(false);
  });

  it('begins anew when a person starts the server', () => {
    const policy = new CrashPolicy(() => 0);
    for (let i = 0; i < 5; i++) policy.crashed();
    policy.reset();
    expect(policy.crashed()).toBe(true);
  });
});

describe('the language server', () => {
  it('looks after YAML and Compose files that a person may write', async () => {
    const server = newServer();
    await server.start();
    const selector = LanguageClient.last.options.documentSelector ?? [];
    for (const scheme of ['file', 'untitled', 'vscode-vfs', 'vscode-remote', 'memfs']) {
      expect(selector).toContainEqual({ language: 'yaml', scheme });
      expect(selector).toContainEqual({ language: 'dockercompose', scheme });
    }
    expect(selector).toHaveLength(10);
    expect(server.state.kind).toBe('starting');
  });

  it('looks after the files of a folder on any file system, also of one that is opened later', async () => {
    world.add('ftp://host/a');
    const server = newServer();
    await server.start();
    const schemes = () =>
      (LanguageClient.last.options.documentSelector ?? []).map((each) =>
        typeof each === 'object' && 'scheme' in each ? each.scheme : '',
      );
    expect(schemes()).toContain('ftp');
    expect(schemes()).not.toContain('s3');
    world.add('s3://bucket/b');
    world.foldersChanged.fire({ added: [], removed: [] });
    await expect.poll(schemes).toContain('s3');
    await expect.poll(() => LanguageClient.last.isRunning()).toBe(true);
    expect(LanguageClient.made.map((each) => each.running)).toEqual([false, true]);
    world.add('file:///w');
    world.foldersChanged.fire({ added: [], removed: [] });
    expect(LanguageClient.made).toHaveLength(2);
  });

  it('is started again four times in silence, and stops at the fifth crash with one message', async () => {
    const server = newServer();
    await server.start();
    const client = LanguageClient.last;
    const again = [];
    for (let i = 0; i < 5; i++) again.push(await client.crash());
    expect(again).toEqual([true, true, true, true, false]);
    expect(server.state).toEqual({ kind: 'stopped' });
    expect(world.dialogs.map(({ kind, choices }) => ({ kind, choices }))).toEqual([
      { kind: 'error', choices: ['Open Log', 'Restart'] },
    ]);
    expect(world.dialogs[0]?.message).toMatch(/crashed five times within three minutes/);
    expect(world.logged.filter(({ level }) => level === 'warn')).toHaveLength(4);
  });

  it('keeps the library quiet about crashes: Plumbline tells of them itself', async () => {
    const server = newServer();
    await server.start();
    const { errorHandler } = LanguageClient.last.options;
    for (let i = 0; i < 5; i++) expect((await errorHandler?.closed())?.handled).toBe(true);
  });

  it.each([
    ['Open Log', 1, 1],
    ['Restart', 0, 2],
  ])('does what is chosen in that message: %s', async (answer, logShown, starts) => {
    const server = newServer();
    await server.start();
    world.answers.push(answer);
    for (let i = 0; i < 5; i++) await LanguageClient.last.crash();
    await expect.poll(() => [world.logShown, LanguageClient.last.starts]).toEqual([logShown, starts]);
  });

  it('has its five crashes again after a restart', async () => {
    const server = newServer();
    await server.start();
    for (let i = 0; i < 4; i++) await LanguageClient.last.crash();
    await server.restart();
    expect(await LanguageClient.last.crash()).toBe(true);
    expect(world.dialogs).toEqual([]);
  });

  it('is restarted even when it hangs and can not be asked to stop', async () => {
    const server = newServer();
    await server.start();
    LanguageClient.failStop = new Error('Stopping the server timed out');
    await server.restart();
    expect(LanguageClient.last.isRunning()).toBe(true);
    expect(LanguageClient.last.starts).toBe(2);
  });

  it('says that it could not be started, and can be started later', async () => {
    const server = newServer();
    LanguageClient.failStart = new Error('no memory');
    await server.start();
    expect(server.state).toEqual({ kind: 'stopped' });
    expect(world.logged).toContainEqual({
      level: 'error',
      text: 'The server could not be started: no memory',
    });
    LanguageClient.failStart = undefined;
    await server.restart();
    expect(LanguageClient.last.isRunning()).toBe(true);
    LanguageClient.last.notify(STATUS, ready);
    expect(server.state).toMatchObject({ kind: 'running' });
  });

  it('does not fail when it is stopped while it hangs', async () => {
    const server = newServer();
    await server.start();
    LanguageClient.failStop = new Error('Stopping the server timed out');
    await expect(server.stop()).resolves.toBeUndefined();
  });

  it('has no answer while the server is away or refuses', async () => {
    const server = newServer();
    LanguageClient.answers = (method) => ({ method });
    expect(await server.readChecklist('')).toBeUndefined();
    await server.start();
    expect(await server.readChecklist('')).toEqual({ method: READ_CHECKLIST });
    LanguageClient.answers = () => {
      throw new Error('ContentModified');
    };
    expect(await server.readChecklist('')).toBeUndefined();
  });

  it('tells when findings change', async () => {
    const server = newServer();
    await server.start();
    let told = 0;
    server.onFindings(() => told++);
    LanguageClient.last.notify(FINDINGS_CHANGED);
    expect(told).toBe(1);
  });
});

describe('the status', () => {
  async function shown(params: object): Promise<vscode.LanguageStatusItem> {
    const server = newServer();
    showStatus(server);
    await server.start();
    LanguageClient.last.notify(STATUS, { ...ready, ...params });
    const [item] = world.statusItems;
    if (!item) throw new Error('There is no status item.');
    return item;
  }

  it.each([
    [{}, 'no findings in this workspace'],
    [{ errors: 1 }, '1 error in this workspace'],
    [{ errors: 2, warnings: 1, notes: 3 }, '2 errors, 1 warning, 3 notes in this workspace'],
    [{ notes: 1 }, '1 note in this workspace'],
  ])('of %j is "%s"', async (params, detail) => {
    const item = await shown(params);
    expect([item.text, item.detail]).toEqual(['Plumbline', detail]);
    expect(item.severity).toBe(vscode.LanguageStatusSeverity.Information);
    expect(item.command?.command).toBe('plumbline.openLog');
  });

  it('turns while the server works', async () => {
    expect((await shown({ state: 'busy' })).busy).toBe(true);
    newWorld();
    expect((await shown({ state: 'ready' })).busy).toBe(false);
  });

  it('is shown at the files that are checked', async () => {
    const { selector } = await shown({});
    expect(selector).toEqual(LanguageClient.last.options.documentSelector);
  });

  it('begins with "starting"', () => {
    showStatus(newServer());
    expect(world.statusItems[0]).toMatchObject({ detail: 'starting', busy: true });
  });

  it('offers a restart when the server has stopped for good', async () => {
    const item = await shown({});
    for (let i = 0; i < 5; i++) await LanguageClient.last.crash();
    expect(item).toMatchObject({
      detail: 'stopped',
      busy: false,
      severity: vscode.LanguageStatusSeverity.Error,
      command: { command: 'plumbline.restartServer' },
    });
  });
});
