// What VS Code calls in its extension host: runs every bundled spec and leaves a report of them.
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Mocha from 'mocha';

/** The counts of a run, as test/e2e/run.mjs reads them. */
interface Report {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: readonly string[];
}

/** Runs the specs beside this file; rejects where one fails. */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', color: true, timeout: 30_000, slow: 2_000, forbidOnly: true });
  const folder = path.join(__dirname, 'suite');
  const specs = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.spec.js'),
  );
  for (const spec of specs.sort()) mocha.addFile(path.join(folder, spec));
  const skipped: string[] = [];
  const report = await new Promise<Report>((resolve) => {
    const runner = mocha.run((failed) => resolve({ passed: runner.stats?.passes ?? 0, failed, skipped }));
    runner.on('pending', (test) => skipped.push(test.fullTitle()));
  });
  const file = process.env['PLUMBLINE_E2E_REPORT'];
  if (file !== undefined) writeFileSync(file, JSON.stringify(report));
  if (report.failed > 0) throw new Error(`${report.failed} of the extension host's tests failed.`);
}
