// node test/e2e/host/provision.mjs: gets what the tests need beyond npm, once, and prints where it is.
import { homedir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { cacheFolder, fillOnce } from './cache.mjs';
import { aptFault, install as installPackages, unpack } from './debian.mjs';
import { findProgram, output } from './process.mjs';
import { findHost, HOSTS, hostFault, installHost } from './vscodeServer.mjs';

const DOCKER_FOLDER = 'plumbline-docker';
const COMPOSE_FOLDER = 'plumbline-compose';
const KUBECTL_FOLDER = 'plumbline-kubectl';
/** The first with the kustomize that `components` and `replacements` need. */
const OLDEST_KUBECTL = 27;

/**
 * Finds what the tests need beyond npm and, with `install`, gets what is missing. What can't be had is named with its
 * reason: its tests are skipped, and say so.
 * @returns {Promise<{env: Record<string, string>, missing: {what: string, why: string}[]}>}
 */
export async function provision({ install = true, host = HOSTS.current, log = () => {} } = {}) {
  const env = {};
  const missing = [];
  const folders = [];
  const take = async (what, getIt, keep) => {
    try {
      keep(await getIt({ install, log }));
    } catch (error) {
      missing.push({ what, why: error instanceof Error ? error.message : String(error) });
    }
  };
  // One after the other where apt is used: it locks.
  const fromDebian = async () => {
    await take('docker', docker, (program) => folders.push(path.dirname(program)));
    await take('compose', compose, (program) => {
      env.PLUMBLINE_COMPOSE = program;
      folders.push(path.dirname(program));
    });
    await take('kubectl', kubectl, (program) => {
      env.PLUMBLINE_KUBECTL = program;
      folders.push(path.dirname(program));
    });
    await take('chromium', chromium, (program) => {
      env.PLUMBLINE_CHROMIUM = program;
    });
  };
  const fromNpm = () =>
    take(
      'vscode',
      () => vscode({ install, log, host }),
      (folder) => {
        if (folder) env.PLUMBLINE_VSCODE_HOST = folder;
      },
    );
  await Promise.all([fromDebian(), fromNpm()]);
  const browser = missing.find(({ what }) => what === 'chromium');
  if (browser && env.PLUMBLINE_VSCODE_HOST) missing.push({ what: 'vscode', why: browser.why });
  const paths = [...folders, process.env.PATH ?? ''];
  return { env: { ...env, PATH: [...new Set(paths)].join(path.delimiter) }, missing };
}

async function vscode({ install, log, host }) {
  if (process.env.PLUMBLINE_DESKTOP === '1') return undefined;
  const given = host === HOSTS.current ? process.env.PLUMBLINE_VSCODE_HOST : undefined;
  const found = given ?? findHost(host);
  if (found) return found;
  const fault = hostFault();
  if (fault) throw new Error(fault);
  if (!install) throw new Error('the VS Code server is not installed');
  log(`installing a VS Code server (code-server ${host.codeServer}) from npm...`);
  return await installHost(host);
}

async function chromium({ install, log }) {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  const found = process.env.PLUMBLINE_CHROMIUM ?? findProgram(...names);
  if (found) return found;
  requireApt(install, 'Chromium is not installed');
  log('installing Chromium with apt...');
  await installPackages('chromium', 'fonts-dejavu-core');
  const installed = findProgram(...names);
  if (!installed) throw new Error('apt installed Chromium, but it is not on the PATH');
  return installed;
}

/** The command line alone: what the tests have it do needs no engine. */
async function docker({ install, log }) {
  const found = findProgram('docker');
  if (found) return found;
  const cached = path.join(cacheFolder(DOCKER_FOLDER), 'root/usr/bin/docker');
  const answers = () => output(cached, ['--version']).catch(() => '');
  if ((await answers()) !== '') return cached;
  requireApt(install, "Docker's command line is not installed");
  log("unpacking Docker's command line from Debian...");
  await fillOnce(cacheFolder(DOCKER_FOLDER), '.ready', (draft) =>
    unpack('docker-cli', path.join(draft, 'root')),
  );
  if ((await answers()) === '') throw new Error(`${cached} does not run`);
  return cached;
}

async function compose({ install, log }) {
  const plugin = 'cli-plugins/docker-compose';
  const candidates = [
    process.env.PLUMBLINE_COMPOSE,
    path.join(homedir(), '.docker', plugin),
    ...['/usr/local/lib', '/usr/local/libexec', '/usr/lib', '/usr/libexec'].map(
      (lib) => `${lib}/docker/${plugin}`,
    ),
    findProgram('docker-compose'),
  ];
  for (const candidate of candidates) if (candidate && (await isCompose(candidate))) return candidate;
  const cached = path.join(cacheFolder(COMPOSE_FOLDER), 'root/usr/libexec/docker', plugin);
  if (await isCompose(cached)) return cached;
  requireApt(install, 'Docker Compose 2 is not installed');
  log('unpacking Docker Compose from Debian...');
  await fillOnce(cacheFolder(COMPOSE_FOLDER), '.ready', (draft) =>
    unpack('docker-compose', path.join(draft, 'root')),
  );
  if (!(await isCompose(cached))) throw new Error(`${cached} does not run`);
  return cached;
}

/** Debian's old Compose in Python calls itself 1.x. */
async function isCompose(program) {
  const version = await output(program, ['version', '--short']).catch(() => '');
  return /^v?(?:[2-9]|\d\d)\./.test(version.trim());
}

async function kubectl({ install, log }) {
  const cached = path.join(cacheFolder(KUBECTL_FOLDER), 'root/usr/bin/kubectl');
  for (const candidate of [findProgram('kubectl'), cached]) {
    if (candidate && (await isNewKubectl(candidate))) return candidate;
  }
  requireApt(install, `kubectl 1.${OLDEST_KUBECTL} or newer is not installed`);
  log('unpacking kubectl from Debian...');
  await fillOnce(cacheFolder(KUBECTL_FOLDER), '.ready', (draft) =>
    unpack('kubectl', path.join(draft, 'root')),
  );
  if (!(await isNewKubectl(cached))) throw new Error(`${cached} does not run`);
  return cached;
}

async function isNewKubectl(program) {
  const text = await output(program, ['version', '--client', '--output=json']).catch(() => '{}');
  try {
    const { major, minor } = JSON.parse(text).clientVersion;
    return Number(major) > 1 || Number.parseInt(minor, 10) >= OLDEST_KUBECTL;
  } catch {
    return false;
  }
}

function requireApt(install, what) {
  const fault = install ? aptFault() : 'nothing is installed in a quick check';
  if (fault) throw new Error(`${what}, and ${fault}`);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { env, missing } = await provision({ log: console.error });
  for (const [name, value] of Object.entries(env)) if (name !== 'PATH') console.log(`${name}=${value}`);
  for (const { what, why } of missing) console.error(`no ${what}: ${why}`);
  process.exitCode = missing.length > 0 ? 1 : 0;
}
