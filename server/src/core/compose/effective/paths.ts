import { resolvePath } from '../../text/uri.ts';

/** The path that a folder's or file's URI names, decoded; `/` for the root. */
export function pathOf(uri: string): string {
  const path = /^[A-Za-z][A-Za-z0-9+.-]*:\/\/[^/]*(.*)$/.exec(uri)?.[1] ?? uri;
  try {
    return decodeURIComponent(path) || '/';
  } catch {
    return path || '/';
  }
}

/** The URI of an absolute path in the world of another URI. */
export function uriOf(path: string, like: string): string {
  const root = /^[A-Za-z][A-Za-z0-9+.-]*:\/\/[^/]*/.exec(like)?.[0] ?? 'file://';
  const inside = clean(path).replace(/^\/+/, '');
  return inside === '' ? root : (resolvePath(root, inside) ?? root);
}

/** A path without `.`, `..` and doubled slashes, where that can be told. */
export function clean(path: string): string {
  const absolute = path.startsWith('/');
  const kept: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment !== '..') kept.push(segment);
    else if (kept.length > 0 && kept.at(-1) !== '..') kept.pop();
    else if (!absolute) kept.push('..');
  }
  const joined = kept.join('/');
  if (absolute) return `/${joined}`;
  return joined === '' ? '.' : joined;
}

/** Whether a path is absolute, on Unix or Windows. */
export function isAbsolute(path: string): boolean {
  return path.startsWith('/') || isWindowsAbsolute(path);
}

/** Whether a path is absolute on Windows: `C:\x`, `\\server\share`. */
export function isWindowsAbsolute(path: string): boolean {
  return /^[A-Za-z]:[\\/]/.test(path) || /^\\\\[^\\/]+[\\/]/.test(path);
}

/** A relative path made absolute; an absolute one as it is. */
export function absolute(folder: string, path: string): string {
  return isAbsolute(path) ? path : clean(`${folder}/${path}`);
}

/** A path whose leading `~` is replaced by the home folder, where that is known. */
export function atHome(path: string, home: string | undefined): string {
  if (home === undefined || !path.startsWith('~')) return path;
  return clean(`${home}/${path.slice(1)}`);
}
