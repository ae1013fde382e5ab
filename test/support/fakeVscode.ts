import type * as vscode from 'vscode';
import { FakeWorkspace } from './fakeWorkspace.ts';
import * as values from './vscodeValues.ts';

const { EventEmitter, part } = values;

/** What was asked or told in a dialog. */
export interface Dialog {
  readonly kind: 'information' | 'warning' | 'error' | 'pick' | 'input';
  readonly message: string;
  readonly modal: boolean;
  readonly detail: string;
  /** Buttons, or the labels of what can be picked. */
  readonly choices: readonly string[];
}

/** A task's terminal. */
export interface FakeTerminal {
  readonly task: vscode.Task;
  readonly pty: vscode.Pseudoterminal;
  text: string;
  exit: number | undefined;
}

interface View {
  readonly tree: vscode.TreeDataProvider<unknown>;
  readonly view: vscode.TreeView<unknown>;
  readonly options: vscode.TreeViewOptions<unknown>;
  readonly checked: values.EventEmitter<vscode.TreeCheckboxChangeEvent<unknown>>;
}

/** The editor as a test sees it: everything that the fake module shows, keeps and asks. */
class World extends FakeWorkspace {
  readonly commands = new Map<string, (...args: never[]) => unknown>();
  /** The editor's own commands that were run. */
  readonly executed: { readonly id: string; readonly args: readonly unknown[] }[] = [];
  readonly dialogs: Dialog[] = [];
  /** What the person answers to the questions to come, by label; a question without an answer is dismissed. */
  readonly answers: string[] = [];
  readonly logged: { readonly level: string; readonly text: string }[] = [];
  logShown = 0;
  readonly shown: { readonly uri: vscode.Uri; readonly selection: vscode.Range | undefined }[] = [];
  readonly terminals: FakeTerminal[] = [];
  readonly views = new Map<string, View>();
  readonly statusItems: vscode.LanguageStatusItem[] = [];
  readonly progressTitles: string[] = [];
  readonly cancel = new EventEmitter<void>();
  /** The file in the editor that has the focus. */
  active: vscode.Uri | undefined;
  readonly activeChanged = new EventEmitter<vscode.TextEditor | undefined>();
  readonly providers = new Map<string, vscode.TextDocumentContentProvider>();

  /** Runs a command as the palette does. */
  async run(id: string, ...args: unknown[]): Promise<unknown> {
    return commands.executeCommand(id, ...args);
  }

  ask(dialog: Dialog, isQuestion = dialog.choices.length > 0): string | undefined {
    this.dialogs.push(dialog);
    if (!isQuestion) return undefined;
    const answer = this.answers.shift();
    if (answer !== undefined && dialog.kind !== 'input' && !dialog.choices.includes(answer))
      throw new Error(`"${dialog.message}" offers ${dialog.choices.join(', ')}, not ${answer}.`);
    return answer;
  }
}

/** The world of the test that runs; {@link newWorld} makes another. */
export let world = new World();

/** An editor that has just been started. */
export function newWorld(): World {
  world = new World();
  return world;
}

/** The answers are those of the test: it knows what type the caller awaits. */
const promised = (value: unknown): Promise<never> => Promise.resolve(value as never);

function say(kind: Dialog['kind']) {
  return (message: string, ...rest: readonly unknown[]): Promise<never> => {
    const options = rest.find((each): each is vscode.MessageOptions => typeof each === 'object');
    const choices = rest.filter((each) => typeof each === 'string');
    const { modal = false, detail = '' } = options ?? {};
    return promised(world.ask({ kind, message, modal, detail, choices }));
  };
}

const NEVER_CANCELLED: vscode.CancellationToken = {
  isCancellationRequested: false,
  onCancellationRequested: () => new values.Disposable(() => undefined),
};

const at = (target: vscode.Uri | vscode.TextDocument): vscode.Uri => ('uri' in target ? target.uri : target);

export const window = {
  createOutputChannel: (name: string) => {
    const log = (level: string) => (text: string | Error) =>
      void world.logged.push({ level, text: String(text) });
    return part<vscode.LogOutputChannel>({
      name,
      info: log('info'),
      warn: log('warn'),
      error: log('error'),
      show: () => void world.logShown++,
      dispose: () => undefined,
    });
  },
  createTreeView: <T>(id: string, options: vscode.TreeViewOptions<T>) => {
    const checked = new EventEmitter<vscode.TreeCheckboxChangeEvent<T>>();
    const view = part<vscode.TreeView<T>>({
      onDidChangeCheckboxState: checked.event,
      dispose: () => undefined,
    });
    world.views.set(id, { tree: options.treeDataProvider, view, options, checked } as unknown as View);
    return view;
  },
  showInformationMessage: say('information'),
  showWarningMessage: say('warning'),
  showErrorMessage: say('error'),
  showQuickPick: async (
    items: readonly (string | vscode.QuickPickItem)[] | Thenable<readonly (string | vscode.QuickPickItem)[]>,
    options: vscode.QuickPickOptions = {},
  ) => {
    const all = await items;
    const labels = all.map((each) => (typeof each === 'string' ? each : each.label));
    const dialog = { kind: 'pick', message: options.title ?? '', modal: false, detail: '' } as const;
    const answer = world.ask({ ...dialog, choices: labels });
    return promised(answer === undefined ? undefined : all[labels.indexOf(answer)]);
  },
  showInputBox: async (options: vscode.InputBoxOptions = {}) => {
    const message = options.prompt ?? '';
    const answer = world.ask({ kind: 'input', message, modal: false, detail: '', choices: [] }, true);
    if (answer === undefined) return undefined;
    const fault = await options.validateInput?.(answer);
    if (fault)
      throw new Error(`"${answer}" was refused: ${typeof fault === 'string' ? fault : fault.message}`);
    return answer;
  },
  showWorkspaceFolderPick: async () => {
    const choices = world.folders.map((folder) => folder.name);
    const answer = world.ask({ kind: 'pick', message: 'folder', modal: false, detail: '', choices });
    return world.folders.find((folder) => folder.name === answer);
  },
  showTextDocument: async (target: vscode.Uri | vscode.TextDocument, options: unknown) => {
    const { selection } = (options ?? {}) as vscode.TextDocumentShowOptions;
    const document = world.open(at(target));
    world.shown.push({ uri: document.uri, selection });
    return part<vscode.TextEditor>({ document: part<vscode.TextDocument>(document) });
  },
  get activeTextEditor() {
    if (!world.active) return undefined;
    return part<vscode.TextEditor>({ document: part<vscode.TextDocument>(world.open(world.active)) });
  },
  onDidChangeActiveTextEditor: ((...args) => world.activeChanged.event(...args)) satisfies vscode.Event<
    vscode.TextEditor | undefined
  > as vscode.Event<vscode.TextEditor | undefined>,
  /** Whatever was shown has a tab. */
  get tabGroups() {
    const tabs = world.shown.map(({ uri }) => part<vscode.Tab>({ input: new values.TabInputText(uri) }));
    return part<vscode.TabGroups>({ all: [part<vscode.TabGroup>({ tabs })] });
  },
  withProgress: async <R>(
    options: vscode.ProgressOptions,
    task: (progress: vscode.Progress<never>, token: vscode.CancellationToken) => Thenable<R>,
  ): Promise<R> => {
    world.progressTitles.push(options.title ?? '');
    const cancelled = world.cancel.event as unknown as vscode.Event<unknown>;
    return task(
      { report: () => undefined },
      { isCancellationRequested: false, onCancellationRequested: cancelled },
    );
  },
} satisfies Partial<typeof vscode.window>;

export const workspace = {
  get isTrusted() {
    return world.trusted;
  },
  get workspaceFolders() {
    return world.folders.length === 0 ? undefined : world.folders;
  },
  get textDocuments() {
    return world.documents.map((document) => part<vscode.TextDocument>(document));
  },
  getConfiguration: (section?: string) =>
    part<vscode.WorkspaceConfiguration>({
      get: (key: string) => world.settings.get(`${section}.${key}`) as never,
    }),
  getWorkspaceFolder: (uri: vscode.Uri) => world.folderOf(uri),
  asRelativePath: (target: string | vscode.Uri, includeFolder?: boolean) =>
    world.asRelativePath(typeof target === 'string' ? values.Uri.file(target) : target, includeFolder),
  findFiles: async (include: vscode.GlobPattern, exclude?: vscode.GlobPattern | null) =>
    world.find(String(include), exclude ? String(exclude) : undefined),
  openTextDocument: async (target?: unknown) => {
    const given = target as vscode.Uri | { readonly language?: string; readonly content?: string };
    if ('scheme' in given) {
      const text = await world.providers
        .get(given.scheme)
        ?.provideTextDocumentContent(given, NEVER_CANCELLED);
      if (typeof text === 'string') world.files.set(given.toString(), text);
      return part<vscode.TextDocument>(world.open(given));
    }
    return part<vscode.TextDocument>(world.untitled(given.language ?? 'plaintext', given.content ?? ''));
  },
  applyEdit: async (edit: unknown) => world.apply(edit as values.WorkspaceEdit),
  createFileSystemWatcher: (glob: vscode.GlobPattern) => {
    const current = world;
    const watcher = current.watch(String(glob));
    return part<vscode.FileSystemWatcher>({
      onDidCreate: watcher.created.event,
      onDidChange: watcher.changed.event,
      onDidDelete: watcher.deleted.event,
      dispose: () => void current.watchers.delete(watcher),
    });
  },
  registerTextDocumentContentProvider: (scheme: string, provider: vscode.TextDocumentContentProvider) => {
    const { providers } = world;
    providers.set(scheme, provider);
    return new values.Disposable(() => providers.delete(scheme));
  },
  onDidChangeTextDocument: ((...args) =>
    world.documentChanged.event(
      ...args,
    )) satisfies vscode.Event<vscode.TextDocumentChangeEvent> as vscode.Event<vscode.TextDocumentChangeEvent>,
  onDidChangeConfiguration: ((...args) =>
    world.settingsChanged.event(
      ...args,
    )) satisfies vscode.Event<vscode.ConfigurationChangeEvent> as vscode.Event<vscode.ConfigurationChangeEvent>,
  onDidChangeWorkspaceFolders: ((...args) =>
    world.foldersChanged.event(
      ...args,
    )) satisfies vscode.Event<vscode.WorkspaceFoldersChangeEvent> as vscode.Event<vscode.WorkspaceFoldersChangeEvent>,
  fs: part<vscode.FileSystem>({
    readFile: async (uri) => new TextEncoder().encode(world.read(uri)),
    writeFile: async (uri, content) => {
      world.written.push(uri.toString());
      world.touch(uri.toString(), new TextDecoder().decode(content));
    },
    stat: async (uri) => part<vscode.FileStat>({ size: world.read(uri).length }),
    copy: async (source, target) => world.touch(target.toString(), world.read(source)),
  }),
} satisfies Partial<typeof vscode.workspace>;

export const commands = {
  registerCommand: (id: string, run: (...args: never[]) => unknown) => {
    const { commands: registered } = world;
    if (registered.has(id)) throw new Error(`command '${id}' already exists`);
    registered.set(id, run);
    return new values.Disposable(() => registered.delete(id));
  },
  executeCommand: async (id: string, ...args: unknown[]): Promise<never> => {
    const run = world.commands.get(id);
    if (!run && id.startsWith('plumbline.')) throw new Error(`command '${id}' not found`);
    if (!run) world.executed.push({ id, args });
    return promised(await run?.(...(args as never[])));
  },
} satisfies Partial<typeof vscode.commands>;

export const languages = {
  createLanguageStatusItem: (id: string, selector: vscode.DocumentSelector) => {
    const item = part<vscode.LanguageStatusItem>({ id, selector, dispose: () => undefined });
    world.statusItems.push(item);
    return item;
  },
} satisfies Partial<typeof vscode.languages>;

export const extensions = {
  getExtension: <T>(id: string) => (world.extensions.has(id) ? part<vscode.Extension<T>>({ id }) : undefined),
  onDidChange: ((...args) => world.extensionsChanged.event(...args)) satisfies vscode.Event<void>,
} satisfies Partial<typeof vscode.extensions>;

export const tasks = {
  executeTask: async (task: vscode.Task) => {
    const execution = task.execution as unknown as values.CustomExecution;
    const pty = await execution.callback(task.definition);
    const terminal: FakeTerminal = { task, pty, text: '', exit: undefined };
    world.terminals.push(terminal);
    pty.onDidWrite((text) => {
      terminal.text += text;
    });
    pty.onDidClose?.((code) => {
      terminal.exit = code ?? 0;
    });
    pty.open(undefined);
    return part<vscode.TaskExecution>({ task });
  },
} satisfies Partial<typeof vscode.tasks>;

type Class = abstract new (...args: never[]) => unknown;

/** Is constructed as the real class is, and has no member that the real one lacks or has otherwise. */
type StandIn<C extends Class> = new (...args: ConstructorParameters<C>) => Partial<InstanceType<C>>;

const classes = {
  CustomExecution: values.CustomExecution,
  Disposable: values.Disposable,
  EventEmitter,
  Position: values.Position,
  Range: values.Range,
  TabInputText: values.TabInputText,
  ThemeColor: values.ThemeColor,
  WorkspaceEdit: values.WorkspaceEdit,
} satisfies {
  CustomExecution: StandIn<typeof vscode.CustomExecution>;
  Disposable: StandIn<typeof vscode.Disposable>;
  EventEmitter: StandIn<typeof vscode.EventEmitter>;
  Position: StandIn<typeof vscode.Position>;
  Range: StandIn<typeof vscode.Range>;
  TabInputText: StandIn<typeof vscode.TabInputText>;
  ThemeColor: StandIn<typeof vscode.ThemeColor>;
  WorkspaceEdit: StandIn<typeof vscode.WorkspaceEdit>;
};

export const { CustomExecution, Disposable, Position, Range, TabInputText, ThemeColor, WorkspaceEdit } =
  classes;
export { EventEmitter };
export const { Task, ThemeIcon, TreeItem, Uri } = values;
export const { LanguageStatusSeverity, ProgressLocation, TaskRevealKind, TaskScope } = values.enums;
export const { TreeItemCheckboxState, TreeItemCollapsibleState } = values.enums;
