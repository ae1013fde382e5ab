import { describe, expect, it } from 'vitest';
import { type Check, checkOfTest, describeCheck } from '../../../server/src/core/infer/check.ts';

const http = (path: string, port: number): Check => ({ kind: 'http', path, port });
const shell = (line: string): Check => ({ kind: 'exec', command: ['sh', '-c', line] });

describe('the test of a healthcheck', () => {
  it.each([
    ['curl -f http://localhost:8000/health', http('/health', 8000)],
    ['curl --fail --silent http://127.0.0.1:8000/health || exit 1', http('/health', 8000)],
    ['curl -fsS http://localhost', http('/', 80)],
    ['curl -fsS "http://localhost:3000/a/b?c=d" || exit 1', http('/a/b?c=d', 3000)],
    ['wget -qO- http://0.0.0.0:9000/live', http('/live', 9000)],
    ['wget --spider -q http://[::1]:9000/', http('/', 9000)],
    ['/usr/bin/curl -f http://localhost:80/ && true', http('/', 80)],
  ])('that asks the container itself is a request: %s', (line, check) => {
    expect(checkOfTest(['CMD-SHELL', line])).toEqual(check);
    expect(checkOfTest(['CMD', ...line.replaceAll('"', '').split(' ')])).toEqual(check);
  });

  it('keeps the scheme', () => {
    expect(checkOfTest(['CMD', 'curl', '-kf', 'https://localhost/health'])).toEqual({
      ...http('/health', 443),
      scheme: 'HTTPS',
    });
  });

  it.each([
    ['CMD-SHELL', 'nc -z localhost 5432'],
    ['CMD-SHELL', 'nc -zv 127.0.0.1 5432 || exit 1'],
    ['CMD-SHELL', 'nc -v -z -w 2 localhost 5432'],
    ['CMD', 'nc', '-z', 'localhost', '5432'],
  ])('that only opens a connection is a connection: %j', (...test) => {
    expect(checkOfTest(test)).toEqual({ kind: 'tcp', port: 5432 });
  });

  it.each([
    ['a command', 'pg_isready -U app'],
    ['a request to somewhere else', 'curl -f http://db:8000/health'],
    ['a request with a header', 'curl -f -H "Host: a" http://localhost:8000/'],
    ['a request with a method', 'curl -X POST http://localhost:8000/'],
    ['a request with a body', 'curl --data a=b http://localhost:8000/'],
    ['a request with a user', 'curl -u a:b http://localhost:8000/'],
    ['a program with an address', 'python check.py http://localhost:8000/'],
    ['a connection to somewhere else', 'nc -z db 5432'],
  ])('that is %s stays a command', (_, line) => {
    expect(checkOfTest(['CMD-SHELL', line])).toEqual(shell(line));
    expect(checkOfTest(['CMD', ...line.split(' ')])).toEqual({ kind: 'exec', command: line.split(' ') });
  });

  it('has dollar signs as the container sees them', () => {
    expect(checkOfTest(['CMD-SHELL', 'pg_isready -U $$POSTGRES_USER'])).toEqual(
      shell('pg_isready -U $POSTGRES_USER'),
    );
  });

  it.each([[['NONE']], [['NONE', 'x']], [['CMD']], [['CMD-SHELL']], [[]]])('may be none: %j', (test) => {
    expect(checkOfTest(test)).toBeUndefined();
  });
});

describe('a check in words', () => {
  it.each<[Check, string]>([
    [http('/health', 8000), 'GET /health on port 8000'],
    [{ kind: 'http', path: '/', port: 'web' }, 'GET / on port web'],
    [{ kind: 'tcp', port: 5432 }, 'TCP port 5432'],
    [{ kind: 'exec', command: ['redis-cli', 'ping'] }, 'redis-cli ping'],
    [shell('pg_isready -U app'), 'pg_isready -U app'],
  ])('%j is "%s"', (check, words) => {
    expect(describeCheck(check)).toBe(words);
  });

  it('is cut where it is long', () => {
    const words = describeCheck(shell('x'.repeat(60)));
    expect(words).toBe(`${'x'.repeat(39)}…`);
    expect(describeCheck(shell('x'.repeat(40)))).toBe('x'.repeat(40));
  });
});
