import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { run } from './run.mjs';

/** What came of a suite. `notes`: what a person has to know of it, such as why something was skipped. */
const result = (name, passed, failed, skipped, seconds, output, notes = []) => ({
  name,
  passed,
  failed,
  skipped,
  seconds,
  output,
  notes,
});

/** A check that passes or fails as a whole. */
export async function check(name, program, args, env = {}) {
  const { code, output, seconds } = await run(program, args, { env });
  return result(name, code === 0 ? 1 : 0, code === 0 ? 0 : 1, 0, seconds, code === 0 ? '' : output);
}

/** The tests that vitest runs, counted from its report. */
export async function vitest(env = {}, extra = []) {
  const folder = mkdtempSync(path.join(tmpdir(), 'plumbline-vitest-'));
  const report = path.join(folder, 'report.json');
  const args = [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...extra,
  ];
  const { code, output, seconds } = await run(process.execPath, args, { env });
  try {
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults, success } =
      JSON.parse(readFileSync(report, 'utf8'));
    const skipped = testResults.flatMap((file) =>
      file.assertionResults
        .filter((test) => test.status === 'skipped' || test.status === 'pending')
        .map((test) => test.fullName),
    );
    // A file that does not load has no tests to count, and coverage below its threshold fails none.
    const broken = testResults.filter(
      (file) => file.status === 'failed' && file.assertionResults.length === 0,
    ).length;
    const failed =
      numFailedTests + broken + (code !== 0 && success && broken === 0 && numFailedTests === 0 ? 1 : 0);
    return result(
      'vitest',
      numPassedTests,
      failed,
      numPendingTests + numTodoTests,
      seconds,
      failed > 0 ? output : '',
      skipped.map((name) => `skipped: ${name}`),
    );
  } catch (error) {
    return result('vitest', 0, 1, 0, seconds, `${output}\n${error}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const COUNTS = /^(\d+) passed, (\d+) failed, (\d+) skipped$/gm;

/** A suite that is a program of its own and prints its counts as its last line. */
export async function counted(name, program, args, env = {}) {
  const { code, output, seconds } = await run(program, args, { env, timeout: 600_000 });
  const counts = [...output.matchAll(COUNTS)].at(-1);
  if (!counts) return result(name, 0, 1, 0, seconds, `${output}\n${name} printed no counts.`);
  const [passed, failed, skipped] = counts.slice(1).map(Number);
  const silent = code !== 0 && failed === 0 ? 1 : 0;
  return result(
    name,
    passed,
    failed + silent,
    skipped,
    seconds,
    failed + silent > 0 ? output : '',
    skipped > 0 ? [`${name}: ${skipped} skipped`] : [],
  );
}

/** A suite whose needs are not there. */
export function skippedSuite(name, reason) {
  return result(name, 0, 0, 1, 0, '', [`${name}: skipped, ${reason}`]);
}
