import * as vscode from 'vscode';

const CONTENT = `# Plumbline's settings for everybody who works on this repository, in the editor and in CI.

# recommended: what hardly any team disagrees with. strict: more rules, and louder.
preset: recommended

# Levels: error, warning, information, hint, "off".
# rules:
#   kubernetes/read-only-root-fs: "off"
#   kubernetes/run-as-user-zero:
#     level: error
#     options:
#       uid: 10001

# Files that are left alone.
# ignore:
#   - vendor/**
`;

/** Creates \`.plumbline.yaml\` and opens it; one that exists is only opened. */
export function registerConfigurationCommand(_context: vscode.ExtensionContext): vscode.Disposable {
  return vscode.commands.registerCommand('plumbline.createConfiguration', async () => {
    const folder = await chooseFolder();
    if (!folder) return;
    const uri = vscode.Uri.joinPath(folder.uri, '.plumbline.yaml');
    if (!(await exists(uri))) await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(CONTENT));
    await vscode.window.showTextDocument(uri);
  });
}

/** The workspace folder that is meant: the only one, else the one chosen; undefined, and a word about it, without one. */
export async function chooseFolder(): Promise<vscode.WorkspaceFolder | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length === 0) {
    void vscode.window.showInformationMessage('Open a folder first: Plumbline keeps its files in it.');
    return undefined;
  }
  return folders.length === 1 ? folders[0] : vscode.window.showWorkspaceFolderPick();
}

/** Whether a file is there. */
export async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}
