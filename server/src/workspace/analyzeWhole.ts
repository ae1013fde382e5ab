import { promises as fs } from 'node:fs';
import { URI } from 'vscode-uri';
import type { Analysis, Analyzer } from '../core/analysis/analyzer.ts';
import type { Snapshot, SnapshotFile } from '../core/analysis/snapshot.ts';
import type { Configuration } from '../core/config/configuration.ts';
import { readSnapshotFile } from './loadWorkspace.ts';

/** A file that is asked for may ask for others. */
const MOST_ROUNDS = 8;

/**
 * Reads the files that an analysis looked for in vain, whatever their names: `.env`, what a generator reads, what git ignores.
 * Only files of the workspace folder are read; `tried` remembers which were looked for.
 */
export async function readWanted(
  root: string | undefined,
  wanted: Iterable<string>,
  tried: Set<string>,
): Promise<SnapshotFile[]> {
  if (root === undefined) return [];
  const news = [...wanted].filter(
    (uri) => uri.startsWith(`${root}/`) && uri.startsWith('file:') && !tried.has(uri),
  );
  for (const uri of news) tried.add(uri);
  const read = await Promise.all(news.map(readIfThere));
  return read.flatMap((file) => file ?? []);
}

async function readIfThere(uri: string): Promise<SnapshotFile | undefined> {
  try {
    const file = URI.parse(uri).fsPath;
    const status = await fs.stat(file);
    if (!status.isFile()) return undefined;
    const read = await readSnapshotFile(file, []);
    // What is there and can't be read is not missing.
    return { uri, text: read?.text ?? '' };
  } catch (error) {
    return isLocked(error) ? { uri, text: '' } : undefined;
  }
}

function isLocked(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'EACCES' || error.code === 'EPERM');
}

/** Analyses a snapshot with all that its files refer to. */
export async function analyzeWhole(
  analyzer: Analyzer,
  snapshot: Snapshot,
  configuration: Configuration,
): Promise<Analysis> {
  const tried = new Set<string>();
  let analysis = analyzer.analyzeAtOnce(snapshot, configuration);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const more = await readWanted(snapshot.root, analysis.wanted, tried);
    if (more.length === 0) break;
    const files = new Map(analysis.model.snapshot.files);
    for (const file of more) files.set(file.uri, file);
    analysis = analyzer.analyzeAtOnce({ root: snapshot.root, files }, configuration);
  }
  return analysis;
}
