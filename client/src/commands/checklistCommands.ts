import * as vscode from 'vscode';
import type { FindingSummary } from '../../../shared/src/protocol.ts';
import type { ChecklistStore, Verdict } from '../views/checklistStore.ts';
import type { ChecklistNode } from '../views/checklistView.ts';
import { chooseFolder, exists } from './createConfiguration.ts';

const TEMPLATES = [
  {
    file: 'SECURITY_CHECKLIST.md',
    label: 'Security checklist',
    detail: 'Ten sections, from authentication to the sign-off.',
  },
  {
    file: 'PRE_DEPLOYMENT_CHECKLIST.md',
    label: 'Pre-deployment checklist',
    detail: 'Eight phases, from the code to the roll-back.',
  },
] as const;

/** The commands of the checklists view. */
export function registerChecklistCommands(
  context: vscode.ExtensionContext,
  store: ChecklistStore,
): vscode.Disposable[] {
  return [
    vscode.commands.registerCommand('plumbline.addChecklist', () => addChecklist(context)),
    vscode.commands.registerCommand('plumbline.refreshChecklists', () => store.refresh()),
    vscode.commands.registerCommand('plumbline.openChecklistItem', openItem),
    vscode.commands.registerCommand(
      'plumbline.showFindings',
      (argument: { verdict: Verdict } | ChecklistNode) => showFindings(verdictOf(argument, store)),
    ),
  ];
}

async function addChecklist(context: vscode.ExtensionContext): Promise<void> {
  const folder = await chooseFolder();
  if (!folder) return;
  const choice = await vscode.window.showQuickPick(TEMPLATES, {
    title: 'Add a checklist',
    placeHolder: 'Which one?',
  });
  if (!choice) return;
  const target = vscode.Uri.joinPath(folder.uri, choice.file);
  if (await exists(target)) {
    void vscode.window.showInformationMessage(`${choice.file} is already there, and was left as it is.`);
  } else {
    await vscode.workspace.fs.copy(
      vscode.Uri.joinPath(context.extensionUri, 'client', 'templates', choice.file),
      target,
    );
  }
  await vscode.window.showTextDocument(target);
}

async function openItem(node: ChecklistNode): Promise<void> {
  const document = await vscode.workspace.openTextDocument(node.file.uri);
  const offset = node.kind === 'item' ? node.item.mark : node.kind === 'section' ? node.section.start : 0;
  const at = document.positionAt(offset);
  await vscode.window.showTextDocument(document, {
    selection: new vscode.Range(at, at),
    preserveFocus: true,
    preview: true,
  });
}

function verdictOf(
  argument: { verdict: Verdict } | ChecklistNode,
  store: ChecklistStore,
): Verdict | undefined {
  if ('verdict' in argument) return argument.verdict;
  return argument.kind === 'item' ? store.verdictOf(argument.file, argument.item) : undefined;
}

interface FindingPick extends vscode.QuickPickItem {
  readonly finding: FindingSummary;
}

async function showFindings(verdict: Verdict | undefined): Promise<void> {
  if (verdict?.kind !== 'fail') return;
  const [only, ...more] = verdict.findings;
  if (!only) return;
  if (more.length === 0) return open(only);
  const picks = verdict.findings.map(
    (finding): FindingPick => ({
      label: finding.message,
      description: `${vscode.workspace.asRelativePath(vscode.Uri.parse(finding.uri))}:${finding.range.start.line + 1}`,
      finding,
    }),
  );
  const choice = await vscode.window.showQuickPick(picks, {
    title: `${picks.length} findings`,
    matchOnDescription: true,
  });
  if (choice) await open(choice.finding);
}

async function open({ uri, range }: FindingSummary): Promise<void> {
  const selection = new vscode.Range(
    range.start.line,
    range.start.character,
    range.end.line,
    range.end.character,
  );
  await vscode.window.showTextDocument(vscode.Uri.parse(uri), { selection });
}
