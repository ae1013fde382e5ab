import { describe, expect, it } from 'vitest';
import { startEditor } from './harness.ts';
import { PRIVILEGED, SOUND } from './texts.ts';

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
