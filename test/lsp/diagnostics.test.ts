import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { DiagnosticSeverity, DiagnosticTag } from 'vscode-languageserver/node';
import { DiskFolder } from './diskFolder.ts';
import { startEditor } from './harness.ts';
import { PRIVILEGED, SOUND, showing } from './texts.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

const SERVICE = `apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector:
    app: api
  ports:
    - port: 80
      targetPort: 8080
`;
const POD = `apiVersion: v1
kind: Pod
metadata:
  name: api
  labels:
    app: api
spec:
  containers:
    - name: api
      image: example/api:1.4.2
      ports:
        - containerPort: 8000
      env:
        - name: MODE
          value: "1"
        - name: MODE
          value: "2"
`;

describe('a document that nobody writes', () => {
  it.each(['git', 'gitfs', 'output', 'vscode-local-history', 'review', 'gitlens'])(
    'is not judged, as the left side of a comparison is: %s',
    async (scheme) => {
      const editor = await startEditor();
      const old = await editor.open(`${scheme}:/loose/compose.yaml?ref=HEAD`, PRIVILEGED);
      const here = await editor.open('file:///loose/compose.yaml', PRIVILEGED);
      await editor.diagnostics(here.uri);
      await editor.settled(old.uri);
      expect(editor.published.map((each) => each.uri)).toEqual([here.uri]);
      expect(await editor.codeActions(old, old.rangeOf('privileged: true'))).toEqual([]);
    },
  );

  it.each(['untitled:compose.yaml', 'vscode-vfs://github/o/r/compose.yaml', 'memfs:/compose.yaml'])(
    'is none elsewhere: %s',
    async (uri) => {
      const editor = await startEditor();
      await editor.open(uri, PRIVILEGED);
      expect((await editor.diagnostics(uri)).diagnostics).toHaveLength(1);
    },
  );

  it('is none in a folder of its kind that is open', async () => {
    const editor = await startEditor({ folders: ['gitfs://host/repository'] });
    const { uri } = await editor.open('gitfs://host/repository/compose.yaml', PRIVILEGED);
    expect((await editor.diagnostics(uri)).diagnostics).toHaveLength(1);
  });
});

describe('a diagnostic', () => {
  it('has everything that an editor shows of it', async () => {
    const editor = await startEditor();
    const document = await editor.open('file:///loose/compose.yaml', PRIVILEGED, 'yaml', 7);
    const shown = await editor.diagnostics(document.uri);
    expect(shown).toEqual({
      uri: 'file:///loose/compose.yaml',
      version: 7,
      diagnostics: [
        {
          range: { start: { line: 10, character: 16 }, end: { line: 10, character: 20 } },
          severity: DiagnosticSeverity.Error,
          source: 'plumbline',
          code: 'compose/privileged',
          codeDescription: {
            href: 'https://github.com/plumbline/plumbline/blob/main/docs/rules/compose/privileged.md',
          },
          message: 'Service "api" is privileged: whoever controls it controls the host.',
        },
      ],
    });
    expect(existsSync(path.join(ROOT, 'docs/rules/compose/privileged.md'))).toBe(true);
  });

  it('is crossed out where it is of something deprecated', async () => {
    const editor = await startEditor();
    const document = await editor.open('file:///loose/compose.yaml', `version: "3.8"\n${SOUND}`);
    const [only, ...more] = (await editor.diagnostics(document.uri)).diagnostics;
    expect(more).toEqual([]);
    expect(only).toMatchObject({
      code: 'compose/version-field',
      severity: DiagnosticSeverity.Information,
      tags: [DiagnosticTag.Deprecated],
      range: document.rangeOf('version'),
    });
  });

  it('is faded where it has no effect, and leads to what has', async () => {
    const editor = await startEditor();
    const document = await editor.open('file:///loose/pod.yaml', POD);
    const { diagnostics } = await editor.diagnostics(document.uri);
    const found = diagnostics.find((each) => each.code === 'kubernetes/duplicate-env-var');
    expect(found?.tags).toEqual([DiagnosticTag.Unnecessary]);
    expect(found?.range).toEqual(document.rangeOf('MODE'));
    const [related] = found?.relatedInformation ?? [];
    expect(related?.message).toBe('This one counts.');
    expect(related?.location.uri).toBe(document.uri);
    expect(related && document.at(related.location.range)).toBe('name: MODE\n          value: "2"');
  });

  it('leads to a place in another file, which nobody opened', async () => {
    const folder = new DiskFolder({ 'k8s/pod.yaml': POD });
    const editor = await startEditor({ folders: [folder.uri] });
    const document = await editor.open(folder.uriOf('k8s/service.yaml'), SERVICE);
    const { diagnostics } = await editor.diagnostics(document.uri);
    expect(diagnostics).toMatchObject([
      {
        code: 'kubernetes/service-target-port-invalid',
        range: document.rangeOf('8080'),
        relatedInformation: [
          {
            message: 'Its ports: 8000.',
            location: {
              uri: folder.uriOf('k8s/pod.yaml'),
              range: { start: { line: 3, character: 8 }, end: { line: 3, character: 11 } },
            },
          },
        ],
      },
    ]);
  });

  it('moves its related place when the other file changes', async () => {
    const folder = new DiskFolder();
    const editor = await startEditor({ folders: [folder.uri] });
    const pod = await editor.open(folder.uriOf('pod.yaml'), POD);
    const service = await editor.open(folder.uriOf('service.yaml'), SERVICE);
    await editor.diagnostics(service.uri);
    await pod.replace('apiVersion: v1', '# The API.\napiVersion: v1');
    const line = () =>
      editor.latest(service.uri)?.diagnostics[0]?.relatedInformation?.[0]?.location.range.start.line;
    await editor.settled(service.uri);
    expect(line()).toBe(4);
  });

  it('says in which environment it holds', async () => {
    const editor = await startEditor();
    const { uri } = await editor.open('file:///loose/compose.staging.yaml', PRIVILEGED);
    const { diagnostics } = await editor.diagnostics(uri);
    expect(diagnostics.map((each) => each.message)).toEqual([
      'Service "api" is privileged: whoever controls it controls the host. [staging]',
    ]);
  });
});

describe('the diagnostics of a document', () => {
  it('follow what is typed', async () => {
    const editor = await startEditor();
    const document = await editor.open('file:///loose/compose.yaml', PRIVILEGED);
    await editor.diagnostics(document.uri);

    await document.replace('privileged: true', 'privileged: false');
    const mended = await editor.shown(document.uri, ({ version }) => version === 2);
    expect(mended.diagnostics).toEqual([]);

    await document.replace('services:', '# One service.\nservices:');
    await document.replace('privileged: false', 'privileged: yes');
    const { diagnostics } = await editor.shown(document.uri, ({ version }) => version === 4);
    expect(diagnostics.map((each) => document.at(each.range))).toEqual(['yes']);

    await document.write('services: {');
    const broken = await editor.shown(document.uri, ({ version }) => version === 5);
    expect(broken.diagnostics.map((each) => each.code)).toEqual(['yaml/syntax']);
  });

  it('disappear when it is closed and was never on disk', async () => {
    const folder = new DiskFolder();
    const editor = await startEditor({ folders: [folder.uri] });
    for (const uri of [folder.uriOf('compose.yaml'), 'untitled:Untitled-1']) {
      const document = await editor.open(uri, PRIVILEGED, 'dockercompose');
      await editor.diagnostics(uri, showing('compose/privileged'));
      await document.close();
      await editor.diagnostics(uri, showing());
    }
  });

  it('are not sent again while they stay what they are', async () => {
    const folder = new DiskFolder({ 'compose.yaml': PRIVILEGED });
    const editor = await startEditor({ folders: [folder.uri] });
    await editor.diagnostics(folder.uriOf('compose.yaml'));
    const other = await editor.open(folder.uriOf('other/compose.yaml'), SOUND);
    await other.replace('api:', 'web:');
    await editor.settled(other.uri);
    expect(editor.published).toHaveLength(1);
  });

  it('come back when the day is over until which they are suppressed', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-03-31T12:00:00Z') });
    onTestFinished(() => void vi.useRealTimers());
    const comment = '    # plumbline-disable-next-line compose/privileged -- a trial until 2026-03-31\n';
    const editor = await startEditor();
    const text = PRIVILEGED.replace('    privileged', `${comment}    privileged`);
    const document = await editor.open('file:///loose/compose.yaml', text);
    await editor.settled(document.uri);
    expect(editor.latest(document.uri)).toBeUndefined();
    vi.setSystemTime(new Date('2026-04-01T12:00:00Z'));
    await document.save();
    await editor.diagnostics(document.uri, showing('plumbline/suppression-expired', 'compose/privileged'));
  });

  it.each([
    ['dockercompose', 'stack.txt', ['compose/privileged']],
    ['dockercompose', 'stack.yaml', ['compose/privileged']],
    ['yaml', 'compose.yaml', ['compose/privileged']],
    ['yaml', 'stack', ['compose/privileged']],
    ['plaintext', 'stack.txt', []],
  ])('are there in %s called %s', async (languageId, name, codes) => {
    const editor = await startEditor();
    const document = await editor.open(`file:///loose/${name}`, PRIVILEGED, languageId);
    await editor.settled(document.uri);
    expect(editor.codes(document.uri)).toEqual(codes);
  });
});
