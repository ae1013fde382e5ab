/** The last segment of a URI's path, decoded. */
export function baseName(uri: string): string {
  return decode(uri.slice(uri.lastIndexOf('/') + 1));
}

/** The URI of the folder that holds a file, without a slash at its end. */
export function folderOf(uri: string): string {
  return uri.slice(0, Math.max(uri.lastIndexOf('/'), 0));
}

/** The URI that a relative path, as written in a file, names from a folder; undefined for what is not a path in reach. */
export function resolvePath(folder: string, path: string): string | undefined {
  if (path === '' || path.startsWith('/') || /^[A-Za-z][A-Za-z0-9+.-]*:\/\//.test(path)) return undefined;
  const segments = folder.split('/');
  for (const segment of path.split(/[\\/]/)) {
    if (segment === '' || segment === '.') continue;
    if (segment === '..') {
      // Scheme, empty authority slot and authority: `file:`, ``, ``.
      if (segments.length <= 3) return undefined;
      segments.pop();
    } else segments.push(encode(segment));
  }
  return segments.join('/');
}

/** A file's path below a folder, decoded; undefined where it is not below it. */
export function relativePath(folder: string, uri: string): string | undefined {
  return uri.startsWith(`${folder}/`) ? decode(uri.slice(folder.length + 1)) : undefined;
}

function encode(segment: string): string {
  return encodeURIComponent(segment).replace(
    /[!'()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
