import { describe, expect, it, onTestFinished, vi } from 'vitest';
import {
  CancellationTokenSource,
  CodeActionRequest,
  LSPErrorCodes,
  MessageType,
} from 'vscode-languageserver/node';
import { RULES } from '../../server/src/rules/index.gen.ts';
import { READ_CHECKLIST } from '../../shared/src/protocol.ts';
import { DiskFolder } from './diskFolder.ts';
import { startEditor } from './harness.ts';
import { PRIVILEGED, SOUND, showing } from './texts.ts';

const WHOLE = { start: { line: 0, character: 0 }, end: { line: 9999, character: 0 } };

describe('a request that is cancelled', () => {
  it('answers so, and the next one is answered', async () => {
    const editor = await startEditor();
    const services = Array.from({ length: 300 }, (_, index) =>
      SOUND.slice(10).replace('api:', `api${index}:`),
    );
    const document = await editor.open('file:///loose/compose.yaml', `services:\n${services.join('')}`);
    await document.replace('restart: unless-stopped', 'privileged: true');
    const cancel = new CancellationTokenSource();
    const params = { textDocument: { uri: document.uri }, range: WHOLE, context: { diagnostics: [] } };
    const answer = editor.connection.sendRequest(CodeActionRequest.type, params, cancel.token);
    cancel.cancel();
    await expect(answer).rejects.toMatchObject({
      code: LSPErrorCodes.RequestCancelled,
      message: 'Cancelled.',
    });
    const actions = await editor.codeActions(document, document.rangeOf('privileged: true'));
    expect(actions[0]?.title).toBe('Remove "privileged"');
    expect(editor.logged.filter((each) => each.type === MessageType.Error)).toEqual([]);
  });
});

describe('a request that fails', () => {
  it('answers with an error in words, is logged with its cause, and the server goes on', async () => {
    const editor = await startEditor();
    const answer = editor.connection.sendRequest(READ_CHECKLIST, {});
    await expect(answer).rejects.toMatchObject({
      code: LSPErrorCodes.RequestFailed,
      message: 'Read checklist failed: see the Plumbline log.',
    });
    const logged = editor.logged.filter((each) => each.type === MessageType.Error);
    expect(logged.map((each) => each.message)).toEqual([
      expect.stringMatching(/^Read checklist failed: TypeError: .+\n +at readChecklist/),
    ]);
    const actions = editor.connection.sendRequest(CodeActionRequest.method, { range: WHOLE });
    await expect(actions).rejects.toMatchObject({ message: 'Code action failed: see the Plumbline log.' });

    const { uri } = await editor.open('file:///loose/compose.yaml', PRIVILEGED);
    await editor.diagnostics(uri, showing('compose/privileged'));
    expect(await editor.readChecklist('')).toEqual({ sections: [] });
  });

  it('is told from one that there is not', async () => {
    const editor = await startEditor();
    await expect(editor.connection.sendRequest('plumbline/unheardOf', {})).rejects.toMatchObject({
      code: -32601,
    });
  });
});

describe('a rule that fails', () => {
  it('is named in the log once, and the others go on', async () => {
    const rule = RULES.find((each) => each.id === 'compose/privileged');
    if (!rule) throw new Error('There is no such rule.');
    const check = vi.spyOn(rule, 'check').mockImplementation(() => {
      throw new Error('a mistake in the rule');
    });
    onTestFinished(() => check.mockRestore());
    const editor = await startEditor();
    const document = await editor.open('file:///loose/compose.yaml', `version: "3"\n${PRIVILEGED}`);
    await editor.diagnostics(document.uri, showing('compose/version-field'));
    await document.replace('version: "3"\n', '');
    await editor.diagnostics(document.uri, showing());
    const logged = editor.logged.filter((each) => each.type === MessageType.Error);
    expect(logged.map((each) => each.message)).toEqual([
      expect.stringMatching(/^The rule compose\/privileged failed; .+: Error: a mistake in the rule\n/),
    ]);
  });
});

describe('plumbline/findingsByRule', () => {
  it('gives the findings of the rules in the folder of a file, and of no other', async () => {
    const folder = new DiskFolder({
      'api/compose.yaml': PRIVILEGED,
      'web/compose.yaml': `version: "3"\n${PRIVILEGED}`,
      '.plumbline.yaml': 'rules:\n  compose/restart-policy: "off"\n',
      'CHECKLIST.md': '- [ ] a\n',
    });
    const other = new DiskFolder({ 'compose.yaml': PRIVILEGED });
    const editor = await startEditor({ folders: [other.uri, folder.uri] });
    await editor.open(other.uriOf('more/compose.yaml'), PRIVILEGED);
    await editor.open('file:///loose/compose.yaml', PRIVILEGED);
    const rules = ['compose/privileged', 'compose/restart-policy', 'yaml/syntax', 'compose/privilegd'];
    const answer = await editor.findingsByRule(folder.uriOf('CHECKLIST.md'), rules);
    const finding = (file: string, line: number) => ({
      uri: folder.uriOf(file),
      range: { start: { line, character: 16 }, end: { line, character: 20 } },
      ruleId: 'compose/privileged',
      message: 'Service "api" is privileged: whoever controls it controls the host.',
      severity: 'error',
    });
    expect(answer).toEqual({
      findings: [finding('api/compose.yaml', 10), finding('web/compose.yaml', 11)],
      unknown: ['compose/privilegd'],
      off: ['compose/restart-policy'],
      scopes: [
        { ruleId: 'compose/privileged', judged: 2, broken: [] },
        { ruleId: 'compose/restart-policy', judged: 2, broken: [] },
        { ruleId: 'yaml/syntax', judged: 2, broken: [] },
      ],
    });
  });

  it('tells what the rules were held against, and what of it can not be read', async () => {
    const pod = 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: []}\n';
    const folder = new DiskFolder({
      'k8s/a.yaml': `${pod}---\n${pod}spec: {\n`,
      'k8s/b.yaml': pod,
      'k8s/kustomization.yaml': 'resources:\n  - b.yaml\n',
      'chart/Chart.yaml': 'name: chart\n',
      'chart/templates/pod.yaml': '{{- if .Values.x }}\napiVersion: v1\nkind: Pod\n{{- end }}\n',
      'left-out/a.yaml': '{',
      'values.yaml': 'a: [\n',
      '.plumbline.yaml': 'ignore: [left-out/**]\n',
    });
    const editor = await startEditor({ folders: [folder.uri] });
    const scopes = async () => {
      const rules = [
        'kubernetes/host-pid',
        'compose/privileged',
        'kustomize/missing-reference',
        'yaml/syntax',
      ];
      const answer = await editor.findingsByRule(folder.uriOf('CHECKLIST.md'), rules);
      return answer.scopes.map(({ judged, broken }) => [judged, broken]);
    };
    const a = folder.uriOf('k8s/a.yaml');
    expect(await scopes()).toEqual([
      [2, [a]],
      [0, []],
      [1, [a]],
      [4, []],
    ]);
    await editor.open(folder.uriOf('compose.yaml'), 'services: {\n');
    await editor.open(a, pod);
    expect(await scopes()).toEqual([
      [2, []],
      [1, [folder.uriOf('compose.yaml')]],
      [1, []],
      [5, []],
    ]);
  });

  it('is up to date: it waits for what was just typed', async () => {
    const folder = new DiskFolder();
    const editor = await startEditor({ folders: [folder.uri] });
    const document = await editor.open(folder.uriOf('compose.yaml'), PRIVILEGED);
    const count = async () =>
      (await editor.findingsByRule(document.uri, ['compose/privileged'])).findings.length;
    expect(await count()).toBe(1);
    await document.replace('privileged: true', 'privileged: false');
    expect(await count()).toBe(0);
    const told = editor.findingsChanged;
    await document.write(PRIVILEGED);
    await editor.until('the views are told to ask again', () =>
      editor.findingsChanged > told ? true : undefined,
    );
    expect(await count()).toBe(1);
  });
});

describe('plumbline/readChecklist', () => {
  it('gives the task lists of a Markdown text', async () => {
    const editor = await startEditor();
    const text =
      '# Release\n\n## Images\n\n- [ ] Pinned <!-- plumbline: rules=compose/image-tag -->\n- [x] Scanned\n';
    expect(await editor.readChecklist(text)).toEqual({
      title: 'Release',
      sections: [
        {
          title: 'Images',
          start: text.indexOf('## Images'),
          items: [
            {
              text: 'Pinned',
              checked: false,
              mark: text.indexOf('[ ]') + 1,
              start: text.indexOf('- [ ]'),
              rules: ['compose/image-tag'],
            },
            {
              text: 'Scanned',
              checked: true,
              mark: text.indexOf('[x]') + 1,
              start: text.indexOf('- [x]'),
              rules: [],
            },
          ],
        },
      ],
    });
  });
});

describe('the status', () => {
  it('turns busy and ready, and counts what is found in all folders and loose files', async () => {
    const folder = new DiskFolder({ 'compose.yaml': `version: "3"\n${PRIVILEGED}` });
    const editor = await startEditor({ folders: [folder.uri] });
    await editor.diagnostics(folder.uriOf('compose.yaml'));
    const { uri } = await editor.open('file:///loose/compose.yaml', PRIVILEGED);
    await editor.diagnostics(uri);
    await editor.settled(uri);
    expect(editor.statuses.at(-1)).toEqual({ state: 'ready', errors: 2, warnings: 0, notes: 1 });
    expect(editor.statuses.map((each) => each.state)).toContain('busy');
  });
});
