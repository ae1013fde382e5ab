/**
 * The candidate that a misspelt name most likely means: at most two edits away, and less than half of it; undefined
 * where none is, or where two are equally near.
 */
export function closestName(name: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let distance = Math.min(3, Math.ceil(name.length / 2));
  let tie = false;
  for (const candidate of candidates) {
    const found = editDistance(name.toLowerCase(), candidate.toLowerCase(), distance);
    if (found < distance) {
      best = candidate;
      distance = found;
      tie = false;
    } else if (best !== undefined && found === distance) tie = true;
  }
  return tie ? undefined : best;
}

/** The number of insertions, deletions, replacements and swaps of neighbours between two strings, or more than `limit`. */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, (beforeLast[j - 2] ?? 0) + 1);
      }
      row.push(cost);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? 0;
}
