import * as vscode from 'vscode';
import type { ChecklistItem as Item, ChecklistSection as Section } from '../../../shared/src/protocol.ts';
import type { ChecklistFile, ChecklistStore, Verdict } from './checklistStore.ts';

/** A row of the view. */
export type ChecklistNode =
  | { readonly kind: 'file'; readonly file: ChecklistFile }
  | { readonly kind: 'section'; readonly file: ChecklistFile; readonly section: Section }
  | { readonly kind: 'item'; readonly file: ChecklistFile; readonly section: Section; readonly item: Item };

/** Shows the checklists in the sidebar. */
export function showChecklists(store: ChecklistStore): vscode.Disposable[] {
  const tree = new ChecklistTree(store);
  const view = vscode.window.createTreeView('plumbline.checklists', {
    treeDataProvider: tree,
    showCollapseAll: true,
    manageCheckboxStateManually: true,
  });
  return [
    view,
    store.onChange(() => {
      tree.refresh();
      view.badge = tree.badge();
    }),
    view.onDidChangeCheckboxState(async ({ items }) => {
      for (const [node, state] of items) {
        if (node.kind !== 'item') continue;
        await store.tick(node.file, node.item, state === vscode.TreeItemCheckboxState.Checked);
      }
      await store.refresh();
    }),
  ];
}

/** The tree: checklist, section, item. */
class ChecklistTree implements vscode.TreeDataProvider<ChecklistNode> {
  private readonly changed = new vscode.EventEmitter<undefined>();
  private readonly store: ChecklistStore;
  readonly onDidChangeTreeData = this.changed.event;

  constructor(store: ChecklistStore) {
    this.store = store;
  }

  refresh(): void {
    this.changed.fire(undefined);
  }

  /** The number of items that rules find failing. */
  badge(): vscode.ViewBadge | undefined {
    const value = this.store.all
      .flatMap(itemsOf)
      .filter(({ file, item }) => this.store.verdictOf(file, item)?.kind === 'fail').length;
    const tooltip = `${value} checklist ${value === 1 ? 'item fails' : 'items fail'}`;
    return value === 0 ? undefined : { value, tooltip };
  }

  getChildren(node?: ChecklistNode): ChecklistNode[] {
    if (!node) return this.store.all.map((file) => ({ kind: 'file', file }));
    const { file } = node;
    if (node.kind === 'file')
      return file.checklist.sections.map((section) => ({ kind: 'section', file, section }));
    if (node.kind === 'section') {
      const { section } = node;
      return section.items.map((item) => ({ kind: 'item', file, section, item }));
    }
    return [];
  }

  getTreeItem(node: ChecklistNode): vscode.TreeItem {
    switch (node.kind) {
      case 'file':
        return this.fileItem(node.file);
      case 'section':
        return this.sectionItem(node.file, node.section);
      case 'item':
        return this.taskItem(node.file, node.section, node.item);
    }
  }

  private fileItem(file: ChecklistFile): vscode.TreeItem {
    const row = new vscode.TreeItem(
      file.checklist.title ?? file.name,
      vscode.TreeItemCollapsibleState.Expanded,
    );
    row.id = file.uri.toString();
    row.description = this.progress(itemsOf(file));
    row.tooltip = file.name;
    row.iconPath = new vscode.ThemeIcon('checklist');
    row.contextValue = 'plumbline.checklist';
    row.accessibilityInformation = { label: `Checklist ${row.label}, ${row.description} done` };
    return row;
  }

  private sectionItem(file: ChecklistFile, section: Section): vscode.TreeItem {
    const row = new vscode.TreeItem(section.title, vscode.TreeItemCollapsibleState.Collapsed);
    row.id = `${file.uri.toString()}#${file.checklist.sections.indexOf(section)}`;
    row.description = this.progress(section.items.map((item) => ({ file, item })));
    row.contextValue = 'plumbline.section';
    row.accessibilityInformation = { label: `Section ${section.title}, ${row.description} done` };
    return row;
  }

  private taskItem(file: ChecklistFile, section: Section, item: Item): vscode.TreeItem {
    const row = new vscode.TreeItem(item.text, vscode.TreeItemCollapsibleState.None);
    const index = section.items.indexOf(item);
    row.id = `${file.uri.toString()}#${file.checklist.sections.indexOf(section)}/${index}`;
    row.tooltip = item.text;
    row.command = {
      title: 'Open',
      command: 'plumbline.openChecklistItem',
      arguments: [{ kind: 'item', file, section, item }],
    };
    const verdict = this.store.verdictOf(file, item);
    if (verdict) return automatic(row, item, verdict);
    const { Checked, Unchecked } = vscode.TreeItemCheckboxState;
    row.checkboxState = {
      state: item.checked ? Checked : Unchecked,
      tooltip: item.checked ? 'Done' : 'To do',
    };
    row.contextValue = 'plumbline.task';
    row.accessibilityInformation = {
      label: `${item.text}, ${item.checked ? 'done' : 'to do'}`,
      role: 'checkbox',
    };
    return row;
  }

  private progress(items: readonly { file: ChecklistFile; item: Item }[]): string {
    const done = items.filter(({ file, item }) => {
      const verdict = this.store.verdictOf(file, item);
      return verdict ? verdict.kind === 'pass' : item.checked;
    });
    return `${done.length}/${items.length}`;
  }
}

/** An item that rules answer: an icon in place of the box, since nobody may tick it by hand. */
function automatic(row: vscode.TreeItem, item: Item, verdict: Verdict): vscode.TreeItem {
  const rules = item.rules.join(', ');
  row.contextValue = `plumbline.verified.${verdict.kind}`;
  switch (verdict.kind) {
    case 'pass':
      row.iconPath = new vscode.ThemeIcon('pass', new vscode.ThemeColor('testing.iconPassed'));
      row.description = 'passes';
      row.tooltip = `${item.text}\n\nVerified by ${rules}: nothing is found.`;
      break;
    case 'fail': {
      const count = verdict.findings.length;
      row.iconPath = new vscode.ThemeIcon('error', new vscode.ThemeColor('testing.iconFailed'));
      row.description = `${count} ${count === 1 ? 'finding' : 'findings'}`;
      row.tooltip = `${item.text}\n\nVerified by ${rules}. Click to see what is found.`;
      row.command = { title: 'Show findings', command: 'plumbline.showFindings', arguments: [{ verdict }] };
      break;
    }
    case 'unknown':
      row.iconPath = new vscode.ThemeIcon('question');
      row.description = `unknown: ${verdict.why}`;
      row.tooltip = `${item.text}\n\nVerified by ${rules}, which can not tell: ${verdict.why}.`;
  }
  row.accessibilityInformation = { label: `${item.text}, verified automatically, ${row.description}` };
  return row;
}

function itemsOf(file: ChecklistFile): { file: ChecklistFile; item: Item }[] {
  return file.checklist.sections.flatMap((section) => section.items).map((item) => ({ file, item }));
}
