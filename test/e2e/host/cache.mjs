import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

/** Where things are kept that tests need and npm does not bring: outside the tree, since `npm ci` would wipe them. */
export function cacheFolder(name) {
  return path.join(process.env.PLUMBLINE_CACHE ?? path.join(homedir(), '.cache'), name);
}

/**
 * Fills a folder of the cache once. It is filled beside its place and moved there when it is whole, so that an
 * interrupted run, or two at the same time, leave no half of one.
 */
export async function fillOnce(folder, stamp, fill) {
  const ready = path.join(folder, stamp);
  if (existsSync(ready)) return folder;
  mkdirSync(path.dirname(folder), { recursive: true });
  const draft = mkdtempSync(`${folder}-`);
  try {
    await fill(draft);
    writeFileSync(path.join(draft, stamp), '');
    if (existsSync(ready)) return folder;
    rmSync(folder, { recursive: true, force: true });
    renameSync(draft, folder);
    return folder;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}
