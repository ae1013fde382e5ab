import { execFile, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { KustomizeCase, Outcome } from './kustomizeCase.ts';

/** Whether there is a kubectl to compare with, of the Kustomize that is followed. */
export function hasKubectl(): boolean {
  const { stdout } = spawnSync('kubectl', ['version', '--client'], { encoding: 'utf8' });
  return /Kustomize Version: v5\.5/.test(stdout ?? '');
}

/** What `kubectl kustomize` makes of a folder. */
export function kubectl(folder: string): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile('kubectl', ['kustomize', folder], { maxBuffer: 2 ** 28 }, (error, stdout) => {
      resolve(error ? 'refused' : objectsIn(stdout));
    });
  });
}

function objectsIn(text: string): unknown[] {
  const documents = parseAllDocuments(text);
  if (!Array.isArray(documents)) return [];
  return documents.map((each) => each.toJS({ maxAliasCount: -1 })).filter((each) => each !== null);
}

/** Runs cases through kubectl, two at a time, in a folder of their own. */
export async function askAll(cases: readonly KustomizeCase[]): Promise<Outcome[]> {
  const home = mkdtempSync(join(tmpdir(), 'kustomize-'));
  const outcomes: Outcome[] = [];
  const waiting = cases.map((each, index) => ({ each, index }));
  const run = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const folder = join(home, String(next.index));
      for (const [path, text] of Object.entries(next.each.files)) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), text);
      }
      outcomes[next.index] = await kubectl(join(folder, next.each.root ?? ''));
    }
  };
  try {
    await Promise.all([run(), run()]);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
  return outcomes;
}

/** The first place where two outcomes differ; undefined where they are the same. */
export function difference(theirs: unknown, ours: unknown, path = ''): string | undefined {
  if (Object.is(theirs, ours)) return undefined;
  const show = (value: unknown): string => (JSON.stringify(value) ?? 'nothing').slice(0, 120);
  const both = [theirs, ours];
  const collections = both.every((each) => typeof each === 'object' && each !== null);
  if (!collections || Array.isArray(theirs) !== Array.isArray(ours))
    return `${path}: kubectl has ${show(theirs)}, we have ${show(ours)}`;
  const a = new Map(Object.entries(theirs as object));
  const b = new Map(Object.entries(ours as object));
  for (const key of new Set([...a.keys(), ...b.keys()])) {
    const found = difference(a.get(key), b.get(key), `${path}/${key}`);
    if (found !== undefined) return found;
  }
  return undefined;
}
