import { describe, expect, it } from 'vitest';
import { startEditor } from './harness.ts';
import { PRIVILEGED, SOUND, showing } from './texts.ts';

const START = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
const UNSAFE = PRIVILEGED.replace('    restart: unless-stopped\n', '');
const MIXED = `version: "3"\n${UNSAFE.replace(/ {4}security_opt:\n.*\n/, '')}`;

describe('"source.fixAll.plumbline"', () => {
  it.each(['source.fixAll.plumbline', 'source.fixAll', 'source'])(
    'applies the safe fixes alone when the editor asks for %s',
    async (only) => {
      const editor = await startEditor();
      const document = await editor.open('file:///loose/compose.yaml', MIXED);
      const actions = await editor.codeActions(document, START, only);
      expect(actions.map(({ title, kind }) => [title, kind])).toEqual([
        ['Apply all safe fixes of Plumbline', 'source.fixAll.plumbline'],
      ]);
      await document.apply(actions[0]?.edit);
      const there = MIXED.replace('version: "3"\n', '');
      expect(document.text).toBe(`${there}    security_opt:\n      - no-new-privileges:true\n`);
      await editor.diagnostics(document.uri, showing('compose/restart-policy', 'compose/privileged'));
      expect(await editor.codeActions(document, START, only)).toEqual([]);
    },
  );

  it.each([[[]], [['quickfix']], [['source.fixAll.eslint']], [['source.organizeImports']], [['sourc']]])(
    'is not offered to an editor that asks for %j',
    async (only) => {
      const editor = await startEditor();
      const document = await editor.open('file:///loose/compose.yaml', MIXED);
      const whole = { start: START.start, end: { line: 99, character: 0 } };
      const actions = await editor.codeActions(document, whole, ...only);
      expect(actions.filter((each) => each.kind !== 'quickfix')).toEqual([]);
    },
  );

  it('is for the text as it is now, unsaved and not judged yet', async () => {
    const editor = await startEditor();
    const document = await editor.open('file:///loose/compose.yaml', SOUND);
    await document.write(`version: "3"\r\n${SOUND.replaceAll('\n', '\r\n')}`);
    const [action] = await editor.codeActions(document, START, 'source.fixAll.plumbline');
    await document.apply(action?.edit);
    expect(document.text).toBe(SOUND.replaceAll('\n', '\r\n'));
    expect(document.version).toBe(3);
  });

  it('leaves alone what a comment suppresses, and what the settings switch off', async () => {
    const editor = await startEditor();
    const comment = '# plumbline-disable-next-line compose/version-field -- old Docker\n';
    const document = await editor.open('file:///loose/compose.yaml', `${comment}version: "3"\n${SOUND}`);
    expect(await editor.codeActions(document, START, 'source.fixAll')).toEqual([]);
    await document.replace(comment, '');
    expect(await editor.codeActions(document, START, 'source.fixAll')).toHaveLength(1);
    await editor.changeSettings(() => ({ rules: { 'compose/version-field': 'off' } }));
    await editor.diagnostics(document.uri, showing());
    expect(await editor.codeActions(document, START, 'source.fixAll')).toEqual([]);
  });
});
