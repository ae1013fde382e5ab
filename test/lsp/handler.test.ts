import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  CancellationToken,
  CancellationTokenSource,
  LSPErrorCodes,
  ResponseError,
} from 'vscode-languageserver/node';
import { handler, type Log } from '../../server/src/lsp/handler.ts';

class FakeLog implements Log {
  readonly lines: string[] = [];
  info(message: string): void {
    this.lines.push(`info ${message}`);
  }
  warn(message: string): void {
    this.lines.push(`warn ${message}`);
  }
  error(message: string): void {
    this.lines.push(`error ${message}`);
  }
}

function codeOf(answer: unknown): number | undefined {
  return answer instanceof ResponseError ? answer.code : undefined;
}

describe('a handler', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  it('hands on what it is given and what comes of it, and logs nothing', async () => {
    const log = new FakeLog();
    const double = handler('Double', log, (number: number) => number * 2);
    expect(await double(21, CancellationToken.None)).toBe(42);
    expect(log.lines).toEqual([]);
  });

  it('does nothing for a request that is cancelled already', async () => {
    let done = 0;
    const handle = handler('Count', new FakeLog(), () => ++done);
    expect(codeOf(await handle(undefined, CancellationToken.Cancelled))).toBe(LSPErrorCodes.RequestCancelled);
    expect(done).toBe(0);
  });

  it('says that a request was cancelled while it was at it', async () => {
    const source = new CancellationTokenSource();
    const handle = handler('Work', new FakeLog(), async (_: undefined, token) => {
      source.cancel();
      return token.isCancellationRequested;
    });
    expect(codeOf(await handle(undefined, source.token))).toBe(LSPErrorCodes.RequestCancelled);
  });

  it.each([
    [
      'an error',
      () => Promise.reject(new TypeError('no such thing')),
      /^error Work failed: TypeError: no such thing\n +at /,
    ],
    ['something else', () => Promise.reject('no such thing'), /^error Work failed: no such thing$/],
  ])('answers with words, and logs the cause, where it throws %s', async (_, fail, logged) => {
    const log = new FakeLog();
    const answer = await handler('Work', log, fail)(undefined, CancellationToken.None);
    expect(codeOf(answer)).toBe(LSPErrorCodes.RequestFailed);
    expect(answer).toMatchObject({ message: 'Work failed: see the Plumbline log.' });
    expect(log.lines).toEqual([expect.stringMatching(logged)]);
  });

  it.each([
    [500, []],
    [501, ['info Work took 501 ms.']],
  ])('is named in the log when it is slow: %i ms', async (time, lines) => {
    vi.useFakeTimers({ toFake: ['performance', 'setTimeout'] });
    const log = new FakeLog();
    const answer = handler('Work', log, async () => void vi.advanceTimersByTime(time));
    await answer(undefined, CancellationToken.None);
    expect(log.lines).toEqual(lines);
  });
});
