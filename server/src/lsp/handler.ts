import { type CancellationToken, LSPErrorCodes, ResponseError } from 'vscode-languageserver/node';

/** Where the server writes what a person who looks for a fault wants to know. Never given any secret's value. */
export interface Log {
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

/** Requests slower than this are named in the log, in milliseconds. */
const SLOW = 500;

/**
 * The one wrapper around every request: a cancelled one answers so, a failed one is logged and answers with an error
 * in words, a slow one is named in the log.
 */
export function handler<P, R>(
  name: string,
  log: Log,
  handle: (params: P, token: CancellationToken) => Promise<R> | R,
): (params: P, token: CancellationToken) => Promise<R | ResponseError<void>> {
  return async (params, token) => {
    const start = performance.now();
    try {
      if (token.isCancellationRequested) return cancelled();
      const result = await handle(params, token);
      return token.isCancellationRequested ? cancelled() : result;
    } catch (error) {
      log.error(`${name} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      return new ResponseError<void>(LSPErrorCodes.RequestFailed, `${name} failed: see the Plumbline log.`);
    } finally {
      const took = performance.now() - start;
      if (took > SLOW) log.info(`${name} took ${Math.round(took)} ms.`);
    }
  };
}

function cancelled(): ResponseError<void> {
  return new ResponseError<void>(LSPErrorCodes.RequestCancelled, 'Cancelled.');
}
