import * as vscode from 'vscode';
import type { SchemaOwnersParams } from '../../../shared/src/protocol.ts';

/** The extension that holds YAML files against schemas; one that is switched off is not found. */
const YAML_EXTENSION = 'redhat.vscode-yaml';

/** What the YAML extension holds files against schemas by. */
export function schemaOwners(): SchemaOwnersParams {
  const yaml = vscode.workspace.getConfiguration('yaml');
  const isThere = vscode.extensions.getExtension(YAML_EXTENSION) !== undefined;
  return {
    present: isThere && yaml.get('validate') !== false,
    byName: yaml.get('schemaStore.enable') !== false,
    globs: globsOf(yaml.get('schemas')),
  };
}

/** Of a schema's URI, or `kubernetes`, the setting names one glob or several. */
function globsOf(schemas: unknown): string[] {
  if (typeof schemas !== 'object' || schemas === null) return [];
  return Object.values(schemas)
    .flat()
    .filter((each): each is string => typeof each === 'string');
}

/** Calls back whenever it may hold other files against schemas than before. */
export function onSchemaOwners(changed: () => void): vscode.Disposable {
  const extensions = vscode.extensions.onDidChange(changed);
  const settings = vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration('yaml')) changed();
  });
  return new vscode.Disposable(() => {
    extensions.dispose();
    settings.dispose();
  });
}
