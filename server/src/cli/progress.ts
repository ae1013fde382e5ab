import type { Io } from './io.ts';

/** A line of progress on a terminal, shown once a run takes longer than a moment. */
export function progressOf(io: Io): { show(text: string): void; clear(): void } {
  const start = Date.now();
  let shown = 0;
  return {
    show(text) {
      const now = Date.now();
      if (!io.interactive || now - start < 500 || now - shown < 100) return;
      shown = now;
      io.err(`\r\u001b[K${text} ...`);
    },
    clear() {
      if (shown > 0) io.err('\r\u001b[K');
    },
  };
}
