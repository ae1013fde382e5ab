// A real VS Code without its desktop: the server of the npm package code-server, with Chromium as its window.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { findProgram, output } from './process.mjs';
import { findHost, HOSTS, pathsIn } from './vscodeServer.mjs';

const START_TIMEOUT = 60_000;

/** Settings that keep a window calm: nothing pops up, nothing looks for updates. */
const CALM = {
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'telemetry.telemetryLevel': 'off',
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

/** An empty folder for one window: its settings, extensions and sockets; `closeRoot` removes it. */
export function openRoot() {
  const root = mkdtempSync(path.join(tmpdir(), 'plumbline-vscode-'));
  for (const name of ['user-data/User', 'extensions', 'tmp'])
    mkdirSync(path.join(root, name), { recursive: true });
  return root;
}

export function closeRoot(root) {
  rmSync(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}

function foldersOf(root) {
  return [
    ...['--extensions-dir', path.join(root, 'extensions')],
    ...['--server-data-dir', path.join(root, 'server-data')],
    ...['--user-data-dir', path.join(root, 'user-data')],
  ];
}

function serverProgram() {
  const host = process.env.PLUMBLINE_VSCODE_HOST ?? findHost(HOSTS.current);
  if (!host) throw new Error('There is no VS Code server here. Run: node test/e2e/host/provision.mjs');
  return pathsIn(host);
}

/** Installs a .vsix into a root, as `code --install-extension` does. */
export async function installExtension(root, vsix) {
  const { node, server } = serverProgram();
  const args = [
    server,
    '--install-extension',
    vsix,
    '--force',
    '--accept-server-license-terms',
    ...foldersOf(root),
  ];
  const said = await output(node, args, { env: environmentOf(root) });
  if (!said.includes('successfully installed')) throw new Error(`VS Code did not install ${vsix}:\n${said}`);
}

/**
 * Starts a VS Code server.
 * @param {{root: string, settings?: object, trusted?: boolean, args?: string[], env?: Record<string, string>, onOutput?: (text: string) => void}} options
 * `trusted: false` asks for trust as the desktop does.
 * @returns {Promise<{origin: string, authority: string, process: import('node:child_process').ChildProcess, log: () => string, stop: () => Promise<void>}>}
 */
export async function startServer({ root, settings = {}, trusted = true, args = [], env = {}, onOutput }) {
  writeFileSync(path.join(root, 'user-data/User/settings.json'), JSON.stringify({ ...CALM, ...settings }));
  const { node, server } = serverProgram();
  const child = spawn(
    node,
    [
      server,
      ...[
        '--host',
        '127.0.0.1',
        '--port',
        '0',
        '--without-connection-token',
        '--accept-server-license-terms',
      ],
      // At a lower level the output of the tests is lost.
      ...['--telemetry-level', 'off', '--log', 'info'],
      ...(trusted ? ['--disable-workspace-trust'] : []),
      ...foldersOf(root),
      ...args,
    ],
    { env: { ...environmentOf(root), ...env }, stdio: ['ignore', 'pipe', 'pipe'], detached: true },
  );
  const kill = (signal) => {
    try {
      process.kill(-child.pid, signal);
    } catch {
      // It has ended by itself.
    }
  };
  const killNow = () => kill('SIGKILL');
  process.once('exit', killNow);
  child.once('exit', () => process.off('exit', killNow));

  const chunks = [];
  const log = () => chunks.join('');
  const url = await new Promise((resolve, reject) => {
    const fail = (what) => reject(new Error(`The VS Code server ${what}.\n${log()}`));
    const timer = setTimeout(() => fail(`did not start in ${START_TIMEOUT / 1000} s`), START_TIMEOUT);
    const read = (chunk) => {
      chunks.push(String(chunk));
      onOutput?.(String(chunk));
      const found = /Web UI available at (\S+)/.exec(log());
      if (found) {
        clearTimeout(timer);
        resolve(new URL(found[1].replace('localhost', '127.0.0.1')));
      }
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('error', (error) => fail(`did not start: ${error.message}`));
    child.once('exit', (code) => fail(`ended with ${code}`));
  });
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    kill('SIGTERM');
    const timer = setTimeout(killNow, 3000);
    await ended;
    clearTimeout(timer);
  };
  return { origin: url.origin, authority: url.host, process: child, log, stop };
}

/** The environment of a server: its sockets in its root, no marketplace, nothing of a VS Code that we run in. */
function environmentOf(root) {
  const own = Object.entries(process.env).filter(([name]) => !/^(?:VSCODE_|ELECTRON_|npm_)/.test(name));
  return {
    ...Object.fromEntries(own),
    TMPDIR: path.join(root, 'tmp'),
    EXTENSIONS_GALLERY: '{"serviceUrl":""}',
  };
}

/** Starts Chromium and gives a page in it; nothing but this machine can be reached from it. */
export async function startBrowser({ viewport = { width: 1280, height: 800 } } = {}) {
  const executablePath =
    process.env.PLUMBLINE_CHROMIUM ?? findProgram('chromium', 'chromium-browser', 'google-chrome');
  if (!executablePath) throw new Error('There is no Chromium here. Run: node test/e2e/host/provision.mjs');
  const browser = await chromium.launch({
    executablePath,
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-dev-shm-usage',
      '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1',
    ],
  });
  const page = await (await browser.newContext({ viewport })).newPage();
  return { browser, page };
}

/** The address of a window on a folder or on a .code-workspace file; `payload` are the workbench's own switches. */
export function workbenchUrl(server, { folder, payload = [] } = {}) {
  const url = new URL('/', server.origin);
  const opens = folder?.endsWith('.code-workspace') ? 'workspace' : 'folder';
  if (folder) url.searchParams.set(opens, remoteUri(server, folder));
  else url.searchParams.set('ew', 'true');
  url.searchParams.set('payload', JSON.stringify([['skipWelcome', 'true'], ...payload]));
  return url.href;
}

/** How a window names a file of the server. */
export function remoteUri(server, file) {
  return `vscode-remote://${server.authority}${encodeURI(file)}`;
}
