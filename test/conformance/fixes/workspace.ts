import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Analysis, Analyzer } from '../../../server/src/core/analysis/analyzer.ts';
import type { Finding, LocatedFix } from '../../../server/src/core/analysis/finding.ts';
import type { Snapshot } from '../../../server/src/core/analysis/snapshot.ts';
import { type Configuration, configure } from '../../../server/src/core/config/configuration.ts';
import { applyEdits, plain } from '../../../server/src/core/text/textEdit.ts';
import { RULES } from '../../../server/src/rules/index.gen.ts';
import { analyzeWhole } from '../../../server/src/workspace/analyzeWhole.ts';
import { loadWorkspace, uriOf } from '../../../server/src/workspace/loadWorkspace.ts';
import type { Files } from '../../support/analysis.ts';

/** The texts that files get, by URI. */
export type Change = ReadonlyMap<string, string>;

/** A change to the files of a workspace before anything is tried on it. */
export type Variant = (text: string) => string;

/** Ways to write the same files. */
export const VARIANTS: { readonly [name: string]: Variant } = {
  'as it is': (text) => text,
  'with CRLF': (text) => text.replace(/\r?\n/g, '\r\n'),
  'without a last line end': (text) => text.replace(/[\r\n]+$/, ''),
};

/** A copy of a folder on disk, judged; what is tried on it is tried in memory. */
export class Workspace {
  readonly folder: string;
  readonly before: Analysis;
  private readonly analyzer: Analyzer;
  private readonly configuration: Configuration;

  private constructor(folder: string, before: Analysis, analyzer: Analyzer, configuration: Configuration) {
    this.folder = folder;
    this.before = before;
    this.analyzer = analyzer;
    this.configuration = configuration;
  }

  /** Copies and judges a folder. */
  static of(original: string, variant: Variant): Promise<Workspace> {
    return Workspace.made(variant, (folder) => cpSync(original, folder, { recursive: true }));
  }

  /** Writes files down and judges them. */
  static ofFiles(files: Files, variant: Variant): Promise<Workspace> {
    return Workspace.made(variant, (folder) => {
      for (const [path, text] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), text);
      }
    });
  }

  /** Judges by all rules. A rule that throws ends it. */
  private static async made(variant: Variant, fill: (folder: string) => void): Promise<Workspace> {
    const folder = mkdtempSync(join(tmpdir(), 'plumbline-fixes-'));
    fill(folder);
    for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      const file = join(folder, path);
      if (!/\.(?:ya?ml|json)$|(?:^|\/)Kustomization$/.test(path) || !statSync(file).isFile()) continue;
      writeFileSync(file, variant(readFileSync(file, 'utf8')));
    }
    const configuration = configure([{ preset: 'all' }], { isolated: false, today: '2026-01-01' });
    const analyzer = new Analyzer(RULES, (rule, error) => {
      throw new Error(`${rule.id} threw`, { cause: error });
    });
    const { snapshot } = await loadWorkspace(folder);
    const before = await analyzeWhole(analyzer, snapshot, configuration);
    return new Workspace(folder, before, analyzer, configuration);
  }

  /** The folder's name for a URI in it. */
  pathOf(uri: string): string {
    return decodeURIComponent(uri.slice(uriOf(this.folder).length + 1));
  }

  textOf(uri: string): string | undefined {
    return this.before.model.snapshot.files.get(uri)?.text;
  }

  /** What a fix makes of the files. */
  changeOf({ edits, creates }: Pick<LocatedFix, 'edits' | 'creates'>): Change {
    const result = new Map((creates ?? []).map(({ uri, text }) => [uri, text]));
    for (const uri of new Set(edits.map((each) => each.location.uri))) {
      const own = edits.filter((each) => each.location.uri === uri).map(plain);
      result.set(uri, applyEdits(this.textOf(uri) ?? '', own));
    }
    return result;
  }

  /** The analysis as it is after a change. */
  after(change: Change): Analysis {
    const { snapshot } = this.before.model;
    const files: Map<string, { uri: string; text: string }> = new Map(snapshot.files);
    for (const [uri, text] of change) files.set(uri, { uri, text });
    return this.analyzer.analyzeAtOnce({ root: snapshot.root, files } satisfies Snapshot, this.configuration);
  }

  /** The findings of a file, with the fixes that an editor offers. */
  offered(uri: string): readonly Finding[] {
    return this.analyzer.judgeAfresh(this.before, uri, this.configuration);
  }

  /** What an editor is told of one file if it had this text. */
  judgeText(uri: string, text: string): ReturnType<Analyzer['judgeText']> {
    return this.analyzer.judgeText(this.before, uri, text, this.configuration);
  }

  /** Has the files on disk as after a change while something runs. */
  async onDisk<T>(change: Change, run: () => Promise<T>): Promise<T> {
    const path = (uri: string): string => join(this.folder, this.pathOf(uri));
    for (const [uri, text] of change) writeFileSync(path(uri), text);
    try {
      return await run();
    } finally {
      for (const uri of change.keys()) {
        const text = this.textOf(uri);
        if (text === undefined) rmSync(path(uri));
        else writeFileSync(path(uri), text);
      }
    }
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
