import { spawn, spawnSync } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  createMessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';

const ROOT = process.cwd();
const WORKSPACE = pathToFileURL(path.join(ROOT, 'test/fixtures/vanna-engine')).href;

/** When the built server has answered, in milliseconds since its process was started. */
interface Activation {
  /** The reply to `initialize`. */
  readonly ready: number;
  /** The first diagnostics of the demo workspace. */
  readonly diagnostics: number;
}

/** Starts the built language server on the demo workspace and waits for its first diagnostics. */
async function activate(): Promise<Activation> {
  const start = performance.now();
  const server = spawn(process.execPath, ['dist/server.js', '--stdio'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const connection = createMessageConnection(
    new StreamMessageReader(server.stdout),
    new StreamMessageWriter(server.stdin),
  );
  const first = new Promise<number>((resolve) => {
    connection.onNotification('textDocument/publishDiagnostics', () => resolve(performance.now() - start));
  });
  connection.listen();
  const folder = { uri: WORKSPACE, name: 'demo' };
  await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: WORKSPACE,
    capabilities: {},
    workspaceFolders: [folder],
  });
  const ready = performance.now() - start;
  await connection.sendNotification('initialized', {});
  const diagnostics = await first;
  connection.dispose();
  server.kill();
  return { ready, diagnostics };
}

/** How long Node.js alone takes to start and end, in milliseconds. */
function bareStart(): number {
  const start = performance.now();
  spawnSync(process.execPath, ['-e', '0']);
  return performance.now() - start;
}

/** Activation beside a bare start of Node.js: the medians of so many turns. */
export async function activation(turns: number): Promise<Activation & { readonly bare: number }> {
  const bare: number[] = [];
  const made: Activation[] = [];
  for (let turn = 0; turn < turns; turn++) {
    bare.push(bareStart());
    made.push(await activate());
  }
  return {
    bare: median(bare),
    ready: median(made.map((each) => each.ready)),
    diagnostics: median(made.map((each) => each.diagnostics)),
  };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
