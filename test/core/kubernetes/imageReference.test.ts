import { describe, expect, it } from 'vitest';
import { canonicalRepository, parseImage } from '../../../server/src/core/text/imageReference.ts';

const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;

describe("an image's name", () => {
  it.each([
    ['nginx', 'nginx', 'nginx', undefined, undefined],
    ['nginx:1.25', 'nginx', 'nginx', '1.25', undefined],
    ['library/nginx:1.25-alpine', 'library/nginx', 'nginx', '1.25-alpine', undefined],
    ['docker.io/library/nginx', 'docker.io/library/nginx', 'nginx', undefined, undefined],
    ['registry.example.com:5000/team/api', 'registry.example.com:5000/team/api', 'api', undefined, undefined],
    ['registry.example.com:5000/team/api:v1', 'registry.example.com:5000/team/api', 'api', 'v1', undefined],
    ['localhost:5000/api', 'localhost:5000/api', 'api', undefined, undefined],
    [`nginx@${DIGEST}`, 'nginx', 'nginx', undefined, DIGEST],
    [`a.b/c/d/Nginx:1@${DIGEST}`, 'a.b/c/d/Nginx', 'nginx', '1', DIGEST],
    ['my_org/my-app.web:2024_01.rc-1', 'my_org/my-app.web', 'my-app.web', '2024_01.rc-1', undefined],
    [' nginx:1 ', 'nginx', 'nginx', '1', undefined],
  ])('%s is taken apart', (text, repository, name, tag, digest) => {
    const image = parseImage(text);
    expect(image).toMatchObject({ repository, name });
    expect([image?.tag, image?.digest]).toEqual([tag, digest]);
    if (image?.tagStart !== undefined) expect(text.slice(image.tagStart).startsWith(tag ?? '')).toBe(true);
    expect(image?.tagStart === undefined).toBe(tag === undefined);
  });

  it.each([
    '',
    ' ',
    ':1',
    'a b',
    '${IMAGE}',
    'nginx:${TAG}',
    '{{ image }}',
    'nginx:',
    'nginx@sha256:abc',
    'a//b',
    '/a',
    'a/',
    'a:b:c',
    'https://a/b',
  ])('%j is none', (text) => {
    expect(parseImage(text)).toBeUndefined();
  });

  it('is refused quickly where it is very long', () => {
    const start = performance.now();
    expect(parseImage(`${'a/'.repeat(20_000)}!`)).toBeUndefined();
    expect(parseImage(`${'a'.repeat(40_000)}!`)).toBeUndefined();
    expect(parseImage(`${'a.'.repeat(20_000)}:${'b'.repeat(200)}`)).toBeUndefined();
    expect(performance.now() - start).toBeLessThan(2000);
  });
});

describe('a repository', () => {
  it.each([
    ['nginx', 'nginx'],
    ['library/nginx', 'nginx'],
    ['docker.io/nginx', 'nginx'],
    ['docker.io/library/nginx', 'nginx'],
    ['index.docker.io/library/nginx', 'nginx'],
    ['docker.io/team/api', 'team/api'],
    ['quay.io/library/nginx', 'quay.io/library/nginx'],
    ['mydocker.io/nginx', 'mydocker.io/nginx'],
  ])('%s is the same as %s', (written, plain) => {
    expect(canonicalRepository(written)).toBe(plain);
  });
});
