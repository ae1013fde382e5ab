import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { countsIn, outcome } from './outcome.mjs';
import { run } from './run.mjs';

/** A check that passes or fails as a whole: it counts as one test. */
export async function check(name, program, args) {
  const { code, output, seconds } = await run(program, args);
  return code === 0 ? outcome(name, { passed: 1, seconds }) : outcome(name, { failed: 1, seconds, output });
}

/** The tests that vitest runs, counted from its report, with coverage and its thresholds. */
export async function vitest(env) {
  const folder = mkdtempSync(path.join(tmpdir(), 'plumbline-vitest-'));
  const report = path.join(folder, 'report.json');
  const { code, output, seconds } = await run(
    process.execPath,
    [
      'node_modules/vitest/vitest.mjs',
      'run',
      '--coverage',
      `--coverage.reportsDirectory=${path.join(folder, 'coverage')}`,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ],
    { env },
  );
  try {
    const counts = countReport(JSON.parse(readFileSync(report, 'utf8')));
    // Coverage below a threshold, or an error outside of all tests, fails no test of its own.
    const failed = counts.failed === 0 && code !== 0 ? 1 : counts.failed;
    return outcome('vitest', { ...counts, failed, seconds, output: failed > 0 ? output : '' });
  } catch (error) {
    const why = `vitest left no report: ${error instanceof Error ? error.message : error}`;
    return outcome('vitest', { failed: 1, seconds, output: `${output}\n${why}` });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Counts a report in vitest's JSON form. */
function countReport({ testResults }) {
  const counts = { passed: 0, failed: 0, skipped: 0, notes: [] };
  for (const file of testResults) {
    const inFile = file.assertionResults.filter((test) => test.status === 'failed').length;
    // A file that does not load, or whose hooks fail, may have no failed test to show for it.
    counts.failed += file.status === 'failed' ? Math.max(1, inFile) : inFile;
    for (const test of file.assertionResults) {
      if (test.status === 'passed') counts.passed += 1;
      else if (test.status !== 'failed') {
        counts.skipped += 1;
        counts.notes.push(`vitest: ${test.fullName}`);
      }
    }
  }
  return counts;
}

/** A suite that is a program of its own: it prints its counts as its last line, and a line `skipped: ...` for each. */
export async function program(name, [script, ...args], env) {
  const { code, output, seconds } = await run(process.execPath, [script, ...args], { env });
  const counts = countsIn(output);
  if (!counts)
    return outcome(name, { failed: 1, seconds, output: `${output}\n${script} printed no counts.` });
  const failed = counts.failed === 0 && code !== 0 ? 1 : counts.failed;
  const named = [...output.matchAll(/^skipped: (.+)$/gm)].map(([, what]) => `${name}: ${what}`);
  const notes = named.length === 0 && counts.skipped > 0 ? [`${name}: ${counts.skipped} skipped`] : named;
  return outcome(name, { ...counts, failed, seconds, notes, output: failed > 0 ? output : '' });
}
