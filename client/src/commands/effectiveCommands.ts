import * as vscode from 'vscode';
import { type EnvironmentSummary, SHOW_EFFECTIVE } from '../../../shared/src/protocol.ts';
import { effectiveUri } from '../features/effectiveDocument.ts';
import type { LanguageServer } from '../features/languageServer.ts';

/** Shows the merged configuration of an environment, and what differs between two. */
export function registerEffectiveCommands(server: LanguageServer): vscode.Disposable[] {
  const { registerCommand } = vscode.commands;
  return [
    registerCommand(SHOW_EFFECTIVE, (given: unknown) => show(server, given)),
    registerCommand('plumbline.compareEnvironments', () => compare(server)),
  ];
}

async function show(server: LanguageServer, given: unknown): Promise<void> {
  const environment = isNamed(given)
    ? given
    : await pick(await environmentsOf(server), 'Show Effective Configuration');
  if (!environment) return;
  const { label, folder, id } = environment;
  const uri = effectiveUri(label, { folder, id, origins: true });
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
}

async function compare(server: LanguageServer): Promise<void> {
  const all = await environmentsOf(server);
  if (all?.length === 1) {
    void vscode.window.showInformationMessage(`There is only one environment, "${all[0]?.label}".`);
    return;
  }
  const from = await pick(all, 'Compare Environments: From');
  const to =
    from &&
    (await pick(
      all?.filter((each) => each !== from),
      `Compare ${from.label} With`,
    ));
  if (!from || !to) return;
  // Comments on origins would differ on nearly every line.
  const [left, right] = [from, to].map(({ label, folder, id }) =>
    effectiveUri(label, { folder, id, origins: false }),
  );
  await vscode.commands.executeCommand('vscode.diff', left, right, `Effective: ${from.label} ↔ ${to.label}`);
}

/** All environments, those of the file in the editor first. */
function environmentsOf(server: LanguageServer): Promise<readonly EnvironmentSummary[] | undefined> {
  return server.environments(vscode.window.activeTextEditor?.document.uri.toString());
}

async function pick(
  all: readonly EnvironmentSummary[] | undefined,
  title: string,
): Promise<EnvironmentSummary | undefined> {
  if (!all) {
    void vscode.window.showWarningMessage('The language server of Plumbline can not say yet.');
    return undefined;
  }
  if (all.length === 0) {
    void vscode.window.showInformationMessage(
      'No environment was found: there is no kustomization and no Compose project here.',
    );
    return undefined;
  }
  const items = all.map((environment) => ({
    label: environment.label,
    description: environment.hasFile ? 'has the current file' : '',
    detail: `${environment.tool === 'compose' ? 'Compose' : 'Kustomize'}, from ${environment.origin}`,
    environment,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title,
    matchOnDetail: true,
    placeHolder: 'An environment',
  });
  return picked?.environment;
}

function isNamed(given: unknown): given is Pick<EnvironmentSummary, 'label' | 'folder' | 'id'> {
  if (typeof given !== 'object' || given === null) return false;
  return ['label', 'folder', 'id'].every((key) => typeof Reflect.get(given, key) === 'string');
}
