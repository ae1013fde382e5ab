import { describe, expect, it } from 'vitest';
import { isShell, startedWords, wordsOf } from '../../../server/src/core/compose/words.ts';
import { get } from '../../../server/src/core/model/read.ts';
import { serviceOf } from './services.ts';

const words = (command: string) => wordsOf(get(serviceOf(`    command: ${command}\n`).node, 'command'));

describe('the words of a command', () => {
  it.each([
    ['run  it', ['run', 'it']],
    ['[run, "it all"]', ['run', 'it all']],
    [`run "it all" 'by day'`, ['run', 'it all', 'by day']],
    [`run --name="it all"`, ['run', '--name=it all']],
    ['run --pass ${PW:?set PW in .env} -x', ['run', '--pass', '${PW:?set PW in .env}', '-x']],
    ['run ${A:-${B:-a b} c}/d', ['run', '${A:-${B:-a b} c}/d']],
    [`run \${A:-"a b"}`, ['run', '${A:-"a b"}']],
    ['run ${A', ['run', '${A']],
    ['~', []],
    ['{a: b}', []],
  ])('are read: %s', (command, expected) => {
    expect(words(command)).toEqual(expected);
  });
});

describe('what a shell starts', () => {
  it.each([
    [
      ['sh', '-c', 'exec run it && echo'],
      ['run', 'it', 'echo'],
    ],
    [['/bin/bash', '-ec', 'run'], ['run']],
    [
      ['bash', 'run.sh'],
      ['bash', 'run.sh'],
    ],
    [
      ['run', '-c', 'x'],
      ['run', '-c', 'x'],
    ],
    [[], []],
  ])('is in its script: %j', (given, expected) => {
    expect(startedWords(given)).toEqual(expected);
  });

  it('is none of another program', () => {
    expect(['sh', '/bin/ash', 'zsh'].every(isShell)).toBe(true);
    expect(['fish.py', 'push', undefined].some(isShell)).toBe(false);
  });
});
