import type * as vscode from 'vscode';
import { URI, Utils } from 'vscode-uri';

/** An enum's names and numbers: a literal that differs from the real one does not compile. */
export type EnumValues<E> = {
  readonly [K in keyof E]?: `${E[K] & number}` extends `${infer N extends number}` ? N : never;
};

export const enums = {
  LanguageStatusSeverity: { Information: 0, Warning: 1, Error: 2 } as const satisfies EnumValues<
    typeof vscode.LanguageStatusSeverity
  >,
  ProgressLocation: { SourceControl: 1, Window: 10, Notification: 15 } as const satisfies EnumValues<
    typeof vscode.ProgressLocation
  >,
  TaskRevealKind: { Always: 1, Silent: 2, Never: 3 } as const satisfies EnumValues<
    typeof vscode.TaskRevealKind
  >,
  TaskScope: { Global: 1, Workspace: 2 } as const satisfies EnumValues<typeof vscode.TaskScope>,
  TreeItemCheckboxState: { Unchecked: 0, Checked: 1 } as const satisfies EnumValues<
    typeof vscode.TreeItemCheckboxState
  >,
  TreeItemCollapsibleState: { None: 0, Collapsed: 1, Expanded: 2 } as const satisfies EnumValues<
    typeof vscode.TreeItemCollapsibleState
  >,
};

export const Uri = {
  parse: (value: string): vscode.Uri => URI.parse(value),
  file: (path: string): vscode.Uri => URI.file(path),
  joinPath: (base: vscode.Uri, ...segments: string[]): vscode.Uri =>
    Utils.joinPath(URI.from(base), ...segments),
} satisfies Partial<typeof vscode.Uri>;

export class Disposable implements vscode.Disposable {
  private readonly callback: () => unknown;

  constructor(callback: () => unknown) {
    this.callback = callback;
  }

  static from(...disposables: { dispose: () => unknown }[]): Disposable {
    return new Disposable(() => {
      for (const each of disposables) each.dispose();
    });
  }

  dispose(): void {
    this.callback();
  }
}

export class EventEmitter<T> implements vscode.EventEmitter<T> {
  private readonly listeners = new Set<(event: T) => unknown>();

  readonly event: vscode.Event<T> = (listener, self, disposables) => {
    const bound = self === undefined ? listener : listener.bind(self);
    this.listeners.add(bound);
    const subscription = new Disposable(() => this.listeners.delete(bound));
    disposables?.push(subscription);
    return subscription;
  };

  fire(event: T): void {
    for (const listener of [...this.listeners]) listener(event);
  }

  dispose(): void {
    this.listeners.clear();
  }
}

export class Position
  implements Pick<vscode.Position, 'line' | 'character' | 'compareTo' | 'isEqual' | 'translate'>
{
  readonly line: number;
  readonly character: number;

  constructor(line: number, character: number) {
    if (line < 0 || character < 0) throw new RangeError('A position is not negative.');
    this.line = line;
    this.character = character;
  }

  compareTo(other: { readonly line: number; readonly character: number }): number {
    return this.line - other.line || this.character - other.character;
  }

  isEqual(other: { readonly line: number; readonly character: number }): boolean {
    return this.compareTo(other) === 0;
  }

  translate(
    by: number | { readonly lineDelta?: number; readonly characterDelta?: number } = 0,
    characters = 0,
  ): vscode.Position {
    const { lineDelta = 0, characterDelta = 0 } =
      typeof by === 'number' ? { lineDelta: by, characterDelta: characters } : by;
    return part<vscode.Position>(new Position(this.line + lineDelta, this.character + characterDelta));
  }
}

export class Range implements Pick<vscode.Range, 'start' | 'end' | 'isEmpty' | 'isSingleLine'> {
  readonly start: vscode.Position;
  readonly end: vscode.Position;

  constructor(
    ...at:
      | [start: vscode.Position, end: vscode.Position]
      | [line: number, character: number, endLine: number, end: number]
  ) {
    const [start, end] =
      at.length === 2
        ? at
        : [
            part<vscode.Position>(new Position(at[0], at[1])),
            part<vscode.Position>(new Position(at[2], at[3])),
          ];
    this.start = start;
    this.end = end;
  }

  get isEmpty(): boolean {
    return this.start.isEqual(this.end);
  }

  get isSingleLine(): boolean {
    return this.start.line === this.end.line;
  }
}

export class ThemeColor implements vscode.ThemeColor {
  readonly id: string;

  constructor(id: string) {
    this.id = id;
  }
}

export class ThemeIcon implements vscode.ThemeIcon {
  static readonly File = new ThemeIcon('file');
  static readonly Folder = new ThemeIcon('folder');
  readonly id: string;
  readonly color?: vscode.ThemeColor | undefined;

  constructor(id: string, color?: vscode.ThemeColor) {
    this.id = id;
    this.color = color;
  }
}

export class TreeItem implements Pick<vscode.TreeItem, 'label' | 'collapsibleState'> {
  label: string | vscode.TreeItemLabel;
  collapsibleState: vscode.TreeItemCollapsibleState;

  constructor(label: string | vscode.TreeItemLabel, collapsibleState: vscode.TreeItemCollapsibleState = 0) {
    this.label = label;
    this.collapsibleState = collapsibleState;
  }
}

/** Text edits only: the client creates files through the file system. */
export class WorkspaceEdit implements Pick<vscode.WorkspaceEdit, 'replace'> {
  readonly edits: { readonly uri: vscode.Uri; readonly range: vscode.Range; readonly text: string }[] = [];

  replace(uri: vscode.Uri, range: vscode.Range, text: string): void {
    this.edits.push({ uri, range, text });
  }
}

export class TabInputText implements vscode.TabInputText {
  readonly uri: vscode.Uri;

  constructor(uri: vscode.Uri) {
    this.uri = uri;
  }
}

export class CustomExecution {
  readonly callback: (definition: vscode.TaskDefinition) => Thenable<vscode.Pseudoterminal>;

  constructor(callback: (definition: vscode.TaskDefinition) => Thenable<vscode.Pseudoterminal>) {
    this.callback = callback;
  }
}

export class Task
  implements Pick<vscode.Task, 'definition' | 'scope' | 'name' | 'source' | 'presentationOptions'>
{
  readonly definition: vscode.TaskDefinition;
  readonly scope: vscode.TaskScope.Global | vscode.TaskScope.Workspace | vscode.WorkspaceFolder;
  readonly name: string;
  readonly source: string;
  readonly execution: CustomExecution | undefined;
  presentationOptions: vscode.TaskPresentationOptions = {};

  constructor(
    definition: vscode.TaskDefinition,
    scope: Task['scope'],
    name: string,
    source: string,
    execution?: CustomExecution,
  ) {
    this.definition = definition;
    this.scope = scope;
    this.name = name;
    this.source = source;
    this.execution = execution;
  }
}

/** The part of an API object that the client uses; a member that the API does not have so does not compile. */
export function part<T>(members: Partial<T>): T {
  return members as T;
}
