import { describe, expect, it } from 'vitest';
import { DiskFolder } from './diskFolder.ts';
import { startEditor } from './harness.ts';
import { PRIVILEGED, SOUND, showing } from './texts.ts';

const found = showing('compose/privileged');
const VERSION = `version: "3"\n${SOUND}`;
const BOM = '\uFEFF';

describe('the ends of lines', () => {
  it.each([
    ['CRLF', '\r\n'],
    ['LF', '\n'],
  ])('may be %s: places are counted so, and fixes write so', async (_, eol) => {
    const whole = PRIVILEGED.replaceAll('\n', eol);
    const text = whole.replace(`    restart: unless-stopped${eol}`, '');
    const editor = await startEditor();
    const document = await editor.open('file:///loose/compose.yaml', text);
    const { diagnostics } = await editor.diagnostics(document.uri);
    expect(diagnostics.map((each) => [each.code, document.at(each.range)])).toEqual([
      ['compose/restart-policy', 'api'],
      ['compose/privileged', 'true'],
    ]);
    const actions = await editor.codeActions(document, document.rangeOf('api'));
    await document.apply(actions.find((each) => each.title.startsWith('Set "restart"'))?.edit);
    expect(document.text).toBe(whole);
    await editor.diagnostics(document.uri, found);
  });
});

describe('a byte order mark', () => {
  it('is no part of a file on disk: an editor does not count it', async () => {
    const folder = new DiskFolder({ 'compose.yaml': BOM + VERSION });
    const editor = await startEditor({ folders: [folder.uri] });
    const uri = folder.uriOf('compose.yaml');
    const shown = await editor.diagnostics(uri, showing('compose/version-field'));
    expect(shown.diagnostics[0]?.range).toEqual({
      start: { line: 0, character: 0 },
      end: { line: 0, character: 7 },
    });
    await editor.open(uri, VERSION);
    const open = await editor.diagnostics(uri, ({ version }) => version === 1);
    expect(open.diagnostics).toEqual(shown.diagnostics);
  });

  it('is one character where an editor hands it in', async () => {
    const editor = await startEditor();
    const document = await editor.open('file:///loose/compose.yaml', BOM + VERSION);
    const [only] = (await editor.diagnostics(document.uri)).diagnostics;
    expect(only && document.at(only.range)).toBe('version');
    const [fix] = await editor.codeActions(document, document.rangeOf('version'));
    await document.apply(fix?.edit);
    expect(document.text).toBe(BOM + SOUND);
  });
});

describe('characters that take two units', () => {
  it('are counted as the protocol counts', async () => {
    const editor = await startEditor();
    const flow = 'services:\n  api: {x-icon: "🐳", user: "1", image: "example/api:1.4.2"}\n';
    const document = await editor.open('file:///loose/compose.yaml', flow);
    await document.replace('user: "1"', 'x-more: "🐳🐳", privileged: true');
    const { diagnostics } = await editor.diagnostics(document.uri, ({ version }) => version === 2);
    const privileged = diagnostics.find((each) => each.code === 'compose/privileged');
    expect(privileged?.range).toEqual(document.rangeOf('true'));
    const actions = await editor.codeActions(document, document.rangeOf('true'));
    await document.apply(actions.find((each) => each.title === 'Remove "privileged"')?.edit);
    expect(document.text).toBe(
      'services:\n  api: {x-icon: "🐳", x-more: "🐳🐳", image: "example/api:1.4.2"}\n',
    );
  });
});

describe('the name of a document', () => {
  it.each([
    'file:///c%3A/project/compose.yaml',
    'file:///C:/project/compose.yaml',
    'file:///c:/my%20project/compose.yaml',
    'file:///loose/a@b/compose.yaml',
    'file:///loose/a%40b/compose.yaml',
    'file:///loose/%E2%9C%93/compose.yaml',
    'file:///loose/100%25/compose.yaml',
  ])('is used as the editor writes it: %s', async (uri) => {
    const editor = await startEditor();
    const document = await editor.open(uri, PRIVILEGED);
    await editor.diagnostics(uri, found);
    const [fix] = await editor.codeActions(document, document.rangeOf('privileged: true'));
    await document.apply(fix?.edit);
    expect(document.text).toBe(SOUND);
    await editor.diagnostics(uri, showing());
    await document.write(PRIVILEGED);
    await editor.diagnostics(uri, found);
    await document.close();
    await editor.diagnostics(uri, showing());
  });

  it('may be escaped in another way than that of its file: it is the same one', async () => {
    const folder = new DiskFolder({ 'a b@c/compose.yaml': `version: "3"\n${PRIVILEGED}` });
    const editor = await startEditor({ folders: [folder.uri] });
    const ours = folder.uriOf('a b@c/compose.yaml');
    const theirs = `${folder.uri}/a%20b@c/compose.yaml`;
    expect(theirs).not.toBe(ours);
    await editor.diagnostics(ours, showing('compose/version-field', 'compose/privileged'));
    const document = await editor.open(theirs, PRIVILEGED);
    // What was shown under the one name is taken back when it is shown under the other.
    await editor.diagnostics(theirs, found);
    expect(editor.codes(ours)).toEqual([]);
    await document.close();
    await editor.diagnostics(ours, showing('compose/version-field', 'compose/privileged'));
    expect(editor.codes(theirs)).toEqual([]);
  });

  it('of a folder may be escaped in another way than those of its files', async () => {
    const folder = new DiskFolder({ 'a b@c/.plumbline.yaml': 'rules:\n  compose/privileged: "off"\n' });
    const editor = await startEditor({ folders: [`${folder.uri}/a%20b@c/`] });
    const { uri } = await editor.open(folder.uriOf('a b@c/compose.yaml'), `version: "3"\n${PRIVILEGED}`);
    await editor.diagnostics(uri, showing('compose/version-field'));
  });
});
