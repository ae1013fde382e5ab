import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { Folder, rowsOf } from './folder.ts';

const FIXTURE = path.resolve(import.meta.dirname, '../fixtures/vanna-engine');
const GOLDEN = path.join(import.meta.dirname, 'demo.golden.txt');

/**
 * What is said of a repository as one meets them. PLUMBLINE_UPDATE_GOLDEN=1 writes the list anew: read each line that
 * changes as the maintainer of that repository would.
 */
it('says of the demo repository what is in demo.golden.txt', async () => {
  // A copy, so that the repository around it is no part of the workspace.
  const folder = new Folder();
  cpSync(FIXTURE, folder.path, { recursive: true });
  const { out, err, code } = await folder.lint('--format', 'jsonl');
  expect({ code, err }).toEqual({ code: 1, err: '' });
  const lines = rowsOf(out).map(
    ({ file, line, column, rule, severity }) => `${file}:${line}:${column} ${rule} ${severity}\n`,
  );
  if (process.env['PLUMBLINE_UPDATE_GOLDEN'] === '1') {
    expect(process.env['CI'], 'the list is not to be written where nobody reads it').toBeFalsy();
    writeFileSync(GOLDEN, lines.join(''));
  }
  expect(lines.join('')).toBe(readFileSync(GOLDEN, 'utf8'));
});
