import { describe, expect, it } from 'vitest';
import { mountsOf } from '../../../server/src/core/compose/volumes.ts';
import { serviceOf, textAt } from './services.ts';

/** The mounts of a list in block style: kind, source, target, whether it is read-only. */
function read(...volumes: string[]) {
  const lines = volumes.map((each) => `      - ${each}\n`).join('');
  return mountsOf(serviceOf(`    volumes:\n${lines}`)).map((each) => [
    each.type,
    each.source,
    each.target,
    each.readOnly,
  ]);
}

describe('a short mount', () => {
  it.each([
    ['/var/lib/data', ['volume', undefined, '/var/lib/data', false]],
    ['data:/var/lib/data', ['volume', 'data', '/var/lib/data', false]],
    ['"data:/var/lib/data:ro"', ['volume', 'data', '/var/lib/data', true]],
    ['./src:/app', ['bind', './src', '/app', false]],
    ['../src:/app:rw', ['bind', '../src', '/app', false]],
    ['.:/app', ['bind', '.', '/app', false]],
    ['~/.ssh:/app/.ssh:ro', ['bind', '~/.ssh', '/app/.ssh', true]],
    ['/srv/data:/data:z,ro', ['bind', '/srv/data', '/data', true]],
    ['/srv/data:/data:rox', ['bind', '/srv/data', '/data', false]],
    [
      '/var/run/docker.sock:/var/run/docker.sock',
      ['bind', '/var/run/docker.sock', '/var/run/docker.sock', false],
    ],
    ['${DATA:-/srv/data}:/data:ro', ['volume', '${DATA:-/srv/data}', '/data', true]],
    ['./${NAME:-a:b}/c:/data', ['bind', './${NAME:-a:b}/c', '/data', false]],
    ["'C:\\data:/data:ro'", ['bind', 'C:\\data', '/data', true]],
    ['c:/data:/data', ['bind', 'c:/data', '/data', false]],
  ])('is read: %s', (volume, expected) => {
    expect(read(volume)).toEqual([expected]);
  });
});

describe('a long mount', () => {
  it.each([
    ['{type: bind, source: ./a, target: /a}', ['bind', './a', '/a', false]],
    ['{type: bind, source: /a, target: /a, read_only: true}', ['bind', '/a', '/a', true]],
    ['{type: volume, source: data, target: /a, read_only: yes}', ['volume', 'data', '/a', true]],
    ['{type: volume, target: /a, read_only: false}', ['volume', undefined, '/a', false]],
    ['{type: tmpfs, target: /tmp}', ['other', undefined, '/tmp', false]],
    ['{type: npipe, source: a, target: b}', ['other', 'a', 'b', false]],
    ['{source: a}', ['other', 'a', '', false]],
  ])('is read: %s', (volume, expected) => {
    expect(read(volume)).toEqual([expected]);
  });
});

describe('mounts', () => {
  it('that can not be read are left out', () => {
    expect(read('~', '[a, b]', 'data:/data')).toEqual([['volume', 'data', '/data', false]]);
    expect(mountsOf(serviceOf('    volumes: data:/data\n'))).toEqual([]);
    expect(mountsOf(serviceOf('    image: x\n'))).toEqual([]);
  });

  it('mark what names the source', () => {
    const mounts = mountsOf(
      serviceOf(
        '    volumes:\n      - ./a:/a\n      - {type: bind, source: ./b, target: /b}\n      - {type: tmpfs, target: /c}\n',
      ),
    );
    expect(mounts.map((each) => textAt(each.sourceNode.span))).toEqual([
      './a:/a',
      './b',
      '{type: tmpfs, target: /c}',
    ]);
  });
});
