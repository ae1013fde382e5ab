import * as vscode from 'vscode';
import type { HandleDiagnosticsSignature } from 'vscode-languageclient/node';

/** Has the link at a finding lead to the rule's page that is shipped with the extension: it is there without a network. */
export function linkToPages(
  pages: vscode.Uri,
): (uri: vscode.Uri, diagnostics: vscode.Diagnostic[], next: HandleDiagnosticsSignature) => void {
  return (uri, diagnostics, next) => {
    for (const diagnostic of diagnostics) {
      const { code } = diagnostic;
      if (typeof code !== 'object' || typeof code.value !== 'string') continue;
      diagnostic.code = { value: code.value, target: vscode.Uri.joinPath(pages, `${code.value}.md`) };
    }
    next(uri, diagnostics);
  };
}
