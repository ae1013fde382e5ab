import type * as vscode from 'vscode';
import { world } from '../support/fakeVscode.ts';

/** The Checklists view. */
export function checklists() {
  const view = world.views.get('plumbline.checklists');
  if (!view) throw new Error('There is no view of checklists.');
  return view;
}

/** A row as a person sees it, with the element that it stands for. */
export interface Row {
  readonly label: string;
  readonly description: string;
  /** `x` and ` ` for a box, the icon's name otherwise. */
  readonly mark: string;
  readonly depth: number;
  readonly item: vscode.TreeItem;
  readonly node: unknown;
}

/** Every row of the view, opened out. */
export async function rows(parent?: unknown, depth = 0): Promise<Row[]> {
  const { tree } = checklists();
  const all: Row[] = [];
  for (const node of (await tree.getChildren(parent)) ?? []) {
    const item = await tree.getTreeItem(node);
    const { label, description, checkboxState, iconPath } = item;
    const state = typeof checkboxState === 'object' ? checkboxState.state : checkboxState;
    const icon = iconPath && typeof iconPath === 'object' && 'id' in iconPath ? iconPath.id : '';
    all.push({
      label: String(label),
      description: String(description ?? ''),
      mark: state === undefined ? icon : state === 1 ? 'x' : ' ',
      depth,
      item,
      node,
    });
    all.push(...(await rows(node, depth + 1)));
  }
  return all;
}

/** The row with a label. */
export async function row(label: string): Promise<Row> {
  const found = (await rows()).find((each) => each.label === label);
  if (!found) throw new Error(`There is no row "${label}".`);
  return found;
}

/** A person clicks on the boxes of rows. */
export function click(state: 0 | 1, ...clicked: Row[]): void {
  checklists().checked.fire({ items: clicked.map(({ node }) => [node, state]) });
}
