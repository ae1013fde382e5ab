import { describe, expect, it } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { stylish } from '../../server/src/cli/formatters/stylish.ts';
import { call, Folder, rowsOf } from './folder.ts';
import { CLEAN, WITH_ERROR, WITH_NOTE, WITH_WARNING } from './manifests.ts';

const VERSION = packageJson.version;

/** One finding in the base and one variable set twice, in a folder that two overlays deploy. */
const OVERLAYS = {
  'k8s/base/kustomization.yaml': 'resources:\n  - pod.yaml\n',
  'k8s/base/pod.yaml': `apiVersion: v1
kind: Pod
metadata:
  name: job
spec:
  containers:
    - name: job
      image: example/job:1
      env:
        - {name: MODE, value: fast}
        - {name: MODE, value: slow}
`,
  'k8s/overlays/live/kustomization.yaml': 'resources:\n  - ../../base\n',
  'k8s/overlays/test/kustomization.yaml': 'resources:\n  - ../../base\n',
  '.plumbline.yaml': 'rules: {}\n',
};

describe('stylish', () => {
  const FILES = { 'a/compose.yaml': WITH_ERROR, 'b/compose.yaml': `version: "3"\n${WITH_WARNING}` };

  it('lists the findings by file, aligned, and sums them up', async () => {
    const { out, err } = await new Folder(FILES).lint();
    expect(out).toBe(`a/compose.yaml
  11:17  error    Service "api" is privileged: whoever controls it controls the host.  compose/privileged

b/compose.yaml
  1:1   info     Compose ignores "version", and warns about it at every command.  compose/version-field
  4:24  warning  Image "example/api:latest" moves: what runs is whatever "latest" is on the day it is pulled.  compose/image-tag

3 findings (1 error, 1 warning, 1 note), 3 with a fix. 2 files checked.
`);
    expect(err).toBe('');
  });

  it('says in which environments a finding holds', async () => {
    const { out } = await new Folder(OVERLAYS).lint('--severity', 'warning');
    expect(out).toMatch(/ {2}10:18 {2}warning {2}"MODE" is set again [^[]+ \[live, test\] {2}kubernetes\//);
  });

  it('writes out what a terminal would obey', async () => {
    const name = 'a\\u001b[2J\\n\\u202Eb';
    const pod = `apiVersion: v1
kind: Pod
metadata: {name: p}
spec:
  containers:
    - name: "${name}"
      image: example/api:1
      securityContext: {privileged: true}
`;
    const folder = new Folder({ 'odd\u001b[31m\u202e/pod.yaml': pod });
    for (const format of ['stylish', 'github']) {
      const { out } = await folder.lint('--format', format);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: no such character is to be there
      expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
      expect(out).toContain('odd\\u001b[31m\\u202e/pod.yaml');
      expect(out).toContain('Container "a\\u001b[2J');
    }
    expect((await folder.lint()).out).toContain('Container "a\\u001b[2J\\n\\u202eb" is privileged');
  });

  it('takes a time that grows with the findings, not with their square', () => {
    const row = { line: 1, column: 1, endLine: 1, endColumn: 2, rule: 'r', message: 'm', file: 'a' } as const;
    const finding = { ...row, severity: 'error', environments: [], fixable: false, related: [] } as const;
    const report = (count: number) => ({ rows: Array.from({ length: count }, () => finding), files: 1 });
    const out = stylish({ ...report(200_000), colour: false, version: VERSION });
    expect(out.split('\n')).toHaveLength(200_004);
  });

  it('says so where there is nothing to say', async () => {
    const { out } = await new Folder({ 'compose.yaml': CLEAN }).lint();
    expect(out).toBe('No findings. 1 file checked.\n');
  });

  it('marks places, severities and rules in colour where the terminal has some', async () => {
    const folder = new Folder(FILES);
    const { out } = await call(['lint'], { cwd: folder.path, colour: true });
    const [file, error] = out.split('\n');
    expect(file).toBe('\u001b[4ma/compose.yaml\u001b[0m');
    expect(error).toBe(
      '  \u001b[90m11:17\u001b[0m  \u001b[31merror  \u001b[0m  Service "api" is privileged: whoever controls it controls the host.  \u001b[90mcompose/privileged\u001b[0m',
    );
    expect(out).toContain('\u001b[33mwarning\u001b[0m');
    expect(out).toContain('\u001b[36minfo   \u001b[0m');
  });

  it('says the same with and without colour', async () => {
    const folder = new Folder({ ...FILES, ...OVERLAYS });
    const { out } = await call(['lint'], { cwd: folder.path, colour: true });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what is looked for
    expect(out.replace(/\u001b\[\d+m/g, '')).toBe((await folder.lint()).out);
  });
});

describe('jsonl', () => {
  it('has one finding a line, with exactly the fields that were promised', async () => {
    const { out } = await new Folder({ 'compose.yaml': WITH_ERROR }).lint('--format', 'jsonl');
    expect(out).toBe(
      `${JSON.stringify({
        file: 'compose.yaml',
        line: 11,
        column: 17,
        endLine: 11,
        endColumn: 21,
        rule: 'compose/privileged',
        severity: 'error',
        message: 'Service "api" is privileged: whoever controls it controls the host.',
        environments: [],
        fixable: true,
      })}\n`,
    );
  });

  it('leaves out places that have to do with a finding: they are no field of it', async () => {
    const { out } = await new Folder(OVERLAYS).lint('--format', 'jsonl');
    const keys = new Set(rowsOf(out).map((row) => Object.keys(row).join()));
    expect([...keys]).toEqual([
      'file,line,column,endLine,endColumn,rule,severity,message,environments,fixable',
    ]);
    expect(rowsOf(out).find(({ rule }) => rule === 'kubernetes/duplicate-env-var')?.environments).toEqual([
      'live',
      'test',
    ]);
  });

  it('prints nothing where nothing is found', async () => {
    expect((await new Folder({ 'compose.yaml': CLEAN }).lint('--format', 'jsonl')).out).toBe('');
  });

  it('counts lines and columns from 1, in UTF-16, whatever the line ends are', async () => {
    const text = `\uFEFF${CLEAN}    labels: {"🐢": x}\n    devices: ["🐢"] # é\n    command: --x "🐢" --password=hunter22\n`;
    const places = async (content: string) => {
      const { out } = await new Folder({ 'compose.yaml': content }).lint('--format', 'jsonl');
      return rowsOf(out).map(({ line, column, endLine, endColumn }) => [line, column, endLine, endColumn]);
    };
    // The turtle takes two columns.
    expect(await places(text)).toEqual([[13, 34, 13, 42]]);
    expect(await places(text.replaceAll('\n', '\r\n'))).toEqual([[13, 34, 13, 42]]);
  });
});

describe('file names', () => {
  const FILES = { 'k8s/a b/compose.yaml': WITH_ERROR, 'here/compose.yaml': CLEAN };
  const files = async (cwd: string, ...argv: string[]) =>
    rowsOf((await call(['lint', ...argv, '--format', 'jsonl'], { cwd })).out).map(({ file }) => file);

  it('are relative to the working directory, however the path was given', async () => {
    const folder = new Folder(FILES);
    expect(await files(folder.path)).toEqual(['k8s/a b/compose.yaml']);
    expect(await files(folder.path, './k8s/')).toEqual(['k8s/a b/compose.yaml']);
    expect(await files(folder.path, folder.at('k8s'))).toEqual(['k8s/a b/compose.yaml']);
    expect(await files(folder.at('k8s'))).toEqual(['a b/compose.yaml']);
    expect(await files(folder.at('k8s/a b'), 'compose.yaml')).toEqual(['compose.yaml']);
  });

  it('lead out of the working directory where the file is not below it', async () => {
    const folder = new Folder(FILES);
    expect(await files(folder.at('here'), '../k8s')).toEqual(['../k8s/a b/compose.yaml']);
  });

  it('keep all their characters', async () => {
    const odd = 'ü 🐢/%20 "x"/compose.yaml';
    expect(await files(new Folder({ [odd]: WITH_ERROR }).path)).toEqual([odd]);
  });
});

describe('json', () => {
  it('is one document with the version, the number of files and the findings', async () => {
    const folder = new Folder({ 'a/compose.yaml': WITH_NOTE, 'b/compose.yaml': CLEAN });
    const { out } = await folder.lint('--format', 'json');
    expect(JSON.parse(out)).toEqual({
      version: VERSION,
      files: 2,
      findings: [
        {
          file: 'a/compose.yaml',
          line: 1,
          column: 1,
          endLine: 1,
          endColumn: 8,
          rule: 'compose/version-field',
          severity: 'information',
          message: 'Compose ignores "version", and warns about it at every command.',
          environments: [],
          fixable: true,
        },
      ],
    });
    expect(out).toMatch(/^\{\n {2}"version".*\}\n$/s);
  });

  it('has the places that have to do with a finding', async () => {
    const { out } = await new Folder(OVERLAYS).lint('--format', 'json');
    const { findings } = JSON.parse(out) as { findings: { rule: string; related?: object[] }[] };
    const set = findings.find(({ rule }) => rule === 'kubernetes/duplicate-env-var');
    const place = { line: 11, column: 11, endLine: 11, endColumn: 36 };
    expect(set?.related).toEqual([{ file: 'k8s/base/pod.yaml', ...place, message: 'This one counts.' }]);
    expect(findings.filter(({ related }) => related !== undefined)).toHaveLength(1);
  });

  it('is a document also where nothing is found', async () => {
    const { out } = await new Folder().lint('--format', 'json');
    expect(JSON.parse(out)).toEqual({ version: VERSION, files: 0, findings: [] });
  });
});

describe('github', () => {
  const lines = async (folder: Folder, ...argv: string[]) =>
    (await folder.lint('--format', 'github', ...argv)).out.split('\n');

  it('has a workflow command for each finding', async () => {
    const folder = new Folder({
      'a/compose.yaml': WITH_ERROR,
      'b/compose.yaml': WITH_WARNING,
      'c/compose.yaml': WITH_NOTE,
    });
    expect(await lines(folder)).toEqual([
      '::error file=a/compose.yaml,line=11,endLine=11,col=17,endColumn=21,title=compose/privileged::Service "api" is privileged: whoever controls it controls the host.',
      '::warning file=b/compose.yaml,line=3,endLine=3,col=24,endColumn=30,title=compose/image-tag::Image "example/api:latest" moves: what runs is whatever "latest" is on the day it is pulled.',
      '::notice file=c/compose.yaml,line=1,endLine=1,col=1,endColumn=8,title=compose/version-field::Compose ignores "version", and warns about it at every command.',
      '',
    ]);
  });

  it('escapes what would end a command or one of its properties', async () => {
    const pod = `apiVersion: v1
kind: Pod
metadata: {name: p}
spec:
  containers:
    - name: "50%,\\n::set-output:\\rx"
      image: example/api:1
      securityContext: {privileged: true}
`;
    const file = 'a,b:c%/pod.yaml';
    const [command = ''] = (await lines(new Folder({ [file]: pod }))).filter((line) =>
      line.includes('privileged-container'),
    );
    expect(command).toMatch(/^::error file=a%2Cb%3Ac%25\/pod\.yaml,line=8,/);
    expect(command).toContain('::Container "50%25,%0A::set-output:%0Dx" is privileged');
  });

  it('gives no columns where a finding goes over several lines', async () => {
    const flow = `services:
  api:
    image: example/api:1.4.2
    environment: {API_TOKEN: "Zm9vYmFy
      c2VjcmV0"}
`;
    const [command = ''] = (await lines(new Folder({ 'compose.yaml': flow }))).filter((line) =>
      line.includes('secret'),
    );
    expect(command).toMatch(
      /^::error file=compose\.yaml,line=4,endLine=5,title=compose\/env-hardcoded-secret::/,
    );
  });

  it('prints nothing where nothing is found', async () => {
    expect(await lines(new Folder({ 'compose.yaml': CLEAN }))).toEqual(['']);
  });
});
