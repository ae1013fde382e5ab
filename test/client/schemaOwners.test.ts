import { beforeEach, describe, expect, it } from 'vitest';
import * as vscode from 'vscode';
import { LanguageServer } from '../../client/src/features/languageServer.ts';
import { SCHEMA_OWNERS } from '../../shared/src/protocol.ts';
import { LanguageClient } from '../support/fakeLanguageClient.ts';
import { newWorld, world } from '../support/fakeVscode.ts';
import { extensionContext } from './extensionContext.ts';

beforeEach(() => {
  newWorld();
  LanguageClient.reset();
});

function newServer(): LanguageServer {
  return new LanguageServer(
    extensionContext(),
    vscode.window.createOutputChannel('Plumbline', { log: true }),
  );
}

function atStart(): unknown {
  newServer();
  const { initializationOptions } = LanguageClient.last.options;
  return typeof initializationOptions === 'function' ? initializationOptions() : initializationOptions;
}

describe('the server is told at its start', () => {
  it('that nobody else validates YAML', () => {
    expect(atStart()).toEqual({ schemaOwners: { present: false, byName: true, globs: [] } });
  });

  it('what the YAML extension goes by', () => {
    world.extensions.add('redhat.vscode-yaml');
    world.settings.set('yaml.schemas', {
      kubernetes: ['k8s/**', '/deploy/*.yaml'],
      'https://a.example/b': 'b.yaml',
    });
    expect(atStart()).toEqual({
      schemaOwners: { present: true, byName: true, globs: ['k8s/**', '/deploy/*.yaml', 'b.yaml'] },
    });
    world.settings.set('yaml.schemaStore.enable', false);
    expect(atStart()).toMatchObject({ schemaOwners: { present: true, byName: false } });
    world.settings.set('yaml.validate', false);
    expect(atStart()).toMatchObject({ schemaOwners: { present: false } });
  });
});

describe('the server is told later', () => {
  it('that the extension is there, or its settings are others', async () => {
    const server = newServer();
    world.extensions.add('redhat.vscode-yaml');
    world.extensionsChanged.fire();
    expect(LanguageClient.last.told).toEqual([]);
    await server.start();
    world.extensionsChanged.fire();
    world.set('editor.fontSize', 12);
    world.set('yaml.schemaStore.enable', false);
    expect(LanguageClient.last.told).toEqual([
      [SCHEMA_OWNERS, { present: true, byName: true, globs: [] }],
      [SCHEMA_OWNERS, { present: true, byName: false, globs: [] }],
    ]);
    server.dispose();
    world.set('yaml.validate', false);
    expect(LanguageClient.last.told).toHaveLength(2);
  });
});
