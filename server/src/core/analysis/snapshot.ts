/** A file as a shell hands it in: an open buffer, or what is on disk. */
export interface SnapshotFile {
  readonly uri: string;
  readonly text: string;
  /** The editor's language id; undefined for files that are not open. */
  readonly languageId?: string;
  /** The editor's document version; undefined for files that are not open. */
  readonly version?: number;
}

/** The files of one workspace folder at one moment. */
export interface Snapshot {
  /** The folder's URI, without a slash at its end; undefined where no folder is open. */
  readonly root: string | undefined;
  /** By URI: YAML files, Dockerfiles and whatever else the engine may look at; it picks what it knows. */
  readonly files: ReadonlyMap<string, SnapshotFile>;
}
