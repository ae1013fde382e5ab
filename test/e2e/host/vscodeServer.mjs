import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { cacheFolder, fillOnce } from './cache.mjs';
import { output } from './process.mjs';

/**
 * VS Code servers, as the npm package code-server carries them: a real extension host, and a workbench for a browser.
 * `current` is what tests run in; `oldest` is the version of `engines.vscode`.
 */
export const HOSTS = {
  current: { folder: 'plumbline-vscode-host', codeServer: '4.139.1', node: '24.21.0' },
  oldest: { folder: 'plumbline-vscode-host-oldest', codeServer: '4.100.3', node: '20.20.2' },
};

/** The paths in a host's folder. */
export function pathsIn(host) {
  return {
    node: path.join(host, 'node_modules', nodePackage(), 'bin/node'),
    server: path.join(host, 'node_modules/code-server/lib/vscode/out/server-main.js'),
  };
}

/** The folder of a host that is there and whole. */
export function findHost({ folder, codeServer, node }) {
  const host = cacheFolder(folder);
  const stamp = `.ready-${codeServer}-${node}`;
  const whole = existsSync(host) && readdirSync(host).some((name) => name.startsWith(stamp));
  const { node: program, server } = pathsIn(host);
  return whole && existsSync(program) && existsSync(server) ? host : undefined;
}

/** Why a host can't be installed on this machine, if so. */
export function hostFault() {
  return process.platform === 'linux' && ['x64', 'arm64'].includes(process.arch)
    ? undefined
    : 'the VS Code server of the tests runs on Linux only; PLUMBLINE_DESKTOP=1 tests in a downloaded VS Code';
}

/** Installs a host from npm: about a minute and 400 MB. */
export function installHost({ folder, codeServer, node }) {
  return fillOnce(cacheFolder(folder), `.ready-${codeServer}-${node}`, async (draft) => {
    writeFileSync(path.join(draft, 'package.json'), '{ "name": "vscode-host", "private": true }\n');
    const programs = path.join(draft, 'node_modules', nodePackage(), 'bin');
    const npm = (cwd, args, env = {}) =>
      output('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], {
        cwd,
        env: { ...npmEnvironment(programs), ...env },
      });
    await npm(draft, [
      'install',
      '--ignore-scripts',
      '--save-exact',
      `code-server@${codeServer}`,
      `${nodePackage()}@${node}`,
    ]);
    const server = path.join(draft, 'node_modules/code-server/lib/vscode');
    await npm(server, ['install', '--ignore-scripts', '--omit=dev']);
    // Log files, and an extension host that ends with its parent. It runs without them too, only with more noise.
    const natives = ['@vscode/spdlog', '@vscode/native-watchdog', 'native-watchdog'].filter((name) =>
      existsSync(path.join(server, 'node_modules', name)),
    );
    await npm(server, ['rebuild', ...natives], {
      npm_config_nodedir: path.join(draft, 'node_modules', nodePackage()),
    }).catch(() => undefined);
    await linkRipgrep(draft, server, npm);
    trim(draft, server);
  });
}

function nodePackage() {
  return `node-linux-${process.arch}`;
}

/** npm's own variables of the run we are in, such as its lifecycle and its folder, are not for another project. */
function npmEnvironment(programs) {
  const kept = Object.entries(process.env).filter(
    ([name]) =>
      !/^npm_(?:lifecycle|package|config_(?:local_prefix|prefix|allow))/.test(name) && name !== 'INIT_CWD',
  );
  return { ...Object.fromEntries(kept), PATH: `${programs}${path.delimiter}${process.env.PATH ?? ''}` };
}

/** Older servers download ripgrep in an install script; npm has it as a package. */
async function linkRipgrep(draft, server, npm) {
  const target = path.join(server, 'node_modules/@vscode/ripgrep');
  if (!existsSync(target) || existsSync(path.join(target, 'bin/rg'))) return;
  const name = `@vscode/ripgrep-linux-${process.arch}`;
  await npm(draft, ['install', '--ignore-scripts', '--save-exact', `${name}@1.18.0`]);
  mkdirSync(path.join(target, 'bin'), { recursive: true });
  cpSync(path.join(draft, 'node_modules', name, 'bin/rg'), path.join(target, 'bin/rg'));
}

/** Leaves out what no test of ours looks at: more than half of it. */
function trim(draft, server) {
  const unused = [
    'node_modules/@github',
    'node_modules/@microsoft/mxc-sdk',
    'node_modules/@devcontainers',
    'node_modules/node-pty/deps',
    'node_modules/node-pty/third_party',
    'extensions/copilot',
    'extensions/mermaid-markdown-features',
  ].map((name) => path.join(server, name));
  const headers = ['share', 'include'].map((name) => path.join(draft, 'node_modules', nodePackage(), name));
  const otherPlatforms = ['@vscode/ripgrep-universal/bin', 'node-pty/prebuilds']
    .map((name) => path.join(server, 'node_modules', name))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder).map((name) => path.join(folder, name)))
    .filter((file) => path.basename(file) !== `linux-${process.arch}`);
  for (const each of [...unused, ...headers, ...otherPlatforms])
    rmSync(each, { recursive: true, force: true });
}
