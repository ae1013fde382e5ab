import { describe, expect, it } from 'vitest';
import { DiagnosticSeverity, FileChangeType } from 'vscode-languageserver/node';
import { DiskFolder } from './diskFolder.ts';
import { startEditor } from './harness.ts';
import { PRIVILEGED, SOUND, showing } from './texts.ts';

const found = showing('compose/privileged');
const OFF = 'rules:\n  compose/privileged: "off"\n';
const STARTED = SOUND.replace('    restart: unless-stopped\n', '');

describe("the editor's settings", () => {
  it('switch a folder off and on, the other one unaffected', async () => {
    const [one, other] = [
      new DiskFolder({ 'compose.yaml': PRIVILEGED }),
      new DiskFolder({ 'compose.yaml': PRIVILEGED }),
    ];
    const editor = await startEditor({ folders: [one.uri, other.uri] });
    const uri = one.uriOf('compose.yaml');
    for (const folder of [one, other]) await editor.diagnostics(folder.uriOf('compose.yaml'), found);

    await editor.changeSettings((scope) => ({ enable: scope !== one.uri }));
    await editor.diagnostics(uri, showing());
    const document = await editor.open(uri, PRIVILEGED);
    expect(await editor.codeActions(document, document.rangeOf('privileged: true'))).toEqual([]);
    expect(editor.codes(other.uriOf('compose.yaml'))).toEqual(['compose/privileged']);
    expect(editor.statuses.at(-1)).toEqual({ state: 'ready', errors: 1, warnings: 0, notes: 0 });

    await editor.changeSettings(() => ({ enable: true }));
    await editor.diagnostics(uri, found);
  });

  it('choose a preset', async () => {
    const editor = await startEditor();
    const { uri } = await editor.open('file:///loose/compose.yaml', STARTED);
    const calm = await editor.diagnostics(uri, showing('compose/restart-policy'));
    expect(calm.diagnostics[0]?.severity).toBe(DiagnosticSeverity.Information);
    await editor.changeSettings(() => ({ preset: 'strict' }));
    const strict = await editor.diagnostics(uri, ({ diagnostics }) =>
      diagnostics.some((each) => each.severity === DiagnosticSeverity.Warning),
    );
    expect(strict.diagnostics.map((each) => each.code)).toContain('compose/restart-policy');
  });

  it('switch rules off and set their levels', async () => {
    const editor = await startEditor();
    const { uri } = await editor.open('file:///loose/compose.yaml', PRIVILEGED);
    await editor.diagnostics(uri, found);
    await editor.changeSettings(() => ({ rules: { 'compose/privileged': { level: 'hint' } } }));
    const quiet = await editor.diagnostics(uri, ({ diagnostics }) => diagnostics[0]?.severity !== 1);
    expect(quiet.diagnostics[0]?.severity).toBe(DiagnosticSeverity.Hint);
    await editor.changeSettings(() => ({ rules: { 'compose/privileged': 'off' } }));
    await editor.diagnostics(uri, showing());
    await editor.changeSettings(() => null);
    await editor.diagnostics(uri, found);
  });

  it('leave files alone, by name and by size', async () => {
    const folder = new DiskFolder({ 'legacy/compose.yaml': PRIVILEGED, 'api/compose.yaml': PRIVILEGED });
    const editor = await startEditor({ folders: [folder.uri], settings: () => ({ ignore: ['legacy'] }) });
    const uri = folder.uriOf('api/compose.yaml');
    await editor.diagnostics(uri, found);
    expect(editor.latest(folder.uriOf('legacy/compose.yaml'))).toBeUndefined();
    await editor.changeSettings(() => ({ maxFileSize: 100 }));
    const [large] = (await editor.diagnostics(uri, showing('yaml/too-large'))).diagnostics;
    expect(large?.range).toEqual({ start: { line: 0, character: 0 }, end: { line: 0, character: 9 } });
    await editor.diagnostics(folder.uriOf('legacy/compose.yaml'), showing('yaml/too-large'));
  });

  it('hide files from the findings as they do from the explorer', async () => {
    const folder = new DiskFolder({
      'compose.yaml': PRIVILEGED,
      'dist/compose.yaml': PRIVILEGED,
      'api/dist/compose.yaml': PRIVILEGED,
    });
    const [own, dist, inner] = ['compose.yaml', 'dist/compose.yaml', 'api/dist/compose.yaml'].map((file) =>
      folder.uriOf(file),
    );
    if (!own || !dist || !inner) throw new Error('three files');
    const editor = await startEditor({ folders: [folder.uri], hidden: { '**/.git': true, dist: true } });
    await editor.diagnostics(own, found);
    await editor.diagnostics(inner, found);
    expect(editor.latest(dist)).toBeUndefined();
    await editor.hide({ '**/dist': true });
    await editor.diagnostics(inner, showing());
    await editor.hide({ '**/dist': false });
    await editor.diagnostics(dist, found);
    expect(editor.codes(own)).toEqual(['compose/privileged']);
  });

  it('have the last word over the file, which has it over the preset', async () => {
    const folder = new DiskFolder({ 'compose.yaml': PRIVILEGED, '.plumbline.yaml': OFF });
    const editor = await startEditor({
      folders: [folder.uri],
      settings: () => ({ rules: { 'compose/privileged': 'warning' } }),
    });
    const shown = await editor.diagnostics(folder.uriOf('compose.yaml'), found);
    expect(shown.diagnostics[0]?.severity).toBe(DiagnosticSeverity.Warning);
    await editor.changeSettings(() => ({ preset: 'strict' }));
    await editor.diagnostics(
      folder.uriOf('compose.yaml'),
      showing('compose/project-name', 'compose/cpu-limit', 'compose/pids-limit'),
    );
  });
});

describe('.plumbline.yaml', () => {
  it('that is broken says so, and the last one that was understood stays in force', async () => {
    const folder = new DiskFolder({
      'compose.yaml': PRIVILEGED,
      'stack.yaml': STARTED,
      '.plumbline.yaml': OFF,
    });
    const editor = await startEditor({ folders: [folder.uri] });
    const configuration = await editor.open(folder.uriOf('.plumbline.yaml'), OFF);
    await editor.diagnostics(folder.uriOf('stack.yaml'), showing('compose/restart-policy'));

    await configuration.write(`${OFF}  compose/restart-policyy: "off"\npreset: bold\n`);
    const { version, diagnostics } = await editor.diagnostics(
      configuration.uri,
      (shown) => shown.diagnostics.length > 0,
    );
    expect(version).toBe(2);
    expect(diagnostics.map((each) => configuration.at(each.range))).toEqual([
      'compose/restart-policyy',
      'bold',
    ]);
    expect(diagnostics[0]).toMatchObject({
      severity: DiagnosticSeverity.Error,
      source: 'plumbline',
      code: 'plumbline/configuration',
      codeDescription: {
        href: 'https://github.com/plumbline/plumbline/blob/main/docs/rules/plumbline/configuration.md',
      },
      message: 'There is no rule "compose/restart-policyy". Did you mean "compose/restart-policy"?',
    });
    expect(editor.latest(folder.uriOf('compose.yaml'))).toBeUndefined();
    expect(editor.codes(folder.uriOf('stack.yaml'))).toEqual(['compose/restart-policy']);

    await configuration.write(`${OFF}  compose/restart-policy: "off"\n`);
    await editor.diagnostics(configuration.uri, showing());
    await editor.diagnostics(folder.uriOf('stack.yaml'), showing());
    expect(editor.latest(folder.uriOf('compose.yaml'))).toBeUndefined();
  });

  it('that is broken from the start leaves the defaults', async () => {
    const folder = new DiskFolder({ 'compose.yaml': PRIVILEGED, '.plumbline.yaml': `${OFF}rules: {\n` });
    const editor = await startEditor({ folders: [folder.uri] });
    await editor.diagnostics(folder.uriOf('compose.yaml'), found);
    const shown = await editor.diagnostics(folder.uriOf('.plumbline.yaml'));
    expect(shown.diagnostics.map((each) => each.code)).toContain('plumbline/configuration');
    expect(shown).not.toHaveProperty('version');
  });

  it('keeps what it says of itself while other settings and files change, and no longer than it is there', async () => {
    const folder = new DiskFolder({ 'compose.yaml': PRIVILEGED, '.plumbline.yaml': 'preset: bold\n' });
    const editor = await startEditor({ folders: [folder.uri] });
    const uri = folder.uriOf('.plumbline.yaml');
    await editor.diagnostics(uri, showing('plumbline/configuration'));
    await editor.changeSettings(() => ({ rules: { 'compose/privileged': 'off' } }));
    await editor.diagnostics(folder.uriOf('compose.yaml'), showing());
    expect(editor.published.filter((each) => each.uri === uri)).toHaveLength(1);
    folder.remove('.plumbline.yaml');
    await editor.fileEvents([uri, FileChangeType.Deleted]);
    await editor.diagnostics(uri, showing());
  });

  it('says nothing in a folder that is switched off', async () => {
    const folder = new DiskFolder({ '.plumbline.yaml': 'preset: bold\n' });
    const editor = await startEditor({ folders: [folder.uri] });
    await editor.diagnostics(folder.uriOf('.plumbline.yaml'), showing('plumbline/configuration'));
    await editor.changeSettings(() => ({ enable: false }));
    await editor.diagnostics(folder.uriOf('.plumbline.yaml'), showing());
  });

  it('counts as it stands in the editor, unsaved, and goes with the file', async () => {
    const folder = new DiskFolder({ 'compose.yaml': PRIVILEGED });
    const editor = await startEditor({ folders: [folder.uri] });
    const uri = folder.uriOf('compose.yaml');
    await editor.diagnostics(uri, found);
    const configuration = await editor.open(folder.uriOf('.plumbline.yaml'), '');
    await configuration.write(OFF);
    await editor.diagnostics(uri, showing());
    await configuration.close();
    await editor.diagnostics(uri, found);
  });

  it.each(['.plumbline.yaml', '.plumbline.yml'])('counts as %s though git ignores it', async (name) => {
    const folder = new DiskFolder({
      'compose.yaml': PRIVILEGED,
      '.gitignore': '.plumbline.*\n',
      [name]: OFF,
    });
    const editor = await startEditor({ folders: [folder.uri] });
    const uri = folder.uriOf('compose.yaml');
    await editor.settled(uri);
    expect(editor.latest(uri)).toBeUndefined();
    folder.remove(name);
    await editor.fileEvents([folder.uriOf(name), FileChangeType.Deleted]);
    await editor.diagnostics(uri, found);
    folder.write(name, OFF);
    await editor.fileEvents([folder.uriOf(name), FileChangeType.Created]);
    await editor.diagnostics(uri, showing());
  });

  it('goes by .plumbline.yaml where there is a .plumbline.yml too', async () => {
    const folder = new DiskFolder({
      'compose.yaml': PRIVILEGED,
      '.plumbline.yml': OFF,
      '.plumbline.yaml': '',
    });
    const editor = await startEditor({ folders: [folder.uri] });
    await editor.diagnostics(folder.uriOf('compose.yaml'), found);
  });
});
