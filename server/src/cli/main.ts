import { writeSync } from 'node:fs';
import path from 'node:path';
import { schemaBookIn } from '../workspace/schemaFiles.ts';
import { run } from './run.ts';

/** Writes all of a text at once; a reader that went away ends the program quietly, as with other tools. */
function write(descriptor: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(descriptor, bytes, at);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      if (code === 'EPIPE') process.exit(0);
      // A pipe that is full for the moment.
      if (code !== 'EAGAIN') throw error;
    }
  }
}

async function stdin(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

process.exitCode = 2;
run(process.argv.slice(2), {
  cwd: process.cwd(),
  variables: new Map(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  ),
  colour: process.stdout.isTTY === true && !process.env['NO_COLOR'],
  interactive: process.stderr.isTTY === true,
  // Beside the bundle that this is part of.
  schemas: schemaBookIn(path.join(__dirname, 'schemas')),
  out: (text) => write(1, text),
  err: (text) => write(2, text),
  stdin,
}).then((code) => {
  process.exitCode = code;
});
