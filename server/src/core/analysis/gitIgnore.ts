import ignore from 'ignore';
import type { Exposure } from '../rule/rule.ts';
import { folderOf, relativePath } from '../text/uri.ts';

/**
 * Where git could be told to ignore a file that it does not ignore (gitignore(5): the nearest file that says anything
 * decides; what is in an ignored folder is ignored).
 * @param root the workspace folder: only there is anything to be written
 * @param seen the text of a file, where it is known
 * @returns undefined for a file that is ignored, and where no repository is known
 */
export function gitExposure(
  uri: string,
  root: string | undefined,
  seen: (uri: string) => string | undefined,
): Exposure | undefined {
  if (root === undefined || !uri.startsWith(`${root}/`)) return undefined;
  const folders = repositoryFolders(uri, root, seen);
  const top = folders.at(-1);
  if (top === undefined || isIgnored(uri, folders, seen)) return undefined;
  const own = folders.filter((folder) => folder === root || folder.startsWith(`${root}/`));
  const nearest = own.find((folder) => seen(`${folder}/.gitignore`) !== undefined);
  const folder = nearest ?? own.at(-1) ?? root;
  const text = nearest === undefined ? undefined : seen(`${nearest}/.gitignore`);
  return { uri: `${folder}/.gitignore`, text, path: relativePath(folder, uri) ?? '' };
}

/** The folders from the file's own up to the top of its repository; none where there is no sign of one. */
function repositoryFolders(uri: string, root: string, seen: (uri: string) => string | undefined): string[] {
  const folders: string[] = [];
  for (let folder = folderOf(uri); /^[^/]*\/\/[^/]*\/./.test(folder); folder = folderOf(folder)) {
    folders.push(folder);
    if (seen(`${folder}/.git/HEAD`) !== undefined) return folders;
  }
  // An exported tree has no `.git`; the ignore file at its top tells as much.
  return seen(`${root}/.gitignore`) === undefined ? [] : folders.slice(0, folders.indexOf(root) + 1);
}

/** @param folders from the file's own up to the top of the repository */
function isIgnored(
  uri: string,
  folders: readonly string[],
  seen: (uri: string) => string | undefined,
): boolean {
  const rules = folders.flatMap((folder) => {
    const text = seen(`${folder}/.gitignore`);
    return text === undefined ? [] : [{ folder, rules: ignore().add(text) }];
  });
  const top = folders.at(-1) ?? '';
  const exclude = seen(`${top}/.git/info/exclude`);
  if (exclude !== undefined) rules.push({ folder: top, rules: ignore().add(exclude) });
  const isFolderOrFile = (each: string, tail: string): boolean => {
    for (const { folder, rules: own } of rules) {
      const path = relativePath(folder, each);
      const { ignored, unignored } = path === undefined ? NEITHER : own.test(path + tail);
      if (ignored || unignored) return ignored;
    }
    return false;
  };
  const above = [...folders].reverse().slice(1);
  return above.some((folder) => isFolderOrFile(folder, '/')) || isFolderOrFile(uri, '');
}

const NEITHER = { ignored: false, unignored: false };
