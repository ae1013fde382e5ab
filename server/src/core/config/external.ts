import { wildcard } from '../text/wildcard.ts';

/**
 * What the configuration declares to be kept elsewhere.
 *
 * @param patterns `Kind/name` or `Kind/namespace/name`; `*` stands for any run of characters
 */
export function externalObjects(
  patterns: readonly string[],
): (kind: string, name: string, namespace?: string) => boolean {
  const tests = patterns.map(wildcard);
  return (kind, name, namespace) =>
    tests.some((test) => test.test(`${kind}/${name}`) || test.test(`${kind}/${namespace ?? ''}/${name}`));
}
