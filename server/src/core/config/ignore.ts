import picomatch from 'picomatch/posix';

/**
 * Compiles ignore globs. A glob without a slash holds in every folder, as in `.gitignore`; one that names a folder
 * holds for all that is in it.
 * @returns whether a path, relative to the workspace folder and with `/`, is left alone
 */
export function ignoreMatcher(globs: readonly string[]): (path: string) => boolean {
  if (globs.length === 0) return () => false;
  const patterns = globs.flatMap((glob) => {
    const trimmed = glob.replace(/^\.?\//, '').replace(/\/$/, '');
    const anywhere = trimmed.includes('/') ? trimmed : `**/${trimmed}`;
    return [anywhere, `${anywhere}/**`];
  });
  const match = picomatch(patterns, { dot: true });
  return (path) => match(path);
}
