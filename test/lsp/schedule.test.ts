import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Schedule } from '../../server/src/lsp/schedule.ts';

describe('a schedule', () => {
  let runs: number[] = [];
  let begin = 0;
  let schedule = new Schedule(() => undefined);

  beforeEach(() => {
    vi.useFakeTimers();
    begin = Date.now();
    runs = [];
    schedule = new Schedule(() => runs.push(Date.now() - begin));
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  /** A change after each of so many milliseconds. */
  function typeAt(...times: readonly number[]): void {
    for (const time of times) {
      vi.advanceTimersByTime(begin + time - Date.now());
      schedule.later();
    }
  }

  it('runs once, after a moment of quiet', () => {
    typeAt(0, 100, 150);
    vi.advanceTimersByTime(119);
    expect(runs).toEqual([]);
    expect(schedule.pending).toBe(true);
    vi.advanceTimersByTime(10_000);
    expect(runs).toEqual([270]);
    expect(schedule.pending).toBe(false);
  });

  it('runs half a second after the first change though a person goes on typing', () => {
    typeAt(...Array.from({ length: 12 }, (_, index) => index * 100));
    vi.advanceTimersByTime(10_000);
    // The change at 500 comes in with those before it; the next half second begins with the one after.
    expect(runs).toEqual([500, 1000, 1220]);
  });

  it('runs at once when asked to, and not again for what was waiting', () => {
    typeAt(0, 50);
    schedule.now();
    expect(runs).toEqual([50]);
    expect(schedule.pending).toBe(false);
    vi.advanceTimersByTime(10_000);
    expect(runs).toEqual([50]);
  });

  it('counts the half second anew after it ran', () => {
    typeAt(0, 100, 200, 300, 400);
    schedule.now();
    typeAt(450, 550);
    vi.advanceTimersByTime(10_000);
    expect(runs).toEqual([400, 670]);
  });

  it('forgets what was waiting when it is cancelled', () => {
    typeAt(0, 100);
    schedule.cancel();
    expect(schedule.pending).toBe(false);
    vi.advanceTimersByTime(10_000);
    expect(runs).toEqual([]);
  });
});
