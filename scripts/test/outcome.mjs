/**
 * What came of a suite.
 * @typedef {{name: string, passed: number, failed: number, skipped: number, seconds: number, output: string, notes: string[]}} Outcome
 * `output` is shown to a person, and empty where all went well; `notes` name what was skipped, and why.
 */

/** @returns {Outcome} */
export function outcome(name, counts) {
  return { name, passed: 0, failed: 0, skipped: 0, seconds: 0, output: '', notes: [], ...counts };
}

/** A suite whose needs are not there: it counts as one skipped test. */
export function skippedSuite(name, reason) {
  return outcome(name, { skipped: 1, notes: [`${name}: ${reason}`] });
}

/** One line for a person. */
export function lineOf({ name, passed, failed, skipped, seconds }) {
  const mark = failed > 0 ? 'FAILED ' : skipped > 0 ? 'skipped' : 'ok     ';
  const counts = [
    [passed, 'passed'],
    [failed, 'failed'],
    [skipped, 'skipped'],
  ].filter(([count]) => count > 0);
  return `${mark} ${name}: ${counts.map((each) => each.join(' ')).join(', ') || 'nothing ran'} (${seconds.toFixed(1)} s)`;
}

/** The line that closes a run. */
export function closingLine(outcomes) {
  const total = (key) => outcomes.reduce((sum, each) => sum + each[key], 0);
  return `${total('passed')} passed, ${total('failed')} failed, ${total('skipped')} skipped`;
}

const COUNTS = /^(\d+) passed, (\d+) failed, (\d+) skipped$/gm;

/** Reads the counts that a suite printed as its last such line. */
export function countsIn(output) {
  const found = [...output.matchAll(COUNTS)].at(-1);
  if (!found) return undefined;
  const [passed, failed, skipped] = found.slice(1).map(Number);
  return { passed, failed, skipped };
}
