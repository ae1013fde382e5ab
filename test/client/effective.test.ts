import { beforeEach, describe, expect, it } from 'vitest';
import * as vscode from 'vscode';
import {
  EFFECTIVE_DOCUMENT,
  type EffectiveDocumentParams,
  ENVIRONMENTS,
  type EnvironmentSummary,
  type EnvironmentsParams,
  FINDINGS_CHANGED,
} from '../../shared/src/protocol.ts';
import { LanguageClient } from '../support/fakeLanguageClient.ts';
import { world } from '../support/fakeVscode.ts';
import { newEditor, start } from './running.ts';

const FILE = 'file:///w/compose.prod.yaml';
let environments: Omit<EnvironmentSummary, 'hasFile'>[] = [];
let shown: (params: EffectiveDocumentParams) => string;

beforeEach(() => {
  newEditor();
  const about = { folder: 'file:///w', tool: 'compose', origin: 'file names' } as const;
  environments = [
    { ...about, id: 'compose a', label: 'prod' },
    { ...about, id: 'kustomize b', label: 'staging (k8s/b)', tool: 'kustomize' },
  ];
  shown = ({ id, origins }) => `# ${id} ${origins}\n`;
  const others = LanguageClient.answers;
  LanguageClient.answers = (method, params) => {
    if (method === ENVIRONMENTS) {
      const { uri } = params as EnvironmentsParams;
      return environments.map((each) => ({ ...each, hasFile: uri === FILE && each.label === 'prod' }));
    }
    if (method === EFFECTIVE_DOCUMENT) return shown(params as EffectiveDocumentParams);
    return others(method, params);
  };
  world.add('file:///w', { 'compose.prod.yaml': 'services: {}\n' });
});

/** The texts of the documents that are shown. */
const texts = () =>
  world.documents.filter(({ uri }) => uri.scheme === 'plumbline-effective').map((each) => each.getText());

describe('showing the effective configuration', () => {
  it('asks for the environment, and opens its document as YAML', async () => {
    world.active = vscode.Uri.parse(FILE);
    await start();
    world.answers.push('staging (k8s/b)');
    await world.run('plumbline.showEffective');
    expect(world.dialogs.at(-1)).toMatchObject({ kind: 'pick', choices: ['prod', 'staging (k8s/b)'] });
    const { uri } = world.shown.at(-1) ?? {};
    expect(uri?.path).toBe('/Effective staging (k8s-b).yaml');
    expect(texts()).toEqual(['# kustomize b true\n']);
  });

  it('opens the one that a code lens names, without a question', async () => {
    await start();
    await world.run('plumbline.showEffective', { folder: 'file:///w', id: 'compose a', label: 'prod' });
    expect(world.dialogs).toEqual([]);
    expect(texts()).toEqual(['# compose a true\n']);
  });

  it('does nothing where the question is dismissed, and says where there is nothing to choose', async () => {
    await start();
    await world.run('plumbline.showEffective');
    expect(texts()).toEqual([]);
    environments = [];
    await world.run('plumbline.showEffective');
    expect(world.dialogs.at(-1)?.message).toMatch(/^No environment was found/);
    await LanguageClient.last.stop();
    await world.run('plumbline.showEffective');
    expect(world.dialogs.at(-1)?.message).toMatch(/can not say yet/);
  });

  it('is live: the document changes with the findings, and stays while the server is away', async () => {
    await start();
    await world.run('plumbline.showEffective', { folder: 'file:///w', id: 'compose a', label: 'prod' });
    const provider = world.providers.get('plumbline-effective');
    const changed: string[] = [];
    provider?.onDidChange?.((uri) => changed.push(uri.path));
    LanguageClient.last.notify(FINDINGS_CHANGED);
    expect(changed).toEqual(['/Effective prod.yaml']);
    const { uri } = world.documents.find((each) => each.uri.scheme === 'plumbline-effective') ?? {};
    if (!provider || !uri) throw new Error('There is no document.');
    const token = new AbortController().signal as unknown as vscode.CancellationToken;
    shown = () => '# newer\n';
    expect(await provider.provideTextDocumentContent(uri, token)).toBe('# newer\n');
    await LanguageClient.last.stop();
    expect(await provider.provideTextDocumentContent(uri, token)).toBe('# compose a true\n');
    const other = vscode.Uri.parse('plumbline-effective:/other.yaml?nonsense');
    expect(await provider.provideTextDocumentContent(other, token)).toMatch(/^# The language server/);
  });
});

describe('the language status', () => {
  const item = () => world.statusItems.find(({ id }) => id === 'plumbline.environments');

  it('names the environments of the file in the editor, and leads to them', async () => {
    await start();
    expect(item()?.selector).toEqual([]);
    world.active = vscode.Uri.parse(FILE);
    world.activeChanged.fire(vscode.window.activeTextEditor);
    await expect.poll(() => item()?.text).toBe('prod');
    expect(item()).toMatchObject({
      detail: 'the environment of this file',
      command: { command: 'plumbline.showEffective' },
    });
    expect(item()?.selector).not.toEqual([]);
  });

  it('follows the findings, counts what is too much, and says nothing where there is nothing', async () => {
    world.active = vscode.Uri.parse(FILE);
    await start();
    const [one] = environments;
    if (!one) throw new Error('There is no environment.');
    environments = ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => ({ ...one, id }));
    LanguageClient.last.notify(FINDINGS_CHANGED);
    await expect.poll(() => item()?.text).toBe('prod, prod, prod, prod and 2 more');
    expect(item()?.detail).toBe('the environments of this file');
    environments = [];
    LanguageClient.last.notify(FINDINGS_CHANGED);
    await expect.poll(() => item()?.selector).toEqual([]);
  });
});

describe('comparing environments', () => {
  it('opens the diff of two of them, without the comments that would always differ', async () => {
    await start();
    world.answers.push('prod', 'staging (k8s/b)');
    await world.run('plumbline.compareEnvironments');
    expect(world.dialogs.map(({ choices }) => choices)).toEqual([
      ['prod', 'staging (k8s/b)'],
      ['staging (k8s/b)'],
    ]);
    const { id, args } = world.executed.at(-1) ?? {};
    const [left, right, title] = args ?? [];
    expect([id, title]).toEqual(['vscode.diff', 'Effective: prod ↔ staging (k8s/b)']);
    const queries = [left, right].map((each) => JSON.parse((each as vscode.Uri).query));
    expect(queries).toEqual([
      { folder: 'file:///w', id: 'compose a', origins: false },
      { folder: 'file:///w', id: 'kustomize b', origins: false },
    ]);
  });

  it('does nothing where a question is dismissed, and says where there is only one', async () => {
    await start();
    world.answers.push('prod');
    await world.run('plumbline.compareEnvironments');
    expect(world.executed).toEqual([]);
    environments = environments.slice(0, 1);
    await world.run('plumbline.compareEnvironments');
    expect(world.dialogs.at(-1)?.message).toBe('There is only one environment, "prod".');
  });
});
