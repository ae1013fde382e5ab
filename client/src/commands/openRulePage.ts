import * as vscode from 'vscode';
import { OPEN_RULE_PAGE } from '../../../shared/src/protocol.ts';

/** Opens a rule's page, which is shipped with the extension. */
export function registerRulePage(context: vscode.ExtensionContext): vscode.Disposable {
  return vscode.commands.registerCommand(OPEN_RULE_PAGE, async (ruleId: unknown) => {
    if (typeof ruleId !== 'string' || !/^[a-z]+\/[a-z0-9-]+$/.test(ruleId)) return;
    const page = vscode.Uri.joinPath(context.extensionUri, 'docs', 'rules', `${ruleId}.md`);
    await vscode.commands.executeCommand('markdown.showPreview', page);
  });
}
