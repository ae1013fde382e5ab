import { URI } from 'vscode-uri';
import type { SnapshotFile } from '../core/analysis/snapshot.ts';
import { isWanted, loadWorkspace, readSnapshotFile } from '../workspace/loadWorkspace.ts';
import { Folder, type FolderHost, isConfiguration } from './folder.ts';

/** The workspace folders, and one more for files outside them. */
export class Folders {
  private readonly host: FolderHost;
  private readonly byRoot = new Map<string, Folder>();
  /** Files that belong to no folder: each open one is judged beside the others. */
  readonly loose: Folder;

  constructor(host: FolderHost) {
    this.host = host;
    this.loose = new Folder(undefined, host);
  }

  get all(): readonly Folder[] {
    return [...this.byRoot.values(), this.loose];
  }

  /** The innermost folder that holds a file. */
  of(uri: string): Folder {
    let best: Folder | undefined;
    for (const [root, folder] of this.byRoot) {
      if (uri.startsWith(`${root}/`) && root.length > (best?.root?.length ?? -1)) best = folder;
    }
    return best ?? this.loose;
  }

  /** Opens a folder and reads what is on its disk; one that is not on a disk has only what the editor opens. */
  async add(uri: string): Promise<Folder> {
    const root = normalized(uri).replace(/\/$/, '');
    const known = this.byRoot.get(root);
    if (known) return known;
    const folder = new Folder(root, this.host);
    this.byRoot.set(root, folder);
    await this.load(folder);
    return folder;
  }

  /** Closes a folder. @returns the folder that was open */
  remove(uri: string): Folder | undefined {
    const root = normalized(uri).replace(/\/$/, '');
    const folder = this.byRoot.get(root);
    folder?.dispose();
    this.byRoot.delete(root);
    return folder;
  }

  private async load(folder: Folder): Promise<void> {
    const { root } = folder;
    if (root === undefined || !root.startsWith('file:')) return;
    const start = performance.now();
    const { snapshot, problems } = await loadWorkspace(URI.parse(root).fsPath);
    for (const [uri, file] of snapshot.files) folder.disk.set(uri, file);
    for (const problem of problems) this.host.log.warn(`${problem.path}: ${problem.message}`);
    const took = Math.round(performance.now() - start);
    this.host.log.info(`Read ${snapshot.files.size} files of ${root} in ${took} ms.`);
  }

  /** Takes up what happened to a file on disk. @returns the folder that it concerns, if any */
  async fileChanged(uri: string, deleted: boolean): Promise<Folder | undefined> {
    const key = normalized(uri);
    const folder = this.of(key);
    if (folder === this.loose || !key.startsWith('file:')) return undefined;
    const file = URI.parse(key).fsPath;
    if (deleted) {
      // A deleted folder takes all that was in it along.
      const gone = [...folder.disk.keys()].filter((each) => each === key || each.startsWith(`${key}/`));
      for (const each of gone) folder.disk.delete(each);
      return gone.length > 0 ? folder : undefined;
    }
    if (!isWanted(file) && !isConfiguration(key)) return undefined;
    const read: SnapshotFile | undefined = await readSnapshotFile(file, []);
    if (!read) folder.disk.delete(key);
    else if (folder.disk.get(key)?.text === read.text) return undefined;
    else folder.disk.set(key, read);
    return folder;
  }
}

/** A URI in the one form that is used throughout: editors differ in what they escape. */
export function normalized(uri: string): string {
  return URI.parse(uri).toString();
}
