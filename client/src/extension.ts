import * as vscode from 'vscode';
import { registerChecklistCommands } from './commands/checklistCommands.ts';
import { registerConfigurationCommand } from './commands/createConfiguration.ts';
import { registerEffectiveCommands } from './commands/effectiveCommands.ts';
import { registerRulePage } from './commands/openRulePage.ts';
import { registerToolCommands } from './commands/toolCommands.ts';
import { EffectiveDocuments } from './features/effectiveDocument.ts';
import { LanguageServer } from './features/languageServer.ts';
import { showEnvironments, showStatus } from './features/status.ts';
import { ChecklistStore } from './views/checklistStore.ts';
import { showChecklists } from './views/checklistView.ts';

let server: LanguageServer | undefined;

/** Composes the extension's features. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const log = vscode.window.createOutputChannel('Plumbline', { log: true });
  server = new LanguageServer(context, log);
  const store = new ChecklistStore(server);
  context.subscriptions.push(
    log,
    server,
    store,
    showStatus(server),
    showEnvironments(server),
    ...showChecklists(store),
    ...registerChecklistCommands(context, store),
    new EffectiveDocuments(server),
    ...registerEffectiveCommands(server),
    registerConfigurationCommand(context),
    registerRulePage(context),
    ...registerToolCommands(log),
    vscode.commands.registerCommand('plumbline.restartServer', () => server?.restart()),
    vscode.commands.registerCommand('plumbline.openLog', () => log.show()),
  );
  await server.start();
}

/** Stops the language server. */
export async function deactivate(): Promise<void> {
  await server?.stop();
}
