import * as vscode from 'vscode';
import { type ComposeSet, composeSets } from '../tools/composeSets.ts';
import { composeConfig } from '../tools/docker.ts';
import { commandLine } from '../tools/invocation.ts';
import {
  applyKustomization,
  currentContext,
  diffKustomization,
  kustomize,
  rolloutStatus,
} from '../tools/kubectl.ts';
import { runInvocation } from '../tools/runner.ts';
import { runInTerminal } from '../tools/terminal.ts';

const LEFT_OUT = '**/{node_modules,.git}/**';

/** The commands that run Docker and kubectl. */
export function registerToolCommands(log: vscode.LogOutputChannel): vscode.Disposable[] {
  const command = (id: string, run: () => Promise<void>): vscode.Disposable =>
    vscode.commands.registerCommand(id, async () => {
      if (vscode.workspace.isTrusted) return run();
      void vscode.window.showWarningMessage(
        'Plumbline starts no programs in a workspace that you do not trust.',
      );
    });
  return [
    command('plumbline.validateCompose', validateCompose),
    command('plumbline.buildKustomization', () => buildKustomization(log)),
    command('plumbline.diffKustomization', diffCluster),
    command('plumbline.applyKustomization', apply),
    command('plumbline.rolloutStatus', rollout),
  ];
}

function program(tool: 'docker' | 'kubectl'): string {
  return vscode.workspace.getConfiguration('plumbline.tools').get<string>(tool) || tool;
}

async function validateCompose(): Promise<void> {
  const files = await vscode.workspace.findFiles('**/{docker-compose,compose}*.{yml,yaml}', LEFT_OUT);
  const [first] = files;
  const folder = first && vscode.workspace.getWorkspaceFolder(first);
  if (!folder) return notFound('no Compose file');
  const paths = files.map((file) => vscode.workspace.asRelativePath(file, false)).sort();
  const sets = composeSets(paths);
  const all = { label: `All ${sets.length}`, sets };
  const picks = [
    ...(sets.length > 1 ? [all] : []),
    ...sets.map((set) => ({ label: set.label, sets: [set] })),
  ];
  const choice =
    picks.length === 1
      ? picks[0]
      : await vscode.window.showQuickPick(picks, { title: 'Validate Compose files' });
  for (const set of choice?.sets ?? []) await validate(set, folder);
}

async function validate(set: ComposeSet, folder: vscode.WorkspaceFolder): Promise<void> {
  const invocation = composeConfig(program('docker'), folder.uri.fsPath, set.files);
  await runInTerminal(`Validate ${set.label}`, 'docker', invocation);
}

async function buildKustomization(log: vscode.LogOutputChannel): Promise<void> {
  const chosen = await chooseKustomization('Build a kustomization');
  if (!chosen) return;
  const invocation = kustomize(program('kubectl'), chosen.cwd, chosen.folder);
  log.info(commandLine(invocation));
  const outcome = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: `Building ${chosen.folder}`, cancellable: true },
    (_, token) => {
      const abort = new AbortController();
      token.onCancellationRequested(() => abort.abort());
      return runInvocation(invocation, { trusted: vscode.workspace.isTrusted, signal: abort.signal });
    },
  );
  if (outcome.kind === 'done') {
    const document = await vscode.workspace.openTextDocument({ language: 'yaml', content: outcome.value });
    await vscode.window.showTextDocument(document, { preview: true });
  } else if (outcome.kind !== 'cancelled') {
    // Again, where the person can read what kubectl says of it.
    await runInTerminal(`Build ${chosen.folder}`, 'kubectl', invocation);
  }
}

async function diffCluster(): Promise<void> {
  const chosen = await chooseKustomization('Compare a kustomization with the cluster');
  if (!chosen) return;
  const invocation = diffKustomization(program('kubectl'), chosen.cwd, chosen.folder);
  await runInTerminal(`Diff ${chosen.folder}`, 'kubectl', invocation);
}

async function apply(): Promise<void> {
  const chosen = await chooseKustomization('Apply a kustomization');
  if (!chosen) return;
  const context = await contextName(chosen.cwd);
  if (context === undefined) return;
  const invocation = applyKustomization(program('kubectl'), chosen.cwd, chosen.folder, context);
  const answer = await vscode.window.showWarningMessage(
    `Apply ${chosen.folder} to the cluster of context "${context}"?`,
    { modal: true, detail: commandLine(invocation) },
    'Apply',
  );
  if (answer === 'Apply') await runInTerminal(`Apply ${chosen.folder}`, 'kubectl', invocation);
}

/** The context in use; undefined, with kubectl's own words in a terminal, where there is none. */
async function contextName(cwd: string): Promise<string | undefined> {
  const invocation = currentContext(program('kubectl'), cwd);
  const outcome = await runInvocation(invocation, { trusted: vscode.workspace.isTrusted });
  if (outcome.kind === 'done' && outcome.value !== '') return outcome.value;
  await runInTerminal('Current context', 'kubectl', invocation);
  return undefined;
}

async function rollout(): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (!folder) return notFound('no folder');
  const workload = await vscode.window.showInputBox({
    title: 'Rollout status',
    prompt: 'Which workload?',
    placeHolder: 'deployment/api',
    validateInput: (value) =>
      /^(?:deploy(?:ment)?|sts|statefulset|ds|daemonset)\/[a-z0-9.-]+$/.test(value)
        ? undefined
        : 'Like deployment/api',
  });
  if (workload === undefined) return;
  const namespace = await vscode.window.showInputBox({
    title: 'Rollout status',
    prompt: 'Namespace; empty for that of the context',
  });
  if (namespace === undefined) return;
  const invocation = rolloutStatus(program('kubectl'), folder.uri.fsPath, workload, namespace || undefined);
  await runInTerminal(`Rollout of ${workload}`, 'kubectl', invocation);
}

async function chooseKustomization(title: string): Promise<{ cwd: string; folder: string } | undefined> {
  const files = await vscode.workspace.findFiles(
    '**/{kustomization.yaml,kustomization.yml,Kustomization}',
    LEFT_OUT,
  );
  const picks = files
    .flatMap((file) => {
      const workspaceFolder = vscode.workspace.getWorkspaceFolder(file);
      if (!workspaceFolder) return [];
      const folder = vscode.workspace.asRelativePath(vscode.Uri.joinPath(file, '..'), false);
      const cwd = workspaceFolder.uri.fsPath;
      return { label: folder === cwd ? '.' : folder, cwd };
    })
    .sort((a, b) => a.label.localeCompare(b.label));
  if (picks.length === 0) return notFound('no kustomization');
  const choice = await vscode.window.showQuickPick(picks, { title });
  return choice && { cwd: choice.cwd, folder: choice.label };
}

function notFound(what: string): undefined {
  void vscode.window.showInformationMessage(`There is ${what} in this workspace.`);
  return undefined;
}
