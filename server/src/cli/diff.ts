import { createTwoFilesPatch } from 'diff';

/** A unified diff of one file, as git writes it. */
export function unifiedDiff(file: string, before: string, after: string): string {
  return createTwoFilesPatch(`a/${file}`, `b/${file}`, before, after, undefined, undefined, {
    context: 3,
  }).replace(/^=+\n/, '');
}
