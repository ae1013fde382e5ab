import * as vscode from 'vscode';

const LANGUAGES = ['yaml', 'dockercompose'];

/** Where people write files. Elsewhere stand the left side of a diff, a version of last week, what a program printed. */
const SCHEMES = ['file', 'untitled', 'vscode-remote', 'vscode-vfs', 'memfs'];

/** The documents that Plumbline looks after: those that a person may write, also on the file system of a folder that is open. */
export function documentSelector(): { readonly language: string; readonly scheme: string }[] {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const schemes = new Set([...SCHEMES, ...folders.map((folder) => folder.uri.scheme)]);
  return [...schemes].flatMap((scheme) => LANGUAGES.map((language) => ({ language, scheme })));
}
