import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Outcome } from './composeCase.ts';

/** What Docker Compose said of the cases of a topic, by their names: see test/conformance/compose.ts. */
export function expectedOf(topic: string): { readonly [name: string]: Outcome } {
  const path = join(import.meta.dirname, 'cases', `${topic}.expected.gen.json`);
  return JSON.parse(readFileSync(path, 'utf8'));
}
