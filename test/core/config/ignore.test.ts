import { describe, expect, it } from 'vitest';
import { ignoreMatcher } from '../../../server/src/core/config/ignore.ts';

describe('ignore globs', () => {
  it.each([
    // A name without a slash holds in every folder.
    [
      'vendor',
      ['vendor/a.yaml', 'vendor/b/c.yaml', 'sub/vendor/a.yaml', 'vendor'],
      ['vendors/a.yaml', 'a.yaml'],
    ],
    ['*.gen.yaml', ['a.gen.yaml', 'deep/down/a.gen.yaml', '.gen.yaml'], ['a.yaml', 'gen.yaml']],
    ['compose.yaml', ['compose.yaml', 'app/compose.yaml'], ['compose.yml', 'my-compose.yaml']],
    // One with a slash counts from the workspace folder.
    ['charts/**', ['charts/a.yaml', 'charts/b/c.yaml'], ['sub/charts/a.yaml', 'charts.yaml']],
    [
      'k8s/base',
      ['k8s/base', 'k8s/base/api.yaml', 'k8s/base/x/y.yaml'],
      ['k8s/basement/a.yaml', 'a/k8s/base/b.yaml'],
    ],
    ['**/test/*.yaml', ['test/a.yaml', 'x/test/a.yaml'], ['test/b/a.yaml']],
    ['./vendor/', ['vendor/a.yaml', 'x/vendor/a.yaml'], ['a.yaml']],
    ['/deploy/', ['deploy/a.yaml'], ['deployed/a.yaml']],
    ['{dev,test}/**', ['dev/a.yaml', 'test/b/c.yaml'], ['prod/a.yaml']],
    ['.github', ['.github/workflows/a.yml'], ['github/a.yml']],
    ['deploy/.hidden/*', ['deploy/.hidden/a.yaml'], ['deploy/a.yaml']],
    ['übung', ['übung/a.yaml'], ['ubung/a.yaml']],
  ])('%s', (glob, left, judged) => {
    const matches = ignoreMatcher([glob]);
    for (const path of left) expect(matches(path), path).toBe(true);
    for (const path of judged) expect(matches(path), path).toBe(false);
  });

  it('add up, and none leaves nothing alone', () => {
    const matches = ignoreMatcher(['a/**', '*.tmp.yaml']);
    expect(['a/b.yaml', 'c.tmp.yaml', 'd.yaml'].map(matches)).toEqual([true, true, false]);
    expect(ignoreMatcher([])('a.yaml')).toBe(false);
  });
});
