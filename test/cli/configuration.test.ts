import { describe, expect, it } from 'vitest';
import { call, Folder, rowsOf } from './folder.ts';
import { WITH_NOTE, WITH_WARNING } from './manifests.ts';

const OFF = 'rules:\n  compose/version-field: "off"\n  compose/image-tag: "off"\n';

describe('the configuration file', () => {
  it('is the nearest one above a path', async () => {
    const folder = new Folder({
      '.plumbline.yaml': OFF,
      'compose.yaml': WITH_NOTE,
      'sub/deep/compose.yaml': WITH_NOTE,
      'own/.plumbline.yml': 'preset: strict\n',
      'own/deep/compose.yaml': WITH_WARNING,
    });
    expect(await folder.findings('compose.yaml', 'sub/deep/compose.yaml')).toEqual([]);
    const { out } = await folder.lint('own/deep', '--format', 'jsonl');
    const tags = rowsOf(out).filter(({ rule }) => rule === 'compose/image-tag');
    expect(tags.map(({ severity }) => severity)).toEqual(['error']);
  });

  it('says which files are left alone, also to a run that begins further down', async () => {
    const folder = new Folder({
      '.plumbline.yaml': 'ignore:\n  - charts/**\n  - "*.draft.yaml"\n',
      'charts/compose.yaml': WITH_NOTE,
      'compose.yaml': WITH_NOTE,
      'sub/compose.draft.yaml': WITH_NOTE,
    });
    expect(await folder.findings()).toEqual(['compose.yaml:1:1 compose/version-field']);
    expect(await folder.findings('charts')).toEqual([]);
    const { out } = await call(['lint'], { cwd: folder.at('sub') });
    expect(out).toBe('No findings. 0 files checked.\n');
  });

  it('sets the options of a rule', async () => {
    const options = 'rules:\n  compose/image-tag:\n    level: hint\n    options:\n      movingTags: [edge]\n';
    const folder = new Folder({ 'compose.yaml': WITH_WARNING, '.plumbline.yaml': options });
    expect(await folder.findings()).toEqual([]);
    folder.write({ 'compose.yaml': WITH_WARNING.replace(':latest', ':edge') });
    const { out } = await folder.lint('--format', 'jsonl');
    expect(rowsOf(out)).toMatchObject([{ rule: 'compose/image-tag', severity: 'hint' }]);
  });
});

describe('a broken configuration file', () => {
  const FILES = {
    'compose.yaml': WITH_WARNING,
    '.plumbline.yaml': 'preset: strict\nrules:\n  compose/imagetag: error\n',
  };

  it('is a finding of its own, at its place, and the rest is judged all the same', async () => {
    const { code, out } = await new Folder(FILES).lint('--format', 'jsonl');
    expect(code).toBe(1);
    expect(rowsOf(out)).toEqual([
      {
        file: '.plumbline.yaml',
        line: 3,
        column: 3,
        endLine: 3,
        endColumn: 19,
        rule: 'plumbline/configuration',
        severity: 'error',
        message: 'There is no rule "compose/imagetag". Did you mean "compose/image-tag"?',
        environments: [],
        fixable: false,
      },
      expect.objectContaining({ file: 'compose.yaml', rule: 'compose/image-tag', severity: 'warning' }),
    ]);
  });

  it('is told once, however many workspaces it is for', async () => {
    const folder = new Folder({
      'broken.yaml': 'presets: strict\n',
      'a/.git/HEAD': '',
      'a/compose.yaml': WITH_NOTE,
      'b/.git/HEAD': '',
      'b/compose.yaml': WITH_NOTE,
    });
    expect(await folder.findings('a', 'b', '--config', 'broken.yaml')).toEqual([
      'broken.yaml:1:1 plumbline/configuration',
      'a/compose.yaml:1:1 compose/version-field',
      'b/compose.yaml:1:1 compose/version-field',
    ]);
  });

  it('is named also where it is no YAML, or nothing like a configuration', async () => {
    const folder = new Folder({ 'compose.yaml': WITH_NOTE, '.plumbline.yaml': 'rules: [\n' });
    expect(await folder.findings()).toEqual([
      expect.stringMatching(/^\.plumbline\.yaml:\d:\d+ plumbline\/configuration$/),
      'compose.yaml:1:1 compose/version-field',
    ]);
    folder.write({ '.plumbline.yaml': '- strict\n' });
    expect((await folder.findings())[0]).toBe('.plumbline.yaml:1:1 plumbline/configuration');
  });

  it('may be empty', async () => {
    const folder = new Folder({ 'compose.yaml': WITH_NOTE, '.plumbline.yaml': '# nothing yet\n' });
    expect(await folder.findings()).toEqual(['compose.yaml:1:1 compose/version-field']);
  });
});

describe('--config', () => {
  it('takes another file, from the working directory, and not the nearest', async () => {
    const folder = new Folder({
      'compose.yaml': WITH_NOTE,
      '.plumbline.yaml': 'preset: strict\n',
      'ci/quiet.yaml': OFF,
    });
    expect(await folder.findings('--config', 'ci/quiet.yaml')).toEqual([]);
    expect(await folder.findings('--config', folder.at('ci/quiet.yaml'))).toEqual([]);
    expect((await folder.findings()).length).toBeGreaterThan(0);
  });

  it('fails where there is no such file', async () => {
    const folder = new Folder({ 'compose.yaml': WITH_NOTE });
    expect(await folder.lint('--config', 'ci/quiet.yaml')).toEqual({
      code: 2,
      out: '',
      err: 'plumbline: The configuration file "ci/quiet.yaml" can not be read.\nSee "plumbline lint --help".\n',
    });
  });

  it('fails for a folder', async () => {
    const folder = new Folder({ 'ci/quiet.yaml': OFF });
    expect((await folder.lint('--config', 'ci')).code).toBe(2);
  });

  it('names the faults of that file', async () => {
    const folder = new Folder({ 'compose.yaml': WITH_NOTE, 'ci/loud.yaml': 'preset: [\n' });
    expect((await folder.findings('--config', 'ci/loud.yaml'))[0]).toMatch(
      /^ci\/loud\.yaml:\d:\d+ plumbline\/configuration$/,
    );
  });
});

describe('--isolated', () => {
  const PATCH = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: api
spec:
  template:
    spec:
      containers:
        - name: api
`;
  const FILES = {
    'base/deployment.yaml': `${PATCH}          image: example/api:1.4.2\n`,
    'base/kustomization.yaml': 'resources: [deployment.yaml]\n',
    'live/kustomization.yaml': 'resources: [../base]\npatches:\n  - path: patch.yaml\n',
    'live/patch.yaml': PATCH,
    '.plumbline.yaml': 'rules: {kubernetes/run-as-non-root: "off"}\n',
  };

  it('takes a patch for a whole object', async () => {
    const folder = new Folder(FILES);
    expect(await folder.findings('live/patch.yaml')).toEqual([]);
    const found = await folder.findings('live/patch.yaml', '--isolated');
    expect(found).toContain('live/patch.yaml:9:17 kubernetes/memory-limits');
    expect(found).toContain('live/patch.yaml:9:17 kubernetes/run-as-non-root');
    expect(found.filter((each) => !each.startsWith('live/patch.yaml:'))).toEqual([]);
  });

  it('does so for every file of a folder', async () => {
    const folder = new Folder(FILES);
    const found = await folder.findings('live', 'base', '--isolated');
    expect(found).toContain('live/patch.yaml:9:17 kubernetes/memory-limits');
    expect(found).toContain('base/deployment.yaml:9:17 kubernetes/memory-limits');
  });

  it('knows of no environments, and of no configuration but the one it is given', async () => {
    const folder = new Folder(FILES);
    const argv = ['base/deployment.yaml', '--format', 'jsonl'];
    const environments = async (...more: string[]) =>
      new Set(rowsOf((await folder.lint(...argv, ...more)).out).flatMap((row) => row.environments));
    expect(await environments()).toEqual(new Set(['live']));
    expect(await environments('--isolated')).toEqual(new Set());
    const given = await folder.findings(argv[0] ?? '', '--isolated', '--config', '.plumbline.yaml');
    expect(given.filter((each) => each.endsWith('run-as-non-root'))).toEqual([]);
  });
});
