import { describe, expect, it } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { FORMATS, LINT_HELP } from '../../server/src/cli/arguments.ts';
import { PRESETS, SEVERITIES } from '../../server/src/core/rule/severity.ts';
import { call } from './folder.ts';

describe('plumbline', () => {
  it.each(['--help', '-h', 'help'])('%s says how it is called', async (word) => {
    const { code, out, err } = await call([word]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('Usage: plumbline lint [paths...] ');
    expect(out).toContain(packageJson.version);
  });

  it.each(['--version', '-v'])('%s prints the version and nothing else', async (word) => {
    expect(await call([word])).toEqual({ code: 0, out: `${packageJson.version}\n`, err: '' });
  });

  it('without a command says how it is called, and fails', async () => {
    const { code, out, err } = await call([]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('Usage: plumbline lint');
  });

  it.each([
    ['lnit', 'There is no command "lnit". Did you mean "lint"?'],
    ['deploy', 'There is no command "deploy".'],
    ['--fix', 'There is no command "--fix".'],
  ])('does not know %s', async (word, complaint) => {
    expect(await call([word])).toEqual({
      code: 2,
      out: '',
      err: `plumbline: ${complaint}\nSee "plumbline --help".\n`,
    });
  });
});

describe('an error inside of Plumbline', () => {
  it('is told of with what is needed to report it, and is no finding', async () => {
    const { code, out, err } = await call(['lint', '--stdin']);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^plumbline: internal error: Error: Nobody gave anything .*\n {4}at /);
  });
});

describe('plumbline lint --help', () => {
  it.each(['--help', '-h'])('%s explains the options', async (word) => {
    expect(await call(['lint', word])).toEqual({ code: 0, out: LINT_HELP, err: '' });
  });

  it('names every option, format, preset and severity that there is', () => {
    const options = [...LINT_HELP.matchAll(/^ {2}(--[a-z-]+)/gm)].map(([, option]) => option);
    expect(options).toEqual([
      '--format',
      '--fix',
      '--fix-dry-run',
      '--preset',
      '--severity',
      '--config',
      '--isolated',
      '--no-baseline',
      '--max-warnings',
      '--stdin',
      '--stdin-filename',
    ]);
    for (const words of [FORMATS, PRESETS, SEVERITIES]) expect(LINT_HELP).toContain(`<${words.join('|')}>`);
  });

  it('comes before the work, whatever else is asked for', async () => {
    expect(await call(['lint', 'nowhere', '--help'])).toMatchObject({ code: 0, out: LINT_HELP });
  });
});

describe('plumbline lint refuses', () => {
  it.each([
    ['an option it does not know', ['--formt', 'json'], `Unknown option '--formt'. Did you mean "--format"?`],
    ['a misspelt switch', ['--fix-dryrun'], `Unknown option '--fix-dryrun'. Did you mean "--fix-dry-run"?`],
    ['an option like no other', ['--frobnicate'], "Unknown option '--frobnicate'"],
    ['a letter it does not know', ['-x'], "Unknown option '-x'"],
    [
      'a format it does not know',
      ['--format', 'jsn'],
      '--format takes one of stylish, json, jsonl, sarif, github, junit, codeclimate, not "jsn". Did you mean "json"?',
    ],
    [
      'a format like no other',
      ['--format=html'],
      '--format takes one of stylish, json, jsonl, sarif, github, junit, codeclimate, not "html".',
    ],
    [
      'a preset it does not know',
      ['--preset', 'strickt'],
      '--preset takes one of recommended, strict, all, not "strickt". Did you mean "strict"?',
    ],
    [
      'a severity it does not know',
      ['--severity', 'warn'],
      '--severity takes one of error, warning, information, hint, not "warn".',
    ],
    ['an option without its value', ['--format'], "Option '--format <value>' argument missing"],
    ['a value for a switch', ['--fix=all'], "Option '--fix' does not take an argument"],
    ['words for a number', ['--max-warnings', 'few'], '--max-warnings takes a number, not "few".'],
    ['less than no warnings', ['--max-warnings=-1'], '--max-warnings takes a number, not "-1".'],
    ['paths beside --stdin', ['--stdin', 'a.yaml'], 'Give either paths or --stdin, not both.'],
    [
      'paths beside --stdin-filename',
      ['a.yaml', '--stdin-filename', 'b.yaml'],
      'Give either paths or --stdin, not both.',
    ],
    ['a path that leads nowhere', ['no/where.yaml'], 'There is no file or folder "no/where.yaml".'],
  ])('%s', async (_, argv, complaint) => {
    expect(await call(['lint', ...argv])).toEqual({
      code: 2,
      out: '',
      err: `plumbline: ${complaint}\nSee "plumbline lint --help".\n`,
    });
  });
});
