import { afterEach, describe, expect, it, vi } from 'vitest';
import { call, Folder } from './folder.ts';
import { WITH_NOTE } from './manifests.ts';

/** More files than are read at once, so that progress is told of more than one time. */
function manyFiles(): Folder {
  const files = Array.from({ length: 40 }, (_, index) => [`${index}/compose.yaml`, WITH_NOTE]);
  return new Folder(Object.fromEntries(files));
}

/** Has each look at the clock find it this much later. */
function slowDown(step: number): void {
  let now = 0;
  vi.spyOn(Date, 'now').mockImplementation(() => {
    now += step;
    return now;
  });
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe('progress', () => {
  it('is shown to a person who waits, and wiped away', async () => {
    slowDown(1000);
    const { out, err } = await call(['lint'], { cwd: manyFiles().path, interactive: true });
    const shown = err.split('\r\u001b[K');
    expect(shown).toEqual(['', 'Reading 32 files ...', 'Reading 40 files ...', '']);
    expect(out).toContain('40 findings');
    expect(out).not.toContain('Reading');
  });

  it('is not shown where it takes no longer than a moment', async () => {
    slowDown(1);
    expect((await call(['lint'], { cwd: manyFiles().path, interactive: true })).err).toBe('');
  });

  it('does not flicker', async () => {
    slowDown(99);
    const { err } = await call(['lint'], { cwd: manyFiles().path, interactive: true });
    expect(err).toBe('');
  });

  it('is not shown where nobody watches', async () => {
    slowDown(1000);
    expect((await call(['lint'], { cwd: manyFiles().path, interactive: false })).err).toBe('');
  });
});
