import { describe, expect, it } from 'vitest';
import { DiagnosticSeverity } from 'vscode-languageserver/node';
import { DiskFolder } from './diskFolder.ts';
import { startEditor } from './harness.ts';
import { PRIVILEGED, SOUND } from './texts.ts';

const MANY = `services:\n${Array.from({ length: 20 }, (_, index) => `  api${index}:\n    image: example/api:1.4.2\n    privileged: true\n`).join('')}`;

describe('a person who types quickly', () => {
  it('sees the newest version last, and no version after a newer one', async () => {
    const editor = await startEditor();
    const document = await editor.open('file:///loose/compose.yaml', PRIVILEGED);
    await editor.diagnostics(document.uri);
    for (const letter of 'a comment that somebody types at the top') {
      await document.replace('services:', letter === ' ' ? '#\nservices:' : `#${letter}\nservices:`);
    }
    const last = await editor.shown(document.uri, ({ version }) => version === document.version);
    await editor.settled(document.uri);
    expect(editor.latest(document.uri)).toBe(last);
    expect(last.diagnostics.map((each) => document.at(each.range))).toEqual(['true']);
    const versions = editor.published.map((each) => each.version);
    expect(versions).toEqual([...versions].sort((a, b) => Number(a) - Number(b)));
    // Far from one for each key.
    expect(versions.length).toBeLessThan(10);
  });

  it('is never shown a result that was outdated before it was ready', async () => {
    const files = Array.from({ length: 60 }, (_, index) => [`${index}/compose.yaml`, MANY] as const);
    const folder = new DiskFolder(Object.fromEntries(files));
    const editor = await startEditor({ folders: [folder.uri] });
    const document = await editor.open(folder.uriOf('compose.yaml'), PRIVILEGED);
    await editor.diagnostics(document.uri);
    // Other settings have every file judged anew, which takes the server many turns.
    const turns = editor.statuses.length;
    await editor.changeSettings(() => ({ rules: { 'compose/privileged': 'warning' } }));
    await editor.until('the server is at it', () =>
      editor.statuses.slice(turns).find((each) => each.state === 'busy'),
    );
    const before = editor.published.length;
    await document.replace('privileged: true', 'privileged: yes');
    await document.save();
    await editor.shown(document.uri, ({ version }) => version === 2);
    await editor.settled(document.uri);
    const since = editor.published.slice(before).filter((each) => each.uri === document.uri);
    expect(since.map((each) => [each.version, each.diagnostics[0]?.severity])).toEqual([
      [2, DiagnosticSeverity.Warning],
    ]);
    expect(new Set(editor.published.slice(before).map((each) => each.uri)).size).toBe(61);
  });

  it('is answered for the newest version, though it is not judged yet', async () => {
    const editor = await startEditor();
    const document = await editor.open('file:///loose/compose.yaml', PRIVILEGED);
    await document.replace('services:', '# One\n# Two\nservices:');
    const [action] = await editor.codeActions(document, document.rangeOf('privileged: true'));
    expect(action?.edit?.documentChanges).toMatchObject([
      { textDocument: { uri: document.uri, version: 2 } },
    ]);
    await document.apply(action?.edit);
    expect(document.text).toBe(`# One\n# Two\n${SOUND}`);
  });
});
