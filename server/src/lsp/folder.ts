import { URI } from 'vscode-uri';
import { type Analysis, Analyzer } from '../core/analysis/analyzer.ts';
import { ENGINE_RULES } from '../core/analysis/engineRules.ts';
import type { Finding } from '../core/analysis/finding.ts';
import { reachedBy } from '../core/analysis/scope.ts';
import type { SnapshotFile } from '../core/analysis/snapshot.ts';
import { BASELINE, type BaselineEntry, readBaseline } from '../core/config/baseline.ts';
import { type Configuration, configure, type SettingsLayer } from '../core/config/configuration.ts';
import { ignoreMatcher } from '../core/config/ignore.ts';
import { type ConfigurationReading, readConfiguration } from '../core/config/readConfiguration.ts';
import type { SchemaBook } from '../core/schema/schemaBook.ts';
import { baseName, relativePath } from '../core/text/uri.ts';
import { RULES } from '../rules/index.gen.ts';
import { readWanted } from '../workspace/analyzeWhole.ts';
import { isLeftOut, isWanted } from '../workspace/loadWorkspace.ts';
import type { Log } from './handler.ts';
import { Schedule } from './schedule.ts';
import { type SchemaMode, type SchemaOwners, StepBack } from './schemaOwners.ts';

/** A result of judging a folder. */
export interface Judged {
  readonly analysis: Analysis;
  readonly configuration: Configuration;
  /** What the configuration file says that is not understood. */
  readonly reading: ConfigurationReading | undefined;
}

/** What a folder needs of the server. */
export interface FolderHost {
  readonly log: Log;
  /** What objects must look like. */
  readonly schemas: SchemaBook | undefined;
  /** Who else says so. */
  readonly schemaOwners: SchemaOwners;
  /** The documents open in the editor that belong to the folder, by URI. */
  openFiles(folder: Folder): ReadonlyMap<string, SnapshotFile>;
  /** Called with every new result. */
  judged(folder: Folder, judged: Judged): void;
  busy(folder: Folder): void;
}

/** The names of a folder's configuration; the first that there is counts. */
export const CONFIGURATIONS = ['.plumbline.yaml', '.plumbline.yml'];

interface Hidden {
  readonly configuration: Configuration;
  readonly isIgnored: (path: string) => boolean;
  readonly known: Map<string, boolean>;
}

/** How long a step may keep the event loop, in milliseconds. */
const SLICE = 8;

/** One workspace folder: its files on disk, its configuration, and the engine that judges it. */
export class Folder {
  /** Without a slash at its end; undefined for files outside every folder. */
  readonly root: string | undefined;
  readonly disk = new Map<string, SnapshotFile>();
  /** Files that were looked for on the disk because another one refers to them. */
  readonly tried = new Set<string>();
  /** Those of them that were found. */
  private readonly fetched = new Set<string>();
  private reading: Promise<void> = Promise.resolve();
  /** Which files the configuration in force leaves alone, as far as it was asked. */
  private hidden: Hidden | undefined;
  latest: Judged | undefined;
  private readonly analyzer: Analyzer;
  private readonly host: FolderHost;
  private readonly schedule: Schedule;
  private readonly stepBack: StepBack;
  /** Schemas take a moment to load: the first findings do not wait for them. */
  private takesSchemas = false;
  private editorLayer: SettingsLayer = {};
  private fileLayer: SettingsLayer = {};
  private configuration: Configuration | undefined;
  private run = 0;
  /** Nothing is judged before the folder is read and its settings are known: it would only be shown for a moment. */
  private ready = false;
  private judging = false;
  private disposed = false;
  private waiting: (() => void)[] = [];

  constructor(root: string | undefined, host: FolderHost) {
    this.root = root;
    this.host = host;
    this.stepBack = new StepBack(host.schemaOwners);
    const crashed = new Set<string>();
    this.analyzer = new Analyzer(RULES, (rule, error) => {
      if (crashed.has(rule.id)) return;
      crashed.add(rule.id);
      const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
      host.log.error(`The rule ${rule.id} failed; it is left out where it does: ${detail}`);
    });
    this.schedule = new Schedule(() => void this.judge());
  }

  /** Judges after a moment of quiet. */
  changed(): void {
    if (this.ready && !this.disposed) this.schedule.later();
  }

  /** Judges at once. */
  changedNow(): void {
    if (this.ready && !this.disposed) this.schedule.now();
  }

  /** The editor's settings for this folder. */
  configured(layer: SettingsLayer, schemas: SchemaMode = 'auto'): void {
    this.editorLayer = layer;
    this.stepBack.use(schemas);
    this.configuration = undefined;
    this.ready = true;
    this.changedNow();
  }

  /** Other extensions of the editor hold other files against schemas than before. */
  ownersChanged(): void {
    this.stepBack.forget();
    this.changedNow();
  }

  dispose(): void {
    this.disposed = true;
    this.schedule.cancel();
    this.run++;
    this.answer();
  }

  /** The result for the files as they are now; waits for it where it is still to come. */
  async upToDate(): Promise<Judged | undefined> {
    if (this.schedule.pending) this.schedule.now();
    return this.settled();
  }

  /** As {@link upToDate}, but leaves a person who types the moment of quiet that is theirs. */
  async settled(): Promise<Judged | undefined> {
    if (this.disposed || (this.ready && !this.judging && !this.schedule.pending)) return this.latest;
    await new Promise<void>((resolve) => this.waiting.push(resolve));
    return this.latest;
  }

  /** The findings of one file with all that its fixes depend on as it is now. */
  findingsAfresh(judged: Judged, uri: string): readonly Finding[] {
    if (isConfiguration(uri)) return judged.analysis.findings.get(uri) ?? [];
    const text = judged.analysis.model.files.get(uri)?.file.text ?? '';
    return this.shown(this.analyzer.judgeAfresh(judged.analysis, uri, judged.configuration), uri, text);
  }

  /** The findings that a file would have with another text. */
  findingsFor(judged: Judged, uri: string, text: string): readonly Finding[] {
    return this.shown(this.analyzer.judgeText(judged.analysis, uri, text, judged.configuration), uri, text);
  }

  /** A newer call makes an older one stop at its next step; only the newest result counts. */
  private async judge(): Promise<void> {
    const run = ++this.run;
    this.judging = true;
    this.host.busy(this);
    const open = this.host.openFiles(this);
    const all = new Map([...this.disk, ...open]);
    const reading = this.readConfiguration(all);
    const configuration = this.configurationOf(reading, this.readBaseline(all));
    const files = new Map([...this.shownBy(configuration), ...open]);
    const isLoaded = this.takesSchemas && !this.stepBack.isOff;
    this.analyzer.useSchemas(isLoaded ? this.host.schemas : undefined);
    const steps = this.analyzer.analyze({ root: this.root, files }, configuration);
    let sliceStart = performance.now();
    for (;;) {
      const step = steps.next();
      if (step.done) {
        // What is on the disk is known before anything is said to be missing.
        const more = await this.readMore(step.value);
        if (run !== this.run) return;
        if (more) return this.judge();
        this.latest = { analysis: this.shownOf(step.value), configuration, reading };
        this.judging = false;
        this.host.judged(this, this.latest);
        this.answer();
        this.takeSchemas(step.value);
        void this.dropUnused(step.value);
        return;
      }
      if (performance.now() - sliceStart < SLICE) continue;
      await new Promise<void>((resolve) => setImmediate(resolve));
      if (run !== this.run) return;
      sliceStart = performance.now();
    }
  }

  /** What is judged is held against schemas as well, as soon as its first findings are out. */
  private takeSchemas({ findings }: Analysis): void {
    if (this.takesSchemas || findings.size === 0 || !this.host.schemas) return;
    this.takesSchemas = true;
    if (!this.stepBack.isOff) setImmediate(() => this.changedNow());
  }

  private shownOf(analysis: Analysis): Analysis {
    const findings = new Map<string, readonly Finding[]>();
    for (const [uri, found] of analysis.findings) {
      findings.set(uri, this.shown(found, uri, analysis.model.files.get(uri)?.file.text ?? ''));
    }
    return { ...analysis, findings };
  }

  private shown(findings: readonly Finding[], uri: string, text: string): readonly Finding[] {
    return this.stepBack.of(findings, uri, text, this.root);
  }

  /** The files on disk without those that are to be left alone, but for what others refer to. */
  private shownBy(configuration: Configuration): ReadonlyMap<string, SnapshotFile> {
    const { root } = this;
    if (root === undefined || configuration.ignore.length === 0) return this.disk;
    if (this.hidden?.configuration !== configuration)
      this.hidden = { configuration, isIgnored: ignoreMatcher(configuration.ignore), known: new Map() };
    const { isIgnored, known } = this.hidden;
    const isHidden = (uri: string): boolean => {
      const found = known.get(uri) ?? (!isConfiguration(uri) && isIgnored(relativePath(root, uri) ?? ''));
      known.set(uri, found);
      return found;
    };
    return new Map([...this.disk].filter(([uri]) => this.fetched.has(uri) || !isHidden(uri)));
  }

  private answer(): void {
    for (const resolve of this.waiting.splice(0)) resolve();
  }

  /** Reads what files refer to, whatever it is called. @returns whether something that was looked for is there now */
  private async readMore({ wanted }: Analysis): Promise<boolean> {
    if (wanted.size === 0) return false;
    // One reading at a time: what another one has on its way is not missing.
    this.reading = this.reading.then(async () => {
      for (const file of await readWanted(this.root, wanted, this.tried)) {
        // Whoever was told of a change meanwhile knows better.
        if (!this.tried.has(file.uri)) continue;
        if (!this.disk.has(file.uri)) this.disk.set(file.uri, asEditorsShow(file));
        this.fetched.add(file.uri);
      }
      // Those that are to be left alone are on the disk already, and were only hidden.
      for (const uri of wanted) if (this.disk.has(uri)) this.fetched.add(uri);
    });
    await this.reading;
    return [...wanted].some((uri) => this.disk.has(uri));
  }

  /** Forgets files that nothing refers to any more: nobody tells of their changes. */
  private async dropUnused(analysis: Analysis): Promise<void> {
    const reached = reachedBy(analysis);
    for (const uri of this.tried) if (!reached.has(uri)) this.tried.delete(uri);
    for (const uri of [...this.fetched].filter((each) => !reached.has(each))) {
      this.fetched.delete(uri);
      if (await this.isOurs(uri)) continue;
      if (this.disk.delete(uri) && analysis.findings.has(uri)) this.changedNow();
    }
  }

  /** Whether a file would have been read without anybody who refers to it. */
  private async isOurs(uri: string): Promise<boolean> {
    const file = URI.parse(uri).fsPath;
    return this.root !== undefined && isWanted(file) && !(await isLeftOut(URI.parse(this.root).fsPath, file));
  }

  private readConfiguration(files: ReadonlyMap<string, SnapshotFile>): ConfigurationReading | undefined {
    if (this.root === undefined) return undefined;
    const file = CONFIGURATIONS.map((name) => files.get(`${this.root}/${name}`)).find((each) => each);
    return file && readConfiguration(file.uri, file.text, RULES, Object.values(ENGINE_RULES));
  }

  private readBaseline(files: ReadonlyMap<string, SnapshotFile>): readonly BaselineEntry[] {
    const file = this.root === undefined ? undefined : files.get(`${this.root}/${BASELINE}`);
    return file ? readBaseline(file.uri, file.text) : [];
  }

  /** The configuration in force; one that is broken leaves the last good one there. */
  private configurationOf(
    reading: ConfigurationReading | undefined,
    baseline: readonly BaselineEntry[],
  ): Configuration {
    const layer = { ...(reading ? (reading.layer ?? this.fileLayer) : {}), baseline };
    const today = new Date().toISOString().slice(0, 10);
    const same =
      JSON.stringify(layer) === JSON.stringify(this.fileLayer) && this.configuration?.today === today;
    this.fileLayer = layer;
    if (!same || !this.configuration) {
      this.configuration = configure([layer, this.editorLayer], { isolated: false, today });
    }
    return this.configuration;
  }
}

/** Whether a file is a folder's configuration. */
export function isConfiguration(uri: string): boolean {
  return CONFIGURATIONS.includes(baseName(uri));
}

/** Editors take a byte order mark for no part of the text, and count without it. */
export function asEditorsShow(file: SnapshotFile): SnapshotFile {
  return file.text.startsWith('\uFEFF') ? { ...file, text: file.text.slice(1) } : file;
}
