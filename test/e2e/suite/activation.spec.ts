import assert from 'node:assert/strict';
import * as vscode from 'vscode';

const PATIENCE = 20_000;

/** Plumbline's diagnostics of a file, as soon as there are any. */
async function firstDiagnostics(uri: vscode.Uri): Promise<readonly vscode.Diagnostic[]> {
  const own = () => vscode.languages.getDiagnostics(uri).filter((each) => each.source === 'plumbline');
  return await new Promise((resolve, reject) => {
    const settle = () => {
      const found = own();
      if (found.length === 0) return;
      clearTimeout(timer);
      listener.dispose();
      resolve(found);
    };
    const listener = vscode.languages.onDidChangeDiagnostics(settle);
    const timer = setTimeout(() => {
      listener.dispose();
      reject(new Error(`No diagnostics of Plumbline for ${uri.fsPath} in ${PATIENCE / 1000} s.`));
    }, PATIENCE);
    settle();
  });
}

describe('activation', () => {
  it('activates on a Compose file of the workspace and publishes its findings', async () => {
    const extension = vscode.extensions.getExtension('plumbline.plumbline');
    assert.ok(extension, 'the extension is not there');
    const folder = vscode.workspace.workspaceFolders?.[0];
    assert.ok(folder, 'no folder is open');
    const uri = vscode.Uri.joinPath(folder.uri, 'docker-compose.yml');
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document);
    const found = await firstDiagnostics(uri);
    assert.equal(extension.isActive, true);
    for (const { range, code } of found) {
      assert.equal(document.validateRange(range).isEqual(range), true, 'a finding is outside the text');
      assert.ok(code, 'a finding names no rule');
    }
  });
});
