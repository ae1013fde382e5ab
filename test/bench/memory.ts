import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Bench } from './keystroke.ts';
import { type BenchText, typed } from './texts.ts';

/** The heap in use after so many edits of one text, collected first, in MB. */
export function memory(text: BenchText, edits: readonly number[]): { edits: number; megabytes: number }[] {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect !== 'function') throw new Error('This Node.js has no gc().');
  const bench = new Bench();
  let made = 0;
  return edits.map((count) => {
    for (; made < count; made++) bench.diagnose(`${typed(text, made)}# ${made}\n`);
    collect();
    return { edits: count, megabytes: process.memoryUsage().heapUsed / 1024 / 1024 };
  });
}
