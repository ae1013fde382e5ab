import { describe, expect, it } from 'vitest';
import { atStage } from '../../../server/src/core/dockerfile/dockerfile.ts';
import { parseDockerfile } from '../../../server/src/core/dockerfile/parseDockerfile.ts';
import { findingsOf } from '../../support/analysis.ts';

const URI = 'file:///workspace/Dockerfile';

const read = (...lines: string[]) => parseDockerfile(URI, `${lines.join('\n')}\n`);

/** The test of the healthcheck that these lines set. */
function testOf(...lines: string[]): readonly string[] | undefined {
  const { healthcheck } = read('FROM x', ...lines);
  return healthcheck === 'none' ? ['none'] : healthcheck?.test;
}

describe('a Dockerfile', () => {
  it('has the settings of its one stage', () => {
    const text = [
      'FROM python:3.12-slim',
      'EXPOSE 8000 9000/udp',
      'USER app:app',
      'HEALTHCHECK --interval=30s --timeout=3s --start-period=5s --retries=2 CMD curl -f http://localhost:8000/',
    ];
    const stage = {
      name: undefined,
      baseImage: 'python:3.12-slim',
      exposed: [8000, 9000],
      user: 'app:app',
      healthcheck: {
        test: ['CMD-SHELL', 'curl -f http://localhost:8000/'],
        interval: '30s',
        timeout: '3s',
        startPeriod: '5s',
        retries: 2,
      },
    };
    const expected = { uri: URI, ...stage, stages: [stage] };
    expect(read(...text)).toEqual(expected);
    expect(parseDockerfile(URI, text.join('\r\n'))).toEqual(expected);
    expect(parseDockerfile(URI, `\uFEFF${text.join('\n').toLowerCase().replace('cmd', 'Cmd')}`)).toEqual(
      expected,
    );
  });

  it.each([
    ['is empty', ''],
    ['has comments only', '# FROM x\n\n  # USER y\n'],
    ['has no FROM', 'USER app\nEXPOSE 80\nHEALTHCHECK CMD x\n'],
    ['is something else', '{"from": "x"}\n\u0000\n<html>\n'],
  ])('that %s sets nothing', (_, text) => {
    expect(parseDockerfile(URI, text)).toEqual({
      uri: URI,
      stages: [],
      name: undefined,
      baseImage: undefined,
      exposed: [],
      healthcheck: undefined,
      user: undefined,
    });
  });

  it('sets what the last of several lines says, and adds ports up', () => {
    expect(read('FROM x', 'USER root', 'EXPOSE 80', 'EXPOSE 443 80', 'USER 1000')).toMatchObject({
      user: '1000',
      exposed: [80, 443],
    });
    expect(testOf('HEALTHCHECK CMD a', 'HEALTHCHECK CMD b')).toEqual(['CMD-SHELL', 'b']);
    expect(testOf('HEALTHCHECK CMD a', 'HEALTHCHECK NONE')).toEqual(['none']);
  });

  it('exposes no ranges, no variables and no nonsense', () => {
    expect(read('FROM x', 'EXPOSE 8000-8005 $PORT http 0 -1 1.5 70').exposed).toEqual([70]);
  });

  it('has nothing of the instructions that do not concern it', () => {
    const { user, exposed } = read(
      'FROM x',
      'RUN USER root',
      'ONBUILD USER root',
      'LABEL a="EXPOSE 1"',
      'USERS x',
    );
    expect({ user, exposed }).toEqual({ user: undefined, exposed: [] });
  });
});

describe('stages', () => {
  it('hand on what they set to those built on them, and to no others', () => {
    const base = ['FROM debian:12 AS base', 'USER app', 'EXPOSE 80', 'HEALTHCHECK CMD a'];
    expect(read(...base, 'FROM base', 'EXPOSE 81')).toMatchObject({
      baseImage: 'debian:12',
      user: 'app',
      exposed: [80, 81],
      healthcheck: { test: ['CMD-SHELL', 'a'] },
    });
    expect(read(...base, 'FROM alpine:3')).toMatchObject({
      baseImage: 'alpine:3',
      user: undefined,
      exposed: [],
      healthcheck: undefined,
    });
    expect(read(...base, 'FROM base AS middle', 'FROM middle', 'USER root').baseImage).toBe('debian:12');
  });

  it('do not change what they are built on', () => {
    const lines = ['FROM x AS a', 'EXPOSE 1', 'FROM a AS b', 'EXPOSE 2', 'USER b', 'FROM a'];
    expect(read(...lines)).toMatchObject({ exposed: [1], user: undefined });
  });

  it('are named without regard to case', () => {
    expect(read('FROM x AS Builder', 'USER app', 'FROM builder')).toMatchObject({
      baseImage: 'x',
      user: 'app',
    });
    expect(read('FROM x as builder', 'USER app', 'FROM BUILDER')).toMatchObject({
      baseImage: 'x',
      user: 'app',
    });
  });

  it('are built on what stands above them', () => {
    expect(read('FROM alpine:3 AS alpine', 'FROM alpine').baseImage).toBe('alpine:3');
    expect(read('FROM b AS a', 'FROM a AS b').baseImage).toBe('b');
    expect(read('FROM a AS a').baseImage).toBe('a');
  });

  it.each([
    ['FROM --platform=$BUILDPLATFORM golang:1.22 AS build', 'golang:1.22'],
    ['FROM scratch', undefined],
    ['FROM', undefined],
    ['FROM --platform=x', undefined],
    ['FROM ${IMAGE}', undefined],
    [
      'FROM registry.example.com:5000/a/b@sha256:0123456789abcdef0123456789abcdef',
      'registry.example.com:5000/a/b@sha256:0123456789abcdef0123456789abcdef',
    ],
  ])('start from an image: %s', (line, image) => {
    expect(read(line).baseImage).toBe(image);
  });
});

describe('variables', () => {
  it.each([
    [['ARG TAG=3.12', 'FROM python:$TAG'], { baseImage: 'python:3.12' }],
    [['ARG TAG="3.12"', 'FROM python:${TAG}-slim'], { baseImage: 'python:3.12-slim' }],
    [['ARG TAG', 'FROM python:${TAG:-3.11}'], { baseImage: 'python:3.11' }],
    [['ARG TAG', 'FROM python:${TAG-3.11}'], { baseImage: 'python:3.11' }],
    [['ARG TAG', 'FROM python:$TAG'], { baseImage: undefined }],
    [['FROM x', 'ENV PORT=80 U=app', 'EXPOSE $PORT', 'USER ${U}'], { exposed: [80], user: 'app' }],
    [['ARG A=app', 'FROM x', 'ARG A', 'USER $A'], { user: 'app' }],
    [["ENV A='no'", 'FROM x', "ENV U='app'", 'USER $U'], { user: 'app' }],
  ])('are filled in: %j', (lines, expected) => {
    expect(read(...lines)).toMatchObject(expected);
  });

  it('have the value that was set last', () => {
    expect(read('FROM x', 'ENV U=root', 'ENV U=app', 'USER $U').user).toBe('app');
    expect(read('FROM x', 'ENV U=root', 'USER $U', 'ENV U=app').user).toBe('root');
  });

  it('are those of their own stage, and of the one it is built on', () => {
    expect(read('FROM a AS one', 'ENV U=root', 'FROM b', 'ENV U=app', 'USER $U').user).toBe('app');
    expect(read('FROM a AS one', 'ARG U=root', 'FROM b', 'ARG U=app', 'USER $U').user).toBe('app');
    expect(read('FROM a AS one', 'ENV U=app', 'FROM one', 'USER $U').user).toBe('app');
    expect(read('ARG U=root', 'FROM b', 'ARG U=app', 'USER $U').user).toBe('app');
  });

  it('of ENV stand over those of ARG', () => {
    expect(read('FROM x', 'ENV U=app', 'ARG U=root', 'USER $U').user).toBe('app');
    expect(read('FROM x', 'ARG U=root', 'ENV U=app', 'USER $U').user).toBe('app');
  });

  it('may be made of others', () => {
    expect(read('FROM x', 'ARG ID=1000', 'ENV U=${ID}:${ID}', 'USER $U').user).toBe('1000:1000');
    expect(read('FROM x', 'ENV A=b', 'ENV A=c D=$A', 'USER $D').user).toBe('b');
  });

  it('say whether a service runs as root', () => {
    const lines = [
      'FROM node:22 AS build',
      'ENV RUN_AS=root',
      'FROM node:22',
      'ENV RUN_AS=node',
      'USER $RUN_AS',
    ];
    const files = { 'compose.yaml': 'services:\n  api: {build: .}\n', Dockerfile: lines.join('\n') };
    expect(findingsOf(files).some((each) => each.ruleId === 'compose/run-as-root')).toBe(false);
    const root = { ...files, Dockerfile: lines.join('\n').replace('=node\n', '=root\n') };
    expect(findingsOf(root).some((each) => each.ruleId === 'compose/run-as-root')).toBe(true);
  });
});

describe('lines', () => {
  it.each([
    ['go on behind a backslash', ['EXPOSE 80 \\', '  81 \\', '  82']],
    ['go on behind a backslash and blanks', ['EXPOSE 80 \\  ', '  81 82']],
    ['go on past comments', ['EXPOSE 80 \\', '# not this: 99', '  81 \\', '   # nor this', '  82']],
    ['may be indented', ['   EXPOSE 80 81 82']],
    ['may have tabs between words', ['EXPOSE\t80\t81\t82']],
    ['may have comments above', ['# EXPOSE 1', 'EXPOSE 80 81 82 ']],
  ])('%s', (_, lines) => {
    expect(read('FROM x', ...lines, 'USER app')).toMatchObject({ exposed: [80, 81, 82], user: 'app' });
  });

  it('go on behind the mark that a directive names', () => {
    expect(read('# escape=`', 'FROM x', 'EXPOSE 80 `', '  81')).toMatchObject({ exposed: [80, 81] });
    expect(read('#Escape = `', 'FROM x', 'USER app\\', 'EXPOSE 80')).toMatchObject({ exposed: [80] });
  });

  it('end with the file, whatever they end in', () => {
    expect(parseDockerfile(URI, 'FROM x\nUSER app \\').user).toMatch(/^app/);
    expect(parseDockerfile(URI, 'FROM x\nUSER app').user).toBe('app');
  });
});

describe('heredocs', () => {
  it.each([
    ['RUN <<EOF', 'EOF'],
    ['RUN <<-EOF', '\tEOF'],
    ['RUN <<"EOF"', 'EOF'],
    ["RUN <<'EOF' bash", 'EOF'],
    ['RUN cat > /x <<EOF', 'EOF'],
    ['COPY <<EOF /etc/app.conf', 'EOF'],
    ['ADD --chown=1 <<EOF /etc/app.conf', 'EOF'],
    ['RUN 3<<EOF cat', 'EOF'],
  ])('are no instructions: %s', (start, end) => {
    expect(read('FROM x', 'USER app', start, 'USER root', 'EXPOSE 1', end, 'EXPOSE 80')).toMatchObject({
      user: 'app',
      exposed: [80],
    });
  });

  it('follow each other where one line opens two', () => {
    const lines = ['COPY <<A <<B /x/', 'USER a', 'A', 'USER b', 'B', 'USER app'];
    expect(read('FROM x', ...lines).user).toBe('app');
  });

  it.each([
    'RUN grep a <<< "hello"',
    'RUN grep a <<<hello',
    'RUN echo $((1 << N))',
    'RUN echo $((1<<N))',
    'RUN echo "a<<b"',
  ])('are not what only looks like one: %s', (line) => {
    expect(read('FROM x', line, 'USER app').user).toBe('app');
  });

  it('stand behind RUN, COPY and ADD alone', () => {
    expect(read('FROM x', 'LABEL a=b <<EOF', 'USER app').user).toBe('app');
  });
});

describe('a healthcheck', () => {
  it.each([
    [
      ['HEALTHCHECK CMD curl -f http://localhost/ || exit 1'],
      ['CMD-SHELL', 'curl -f http://localhost/ || exit 1'],
    ],
    [['HEALTHCHECK CMD ["curl", "-f", "http://localhost/"]'], ['CMD', 'curl', '-f', 'http://localhost/']],
    [
      ['HEALTHCHECK CMD ["curl", \\', '  "-f"]'],
      ['CMD', 'curl', '-f'],
    ],
    [
      ['HEALTHCHECK --interval=5s \\', '  --timeout=3s \\', '  CMD /bin/alive'],
      ['CMD-SHELL', '/bin/alive'],
    ],
    [['HEALTHCHECK CMD [ -f /tmp/alive ]'], ['CMD-SHELL', '[ -f /tmp/alive ]']],
    [["HEALTHCHECK CMD ['curl']"], ['CMD-SHELL', "['curl']"]],
    [['HEALTHCHECK CMD [1, 2]'], ['CMD-SHELL', '[1, 2]']],
    [['healthcheck cmd alive'], ['CMD-SHELL', 'alive']],
    [
      ['HEALTHCHECK CMD a \\', '    && b'],
      ['CMD-SHELL', 'a && b'],
    ],
    [['HEALTHCHECK NONE'], ['none']],
    [['healthcheck none'], ['none']],
    [['HEALTHCHECK'], undefined],
    [['HEALTHCHECK CMD'], undefined],
    [['HEALTHCHECK curl -f http://localhost'], undefined],
    [
      ['ENV PORT=80', 'HEALTHCHECK CMD curl localhost:${PORT}/'],
      ['CMD-SHELL', 'curl localhost:80/'],
    ],
  ])('has the test that is written: %j', (lines, test) => {
    expect(testOf(...lines)).toEqual(test);
  });

  it('has the durations that are given, and no others', () => {
    expect(read('FROM x', 'HEALTHCHECK --retries=three --interval=1m30s CMD a').healthcheck).toEqual({
      test: ['CMD-SHELL', 'a'],
      interval: '1m30s',
    });
  });
});

describe('a stage that is chosen', () => {
  const found = parseDockerfile(
    'file:///Dockerfile',
    'FROM node:22 AS Base\nEXPOSE 3000\nFROM base AS dev\nHEALTHCHECK CMD dev\nFROM base AS prod\nUSER node\nHEALTHCHECK CMD prod\n',
  );

  it('has settings of its own', () => {
    expect(atStage(found, 'DEV')).toMatchObject({ user: undefined, exposed: [3000], baseImage: 'node:22' });
    expect(atStage(found, 'dev')?.healthcheck).toEqual({ test: ['CMD-SHELL', 'dev'] });
    expect(atStage(found, 'base')?.healthcheck).toBeUndefined();
    expect(atStage(found, '2')).toMatchObject({ user: 'node' });
    expect(found.user).toBe('node');
  });

  it('may not be there', () => {
    expect(atStage(found, 'test')).toBeUndefined();
    expect(atStage(found, '3')).toBeUndefined();
  });
});
