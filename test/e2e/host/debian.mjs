import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { output } from './process.mjs';

/** Packages come from here where the installed suite is too old. */
const NEXT_SUITE = 'trixie';
const KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg';

/** Why apt can't be used here, if so. */
export function aptFault() {
  if (!existsSync('/etc/debian_version')) return 'this is not Debian';
  if (process.getuid?.() !== 0) return 'apt needs root';
  return undefined;
}

const quiet = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };

/** Installs packages of the installed suite. */
export async function install(...packages) {
  await output('apt-get', ['update', '-qq'], quiet);
  await output('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], quiet);
}

/** Unpacks a package of the next suite into a folder, without installing it: nothing of the system changes. */
export async function unpack(name, folder) {
  const work = path.join(folder, '.apt');
  for (const each of ['lists/partial', 'cache/archives/partial', 'debs']) {
    mkdirSync(path.join(work, each), { recursive: true });
  }
  const list = path.join(work, 'sources.list');
  writeFileSync(list, `deb [signed-by=${KEYRING}] ${mirror()} ${NEXT_SUITE} main\n`);
  const options = [
    ['Dir::Etc::sourcelist', list],
    ['Dir::Etc::sourceparts', '/dev/null'],
    ['Dir::State::Lists', path.join(work, 'lists')],
    ['Dir::Cache', path.join(work, 'cache')],
    ['APT::Sandbox::User', 'root'],
  ].map(([key, value]) => `-o${key}=${value}`);
  await output('apt-get', [...options, 'update', '-qq'], quiet);
  const debs = path.join(work, 'debs');
  await output('apt-get', [...options, 'download', '-qq', name], { ...quiet, cwd: debs });
  for (const deb of readdirSync(debs)) await output('dpkg', ['-x', path.join(debs, deb), folder]);
  rmSync(work, { recursive: true, force: true });
}

/** The mirror that the installed suite comes from. */
function mirror() {
  const files = ['/etc/apt/sources.list', '/etc/apt/sources.list.d/debian.sources'];
  const text = files
    .filter((file) => existsSync(file))
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
  const uris = [...text.matchAll(/^(?:URIs:\s*|deb\s+(?:\[[^\]]*\]\s+)?)(\S+)/gm)].map(([, uri]) => uri);
  return uris.find((uri) => !uri.includes('security')) ?? 'http://deb.debian.org/debian';
}
