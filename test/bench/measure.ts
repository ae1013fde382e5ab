/** Times of one task, in milliseconds. */
export interface Times {
  readonly median: number;
  readonly p95: number;
}

function timesOf(samples: readonly number[]): Times {
  const sorted = [...samples].sort((a, b) => a - b);
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { median: at(0.5), p95: at(0.95) };
}

/**
 * Runs tasks by turns, so that whatever else the machine does falls on all of them alike.
 * @param budget how long to go on, in milliseconds; at least five turns are made
 * @returns the times of each task, in the order of the tasks
 */
export function sideBySide(tasks: readonly ((turn: number) => void)[], budget: number): Times[] {
  // The first turns are the compiler's.
  for (let turn = 0; turn < 3; turn++) for (const task of tasks) task(turn);
  const samples: number[][] = tasks.map(() => []);
  const end = performance.now() + budget;
  for (let turn = 3; turn < 8 || performance.now() < end; turn++) {
    tasks.forEach((task, index) => {
      const start = performance.now();
      task(turn);
      samples[index]?.push(performance.now() - start);
    });
  }
  return samples.map(timesOf);
}

/** The median and the 95th percentile of the user CPU time of a task: what else the machine does counts little in it. */
export function cpuTimes(task: (turn: number) => void, budget: number): Times {
  for (let turn = 0; turn < 5; turn++) task(turn);
  const samples: number[] = [];
  const end = performance.now() + budget;
  for (let turn = 5; turn < 25 || performance.now() < end; turn++) {
    const start = process.cpuUsage();
    task(turn);
    samples.push(process.cpuUsage(start).user / 1000);
  }
  return timesOf(samples);
}

export function ms(time: number): string {
  return `${time < 10 ? time.toFixed(2) : time.toFixed(1)} ms`;
}

/** A table of Markdown, which reads well on a terminal too. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join(' | ')} |`;
  const rule = `|${widths.map((width, column) => (column === 0 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`;
  return [line(head), rule, ...rows.map(line)].join('\n');
}
