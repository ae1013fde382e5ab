// node test/e2e/run.mjs [--oldest]: the specs of test/e2e/suite in the extension host of a real VS Code.
// PLUMBLINE_DESKTOP=1 runs them in a desktop VS Code that @vscode/test-electron downloads; else nothing is downloaded
// but the VS Code server that host/provision.mjs installs. --oldest takes the version that `engines.vscode` names.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runTests } from '@vscode/test-electron';
import { build } from 'esbuild';
import { provision } from './host/provision.mjs';
import { HOSTS } from './host/vscodeServer.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const out = path.join(root, 'test/e2e/out/specs');
const oldest = process.argv.includes('--oldest');
const desktop = process.env.PLUMBLINE_DESKTOP === '1';

const counts = (passed, failed, skipped) => `${passed} passed, ${failed} failed, ${skipped} skipped`;

/** Bundles the specs and their runner, since the extension host takes no TypeScript. */
async function bundleSpecs() {
  rmSync(out, { recursive: true, force: true });
  const suite = path.join(root, 'test/e2e/suite');
  const specs = readdirSync(suite, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.spec.ts'))
    .map((file) => ({ in: path.join(suite, file), out: path.join('suite', file.replace(/\.ts$/, '')) }));
  await build({
    entryPoints: [{ in: path.join(root, 'test/e2e/host/mochaRunner.ts'), out: 'mochaRunner' }, ...specs],
    outdir: out,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
}

/** Runs them on a copy of the demo workspace, so that they may change it. */
async function runSpecs(env) {
  const folder = mkdtempSync(path.join(tmpdir(), 'plumbline-e2e-'));
  const workspace = path.join(folder, 'vanna-engine');
  const report = path.join(folder, 'report.json');
  cpSync(path.join(root, 'test/fixtures/vanna-engine'), workspace, { recursive: true });
  try {
    await runTests({
      ...(desktop ? {} : { vscodeExecutablePath: path.join(root, 'test/e2e/host/codeShim.mjs') }),
      extensionDevelopmentPath: root,
      extensionTestsPath: path.join(out, 'mochaRunner.js'),
      extensionTestsEnv: { ...env, PLUMBLINE_E2E_REPORT: report },
      launchArgs: [workspace, '--disable-extensions'],
    }).catch((error) => console.error(String(error)));
    return JSON.parse(readFileSync(report, 'utf8'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const needs = await provision({ host: oldest ? HOSTS.oldest : HOSTS.current, log: console.error });
const missing = needs.missing.find(({ what }) => what === 'vscode');
if (missing) {
  console.log(`skipped: all of them, ${missing.why}`);
  console.log(counts(0, 0, 1));
} else if (spawnSync(process.execPath, ['esbuild.mjs'], { cwd: root, stdio: 'inherit' }).status !== 0) {
  console.log(counts(0, 1, 0));
  process.exitCode = 1;
} else {
  await bundleSpecs();
  Object.assign(process.env, needs.env);
  try {
    const { passed, failed, skipped } = await runSpecs(needs.env);
    for (const title of skipped) console.log(`skipped: ${title}`);
    console.log(counts(passed, failed, skipped.length));
    process.exitCode = failed > 0 ? 1 : 0;
  } catch (error) {
    console.error(`The extension host left no report: ${error instanceof Error ? error.message : error}`);
    console.log(counts(0, 1, 0));
    process.exitCode = 1;
  }
}
