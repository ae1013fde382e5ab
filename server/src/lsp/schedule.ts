/** How long the server waits after a change before it judges, and for how long changes can put that off; milliseconds. */
const QUIET = 120;
const MOST = 500;

/** Runs a task after changes have ceased for a moment, at once where asked to; one run at a time. */
export class Schedule {
  private timer: NodeJS.Timeout | undefined;
  private first: number | undefined;
  private readonly task: () => void;

  constructor(task: () => void) {
    this.task = task;
  }

  /** Something changed while a person types. */
  later(): void {
    const now = Date.now();
    this.first ??= now;
    const wait = Math.max(0, Math.min(QUIET, this.first + MOST - now));
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.now(), wait);
  }

  /** Something was opened or saved. */
  now(): void {
    this.cancel();
    this.task();
  }

  /** Forgets what was scheduled. */
  cancel(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.first = undefined;
  }

  get pending(): boolean {
    return this.timer !== undefined;
  }
}
