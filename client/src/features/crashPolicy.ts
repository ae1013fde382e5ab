/** How many crashes within how long, in milliseconds, stop the server for good. */
const MOST_CRASHES = 5;
const WITHIN = 3 * 60 * 1000;

/** Decides whether a server that crashed is started again. */
export class CrashPolicy {
  private crashes: number[] = [];
  private readonly now: () => number;

  constructor(now: () => number = Date.now) {
    this.now = now;
  }

  /** Counts a crash. @returns whether the server is to be started again */
  crashed(): boolean {
    const now = this.now();
    this.crashes = [...this.crashes.filter((time) => now - time < WITHIN), now];
    return this.crashes.length < MOST_CRASHES;
  }

  /** Forgets all crashes: a person started the server anew. */
  reset(): void {
    this.crashes = [];
  }
}
