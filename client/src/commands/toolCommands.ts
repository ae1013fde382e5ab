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
import { type Outcome, runInvocation } from '../tools/runner.ts';
import { runInTerminal } from '../tools/terminal.ts';

const LEFT_OUT = '**/{node_modules,.git}/**';

/** The commands that run Docker and kubectl. */
export function registerToolCommands(log: vscode.LogOutputChannel): vscode.Disposable[] {
  const command = (id: string, run: () => Promise<void>): vscode.Disposable =>
    vscode.commands.registerCommand(id, async () => {
      const folders = vscode.workspace.workspaceFolders ?? [];
      if (!vscode.workspace.isTrusted) {
        void vscode.window.showWarningMessage(
          'Plumbline starts no programs in a workspace that you do not trust.',
        );
      } else if (folders.length > 0 && !folders.some(isOnDisk)) {
        void vscode.window.showWarningMessage(
          'Docker and kubectl need files on a disk: open a folder of this machine, or a clone of this repository.',
        );
      } else await run();
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

/** Files of the workspace that programs can read, by their folders and their paths in these. */
async function filesOnDisk(glob: string): Promise<Map<vscode.WorkspaceFolder, string[]>> {
  const byFolder = new Map<vscode.WorkspaceFolder, string[]>();
  for (const file of await vscode.workspace.findFiles(glob, LEFT_OUT)) {
    const folder = vscode.workspace.getWorkspaceFolder(file);
    if (!folder || !isOnDisk(folder)) continue;
    const paths = byFolder.get(folder) ?? [];
    paths.push(vscode.workspace.asRelativePath(file, false));
    byFolder.set(folder, paths.sort());
  }
  return byFolder;
}

function isOnDisk({ uri }: vscode.WorkspaceFolder): boolean {
  return uri.scheme === 'file';
}

/** Tells folders apart where there are several. */
function describe(folder: vscode.WorkspaceFolder): { description?: string } {
  return (vscode.workspace.workspaceFolders?.length ?? 0) > 1 ? { description: folder.name } : {};
}

async function validateCompose(): Promise<void> {
  const found = await filesOnDisk('**/{docker-compose,compose}*.{yml,yaml}');
  const sets = [...found].flatMap(([folder, paths]) => composeSets(paths).map((set) => ({ set, folder })));
  if (sets.length === 0) return notFound('no Compose file');
  const picks = sets.map((each) => ({ label: each.set.label, ...describe(each.folder), sets: [each] }));
  if (sets.length > 1) picks.unshift({ label: `All ${sets.length}`, sets });
  const choice =
    picks.length === 1
      ? picks[0]
      : await vscode.window.showQuickPick(picks, { title: 'Validate Compose files' });
  for (const { set, folder } of choice?.sets ?? []) {
    const { kind } = await validate(set, folder);
    // The others would fare no better.
    if (kind !== 'done' && kind !== 'failed') return;
  }
}

function validate(set: ComposeSet, folder: vscode.WorkspaceFolder): Promise<Outcome<void>> {
  const invocation = composeConfig(program('docker'), folder.uri.fsPath, set.files);
  return runInTerminal(`Validate ${set.label}`, 'docker', invocation);
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
  const folder = vscode.workspace.workspaceFolders?.find(isOnDisk);
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
  const found = await filesOnDisk('**/{kustomization.yaml,kustomization.yml,Kustomization}');
  const picks = [...found].flatMap(([folder, paths]) =>
    paths
      .map((path) => ({
        label: path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.',
        ...describe(folder),
        cwd: folder.uri.fsPath,
      }))
      .sort((a, b) => a.label.localeCompare(b.label)),
  );
  if (picks.length === 0) return notFound('no kustomization');
  const choice = await vscode.window.showQuickPick(picks, { title });
  return choice && { cwd: choice.cwd, folder: choice.label };
}

function notFound(what: string): undefined {
  void vscode.window.showInformationMessage(`There is ${what} in this workspace.`);
  return undefined;
}
