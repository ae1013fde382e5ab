import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { ExitNotification, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import { DiskFolder } from './diskFolder.ts';
import { Editor } from './harness.ts';
import { PRIVILEGED, SOUND, showing } from './texts.ts';

const SERVER = path.resolve(import.meta.dirname, '../../dist/server.js');

/** The built server as a process of its own. */
async function start(
  folder: DiskFolder,
): Promise<{ editor: Editor; server: ChildProcessWithoutNullStreams }> {
  const server = spawn(process.execPath, [SERVER, '--stdio'], { cwd: folder.path });
  onTestFinished(() => void server.kill('SIGKILL'));
  const reader = new StreamMessageReader(server.stdout);
  const editor = new Editor(reader, new StreamMessageWriter(server.stdin), { folders: [folder.uri] });
  await editor.initialize();
  return { editor, server };
}

describe('dist/server.js --stdio', () => {
  beforeAll(() => {
    if (!existsSync(SERVER)) throw new Error('dist/server.js is not there. Run: npm run build');
  });

  it('finds, mends and ends when asked to', async () => {
    const folder = new DiskFolder({ 'api/compose.yaml': PRIVILEGED });
    const { editor, server } = await start(folder);
    const found = showing('compose/privileged');
    await editor.diagnostics(folder.uriOf('api/compose.yaml'), found);

    const document = await editor.open(folder.uriOf('web/compose.yaml'), PRIVILEGED);
    await editor.diagnostics(document.uri, found);
    const [fix] = await editor.codeActions(document, document.rangeOf('privileged: true'));
    await document.apply(fix?.edit);
    expect(document.text).toBe(SOUND);
    await editor.diagnostics(document.uri, showing());

    const ended = once(server, 'exit');
    await editor.shutdown();
    await editor.connection.sendNotification(ExitNotification.type);
    expect(await ended).toEqual([0, null]);
    expect(server.stderr.read()).toBeNull();
  });

  it('ends with an editor that is gone', async () => {
    const { editor, server } = await start(new DiskFolder());
    await editor.settled('untitled:loose');
    const ended = once(server, 'exit');
    server.stdin.end();
    expect(await ended).toEqual([1, null]);
  });
});
