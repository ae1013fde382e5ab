/**
 * What the configuration declares to be kept elsewhere.
 *
 * @param patterns `Kind/name` or `Kind/namespace/name`; `*` stands for any run of characters
 */
export function externalObjects(
  patterns: readonly string[],
): (kind: string, name: string, namespace?: string) => boolean {
  const tests = patterns.map((pattern) => {
    const parts = pattern.split('/').map((part) => part.split('*').map(escaped).join('.*'));
    return new RegExp(`^${parts.join('/')}$`);
  });
  return (kind, name, namespace) =>
    tests.some((test) => test.test(`${kind}/${name}`) || test.test(`${kind}/${namespace ?? ''}/${name}`));
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
