import path from 'node:path';
import * as vscode from 'vscode';
import { part } from '../support/vscodeValues.ts';

export const ROOT = path.resolve(import.meta.dirname, '../..');

/** What the editor gives to an extension that it activates. */
export function extensionContext(): vscode.ExtensionContext {
  return part<vscode.ExtensionContext>({
    subscriptions: [],
    extensionUri: vscode.Uri.file(ROOT),
    asAbsolutePath: (file) => path.join(ROOT, file),
  });
}
