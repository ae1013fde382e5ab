import * as vscode from 'vscode';
import type { Checklist, FindingSummary, ChecklistItem as Item } from '../../../shared/src/protocol.ts';
import type { LanguageServer } from '../features/languageServer.ts';

/** A checklist file of the workspace. */
export interface ChecklistFile {
  readonly uri: vscode.Uri;
  readonly name: string;
  readonly checklist: Checklist;
}

/** How an item that rules answer stands. */
export type Verdict =
  | { readonly kind: 'pass' }
  | { readonly kind: 'fail'; readonly findings: readonly FindingSummary[] }
  | { readonly kind: 'unknown'; readonly why: string };

const CHECKLIST_GLOB = '**/*[cC][hH][eE][cC][kK][lL][iI][sS][tT]*.md';
const LEFT_OUT = '**/{node_modules,.git,.venv,dist,vendor}/**';

/** The checklists of the workspace, kept up to date with open documents, files and findings. */
export class ChecklistStore implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly subscriptions: vscode.Disposable[] = [this.changed];
  private readonly server: LanguageServer;
  private files: readonly ChecklistFile[] = [];
  private verdicts = new Map<string, Verdict>();
  /** Numbers of rounds of reading. */
  private begun = 0;
  private shown = 0;
  private state = '';
  private timer: ReturnType<typeof setTimeout> | undefined;
  readonly onChange = this.changed.event;

  constructor(server: LanguageServer) {
    this.server = server;
    const watcher = vscode.workspace.createFileSystemWatcher(CHECKLIST_GLOB);
    const later = (): void => this.refreshLater();
    this.subscriptions.push(
      watcher,
      watcher.onDidCreate(later),
      watcher.onDidChange(later),
      watcher.onDidDelete(later),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (isChecklist(document.uri)) later();
      }),
      vscode.workspace.onDidChangeWorkspaceFolders(later),
      server.onFindings(later),
      server.onState(later),
    );
    void this.refresh();
  }

  get all(): readonly ChecklistFile[] {
    return this.files;
  }

  /** How an item stands; undefined for one that a person ticks. */
  verdictOf(file: ChecklistFile, item: Item): Verdict | undefined {
    if (item.rules.length === 0) return undefined;
    return this.verdicts.get(verdictKey(file, item)) ?? { kind: 'unknown', why: 'not checked yet' };
  }

  /** Ticks an item, or takes the tick away: one character of the file, which can be undone. */
  async tick(file: ChecklistFile, item: Item, checked: boolean): Promise<boolean> {
    const document = await vscode.workspace.openTextDocument(file.uri);
    const seen = document.isDirty || isInTab(file.uri);
    const checklist = await this.server.readChecklist(document.getText());
    const now = checklist && findAgain(checklist, item);
    if (!now || now.checked === checked) return false;
    const at = document.positionAt(now.mark);
    const edit = new vscode.WorkspaceEdit();
    edit.replace(file.uri, new vscode.Range(at, at.translate(0, 1)), checked ? 'x' : ' ');
    const done = await vscode.workspace.applyEdit(edit);
    // Nobody would see that a file which is in no tab has changes.
    if (done && !seen) await document.save();
    return done;
  }

  async refresh(): Promise<void> {
    const round = ++this.begun;
    const found = await vscode.workspace.findFiles(CHECKLIST_GLOB, LEFT_OUT);
    const read = await Promise.all(found.map((uri) => this.read(uri)));
    const files = read.flatMap((file) => file ?? []).sort((a, b) => a.name.localeCompare(b.name));
    const verdicts = await this.judge(files);
    // One that began later, and was quicker, knows better.
    if (round < this.shown) return;
    this.shown = round;
    this.files = files;
    this.verdicts = verdicts;
    // A view that is drawn anew for nothing takes the row away from under the pointer.
    const state = JSON.stringify([files, [...verdicts]]);
    if (state === this.state) return;
    this.state = state;
    this.changed.fire();
  }

  dispose(): void {
    clearTimeout(this.timer);
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private refreshLater(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.refresh(), 100);
  }

  private async read(uri: vscode.Uri): Promise<ChecklistFile | undefined> {
    try {
      const open = vscode.workspace.textDocuments.find((each) => each.uri.toString() === uri.toString());
      const text = open?.getText() ?? new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
      const checklist = await this.server.readChecklist(text);
      if (!checklist || checklist.sections.length === 0) return undefined;
      return { uri, name: vscode.workspace.asRelativePath(uri), checklist };
    } catch {
      // Deleted since it was listed.
      return undefined;
    }
  }

  private async judge(files: readonly ChecklistFile[]): Promise<Map<string, Verdict>> {
    const verdicts = new Map<string, Verdict>();
    for (const file of files) {
      const items = file.checklist.sections
        .flatMap((section) => section.items)
        .filter((item) => item.rules.length > 0);
      if (items.length === 0) continue;
      const rules = [...new Set(items.flatMap((item) => item.rules))];
      const result = await this.server.findingsByRule({ uri: file.uri.toString(), rules });
      for (const item of items) verdicts.set(verdictKey(file, item), verdict(item, result));
    }
    return verdicts;
  }
}

function verdict(item: Item, result: Awaited<ReturnType<LanguageServer['findingsByRule']>>): Verdict {
  if (!result) return { kind: 'unknown', why: 'the server is not running' };
  const unknown = item.rules.find((rule) => result.unknown.includes(rule));
  if (unknown !== undefined) return { kind: 'unknown', why: `there is no rule "${unknown}"` };
  const off = item.rules.find((rule) => result.off.includes(rule));
  if (off !== undefined) return { kind: 'unknown', why: `the rule "${off}" is switched off` };
  const findings = result.findings.filter((finding) => item.rules.includes(finding.ruleId));
  if (findings.length > 0) return { kind: 'fail', findings };
  const scopes = result.scopes.filter((scope) => item.rules.includes(scope.ruleId));
  const broken = scopes.flatMap((scope) => scope.broken)[0];
  if (broken !== undefined) {
    const name = vscode.workspace.asRelativePath(vscode.Uri.parse(broken));
    return { kind: 'unknown', why: `${name} can not be read` };
  }
  if (!scopes.some((scope) => scope.judged > 0)) return { kind: 'unknown', why: 'nothing to check' };
  return { kind: 'pass' };
}

function verdictKey(file: ChecklistFile, item: Item): string {
  return `${file.uri.toString()}#${item.rules.join()}`;
}

function isInTab(uri: vscode.Uri): boolean {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  return tabs.some(
    ({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === uri.toString(),
  );
}

function isChecklist(uri: vscode.Uri): boolean {
  return /checklist[^/]*\.md$/i.test(uri.path);
}

/** The same item in a newer text: at its place, else the nearest one with its words. */
function findAgain(checklist: Checklist, item: Item): Item | undefined {
  const alike = checklist.sections
    .flatMap((section) => section.items)
    .filter((each) => each.text === item.text);
  return alike.sort((a, b) => Math.abs(a.mark - item.mark) - Math.abs(b.mark - item.mark))[0];
}
