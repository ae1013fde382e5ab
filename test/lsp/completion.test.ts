import { describe, expect, it } from 'vitest';
import { type CompletionItem, CompletionItemKind, CompletionRequest } from 'vscode-languageserver/node';
import { startEditor } from './harness.ts';

/** What is offered in a file at the place that `|` marks. */
async function offered(marked: string, name = '.plumbline.yaml'): Promise<CompletionItem[]> {
  const editor = await startEditor();
  const document = await editor.open(`file:///workspace/${name}`, marked.replace('|', ''));
  const before = marked.slice(0, marked.indexOf('|')).split('\n');
  const position = { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
  const params = { textDocument: { uri: document.uri }, position };
  const result = await editor.connection.sendRequest(CompletionRequest.type, params);
  return Array.isArray(result) ? result : (result?.items ?? []);
}

function labels(items: readonly CompletionItem[]): string[] {
  return items.map((each) => each.label);
}

describe('completion in .plumbline.yaml', () => {
  it.each(['.plumbline.yaml', '.plumbline.yml'])('offers the settings in %s', async (name) => {
    const items = await offered('|', name);
    expect(labels(items)).toEqual([
      'preset',
      'rules',
      'ignore',
      'maxFileSize',
      'kubernetesVersion',
      'environments',
      'policies',
      'external',
      'overrides',
      'exceptions',
      'secrets',
    ]);
    expect(items.map((each) => each.kind)).toEqual(items.map(() => CompletionItemKind.Property));
    expect(items.map((each) => each.insertText)).toEqual([
      'preset: ',
      'rules:',
      'ignore:',
      'maxFileSize: ',
      'kubernetesVersion: ',
      'environments:',
      'policies:',
      'external:',
      'overrides:',
      'exceptions:',
      'secrets:',
    ]);
    for (const { detail } of items) expect(detail).toMatch(/^[A-Z].+/);
  });

  it('offers the presets behind the key, in the order of their strictness', async () => {
    const items = await offered('preset: |');
    expect(labels(items)).toEqual(['recommended', 'strict', 'all']);
    expect(items.map((each) => each.kind)).toEqual(items.map(() => CompletionItemKind.Value));
    const sorted = [...items].sort((a, b) => (String(a.sortText) < String(b.sortText) ? -1 : 1));
    expect(sorted).toEqual(items);
  });

  it('offers the rules, and their levels: "off" in quotes, since bare it is a boolean to some', async () => {
    expect(labels(await offered('preset: strict\nrules:\n  comp|'))).toEqual(
      expect.arrayContaining(['compose/privileged', 'kubernetes/liveness-probe', 'yaml/duplicate-key']),
    );
    const levels = await offered('rules:\r\n  compose/privileged: |\r\n');
    expect(levels.map((each) => each.insertText)).toEqual([
      'error',
      'warning',
      'information',
      'hint',
      '"off"',
    ]);
    expect(labels(await offered('rules:\n  compose/privileged:\n    |'))).toContain('level');
  });

  it.each([
    ['a place that no setting is for', 'nonsense:\n  |', '.plumbline.yaml'],
    ['another file', '|', 'compose.yaml'],
    ['a configuration of something else', '|', 'x.plumbline.yaml'],
  ])('offers nothing in %s', async (_, text, name) => {
    expect(await offered(text, name)).toEqual([]);
  });

  it('offers nothing in a document that is not open', async () => {
    const editor = await startEditor();
    const params = {
      textDocument: { uri: 'file:///workspace/.plumbline.yaml' },
      position: { line: 0, character: 0 },
    };
    expect(await editor.connection.sendRequest(CompletionRequest.type, params)).toEqual([]);
  });
});
