#!/usr/bin/env node
// Stands in for the desktop's `code`: takes what @vscode/test-electron gives it, runs the tests in a VS Code server
// with Chromium as its window, and exits with the code of the test run.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, parseArgs } from 'node:util';
import { closeRoot, openRoot, remoteUri, startBrowser, startServer, workbenchUrl } from './host.mjs';

const { values, positionals } = parseArgs({
  strict: false,
  allowPositionals: true,
  options: {
    extensionDevelopmentPath: { type: 'string', multiple: true },
    extensionTestsPath: { type: 'string' },
    'extensions-dir': { type: 'string' },
    'user-data-dir': { type: 'string' },
    'folder-uri': { type: 'string' },
  },
});
const TIMEOUT = 240_000;
const debug = process.env.PLUMBLINE_E2E_DEBUG === '1';
/** What the workbench itself says in the console of its window. */
const NOISE =
  /^(?:Resolv(?:ing|ed) connection token|Creating a socket|\[reconnection-grace-time\]|Updating additional builtin|Ignoring fetching additional builtin|\[Service Worker\]|\[AgentHost|\[AccountPolicyGate\]|[\s\S]*\/workbench\.js:\d)/;

const toPath = (value) => (value.startsWith('file://') ? fileURLToPath(value) : path.resolve(value));
const modulePath = (value) => {
  const file = toPath(value);
  return [file, `${file}.js`, `${file}.cjs`].find((each) => /\.c?js$/.test(each) && existsSync(each)) ?? file;
};

async function runTests(root) {
  let finish = () => {};
  const finished = new Promise((resolve) => {
    finish = resolve;
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => finish(130));
  const timer = setTimeout(() => {
    console.error(`No end of the tests in ${TIMEOUT / 1000} s.`);
    finish(124);
  }, TIMEOUT);

  const closing = [];
  try {
    const server = await startServer({
      root,
      // Without it the built workbench takes no extension under development, and no tests.
      args: ['--enable-smoke-test-driver'],
      ...(debug ? { onOutput: (text) => process.stderr.write(text) } : {}),
    });
    closing.unshift(() => server.stop());
    server.process.once('exit', () => finish(71));
    const { browser, page } = await startBrowser();
    closing.unshift(() => browser.close());
    await page.exposeFunction('codeAutomationLog', (type, args) => {
      const line = format(...args);
      if (!debug && NOISE.test(line)) return;
      (type === 'error' || type === 'warn' ? process.stderr : process.stdout).write(`${line}\n`);
    });
    await page.exposeFunction('codeAutomationExit', (code) => finish(code));
    page.on('crash', () => finish(70));
    const folder = positionals[0] ?? values['folder-uri'];
    const payload = [
      ...(values.extensionDevelopmentPath ?? []).map((each) => ['extensionDevelopmentPath', toPath(each)]),
      ['extensionTestsPath', modulePath(values.extensionTestsPath)],
    ].map(([name, file]) => [name, remoteUri(server, file)]);
    await page.goto(workbenchUrl(server, { ...(folder ? { folder: toPath(folder) } : {}), payload }));
    return await finished;
  } finally {
    clearTimeout(timer);
    for (const close of closing) await close();
  }
}

if (!values.extensionTestsPath) {
  console.error('codeShim: --extensionTestsPath is missing: there are no tests to run.');
  process.exit(2);
}
const root = openRoot();
try {
  process.exitCode = await runTests(root);
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  closeRoot(root);
}
process.exit();
