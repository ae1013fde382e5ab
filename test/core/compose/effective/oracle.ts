import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Data } from '../../../../server/src/core/model/read.ts';
import { type ComposeCase, type Outcome, PROJECT, passed, shellOf } from './composeCase.ts';

/** The `docker-compose` to compare with; undefined where there is none. */
export function oracle(): string | undefined {
  const path = process.env['PLUMBLINE_COMPOSE'];
  return path !== undefined && existsSync(path) ? path : undefined;
}

export interface OracleOutcome {
  readonly outcome: Outcome;
  /** What it printed to say why. */
  readonly said: string;
}

/** What Docker Compose says of a case. */
export async function ask(tool: string, each: ComposeCase): Promise<OracleOutcome> {
  const root = mkdtempSync(join(tmpdir(), 'plumbline-compose-'));
  const folder = join(root, PROJECT);
  try {
    for (const [path, text] of Object.entries(each.files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const flags = [
      ...passed(each).flatMap((path) => ['-f', join(folder, path)]),
      ...(each.envFiles ?? []).flatMap((path) => ['--env-file', join(folder, path)]),
      ...(each.profiles ?? []).flatMap((profile) => ['--profile', profile]),
      ...(each.projectDirectory === undefined
        ? []
        : ['--project-directory', join(folder, each.projectDirectory)]),
      ...(each.projectName === undefined ? [] : ['-p', each.projectName]),
    ];
    const said = await config(tool, folder, flags, shellOf(each));
    if (said.code !== 0) return { outcome: { refused: true }, said: said.error };
    const text = said.output.replaceAll(`${root}/`, '/').replaceAll(root, '/');
    return { outcome: { data: JSON.parse(text) as Data }, said: said.error };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

interface Said {
  readonly code: number;
  readonly output: string;
  readonly error: string;
}

/** Runs `docker compose config --format json`. */
export function config(
  tool: string,
  folder: string,
  flags: readonly string[],
  shell: ReadonlyMap<string, string>,
): Promise<Said> {
  const env = { PATH: '/usr/bin:/bin', ...Object.fromEntries(shell) };
  return new Promise((resolve) => {
    execFile(
      tool,
      [...flags, 'config', '--format', 'json'],
      { cwd: folder, env, maxBuffer: 64 * 1024 * 1024 },
      (failure, output, error) => resolve({ code: failure ? 1 : 0, output, error }),
    );
  });
}

/** Runs tasks, a few at a time, and gives their results in order. */
export async function inTurns<T, R>(
  items: readonly T[],
  run: (item: T) => Promise<R>,
  width = 3,
): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const worker = async () => {
    for (let at = next++; at < items.length; at = next++) {
      const item = items[at];
      if (item !== undefined) results[at] = await run(item);
    }
  };
  await Promise.all(Array.from({ length: width }, worker));
  return results;
}

/** The first place where two values differ, in words; undefined where they are the same. */
export function difference(expected: unknown, actual: unknown, path = ''): string | undefined {
  if (Object.is(expected, actual)) return undefined;
  if (Array.isArray(expected) && Array.isArray(actual)) {
    for (let index = 0; index < Math.max(expected.length, actual.length); index++) {
      const found = difference(expected[index], actual[index], `${path}[${index}]`);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  if (isRecord(expected) && isRecord(actual)) {
    for (const key of new Set([...Object.keys(expected), ...Object.keys(actual)])) {
      const found = difference(expected[key], actual[key], `${path}.${key}`);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  return `${path || 'all'}: Compose has ${JSON.stringify(expected)}, we have ${JSON.stringify(actual)}`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
