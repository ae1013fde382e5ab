import { describe, expect, it } from 'vitest';
import { startEditor } from './harness.ts';
import { PRIVILEGED, SOUND } from './texts.ts';

/** So much that judging it takes the server several turns. */
const LARGE = `services:\n${Array.from({ length: 400 }, (_, index) => `  api${index}:\n    image: example/api:1.4.2\n    privileged: true\n`).join('')}`;

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
    const editor = await startEditor();
    const document = await editor.open('file:///loose/compose.yaml', PRIVILEGED);
    await editor.diagnostics(document.uri);
    const told = [document.write(LARGE), document.save()];
    for (const name of ['api0', 'api1', 'api2']) {
      told.push(document.replace(`  ${name}:`, `  renamed-${name}:`), document.save());
    }
    await Promise.all(told);
    const last = await editor.shown(document.uri, ({ version }) => version === 5);
    await editor.settled(document.uri);
    expect(editor.published.map((each) => each.version)).toEqual([1, 5]);
    const privileged = last.diagnostics.filter((each) => each.code === 'compose/privileged');
    expect(privileged).toHaveLength(400);
    expect(privileged[2]?.message).toContain('"renamed-api2"');
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
