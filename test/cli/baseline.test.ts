import { describe, expect, it } from 'vitest';
import { call, Folder } from './folder.ts';
import { CLEAN, WITH_ERROR } from './manifests.ts';

async function recorded(files: { readonly [path: string]: string }) {
  const folder = new Folder(files);
  const outcome = await call(['baseline'], { cwd: folder.at('.') });
  return { folder, outcome };
}

describe('plumbline baseline', () => {
  it('records what is found, so that nothing is', async () => {
    const { folder, outcome } = await recorded({ 'compose.yaml': WITH_ERROR, 'b/compose.yaml': WITH_ERROR });
    expect(outcome).toMatchObject({ code: 0, out: '2 findings recorded in .plumbline-baseline.yaml.\n' });
    expect(await folder.findings()).toEqual([]);
    expect(folder.read('.plumbline-baseline.yaml')).toContain(
      '  - {"file":"b/compose.yaml","rule":"compose/privileged","object":"service \\"api\\"","message":',
    );
    expect(await folder.findings('--no-baseline')).toHaveLength(2);
  });

  it('holds for findings whose lines have moved, and for no others', async () => {
    const { folder } = await recorded({ 'compose.yaml': WITH_ERROR });
    folder.write({ 'compose.yaml': `# moved\n\n${WITH_ERROR}` });
    expect(await folder.findings()).toEqual([]);
    folder.write({ 'compose.yaml': `${WITH_ERROR}    pid: host\n` });
    expect(await folder.findings()).toEqual(['compose.yaml:12:10 compose/host-pid']);
    folder.write({ 'compose.yaml': WITH_ERROR });
    folder.write({ 'other/compose.yaml': WITH_ERROR });
    expect(await folder.findings()).toEqual(['other/compose.yaml:11:17 compose/privileged']);
  });

  it('counts: one more of the same is shown', async () => {
    const hosts = (count: number) => `${CLEAN}    cap_add: [${Array(count).fill('SYS_ADMIN').join(', ')}]\n`;
    const { folder } = await recorded({ 'compose.yaml': hosts(1) });
    folder.write({ 'compose.yaml': hosts(2) });
    expect(await folder.findings()).toHaveLength(1);
  });

  it('records again what is there now', async () => {
    const { folder } = await recorded({ 'compose.yaml': WITH_ERROR });
    folder.write({ 'compose.yaml': CLEAN });
    const { out } = await call(['baseline'], { cwd: folder.at('.') });
    expect(out).toBe('0 findings recorded in .plumbline-baseline.yaml.\n');
    expect(folder.read('.plumbline-baseline.yaml')).toContain('findings: []');
  });

  it('never holds a secret', async () => {
    const { folder } = await recorded({
      'compose.yaml': `${CLEAN}    environment: {DB_PASSWORD: hunter2x}\n`,
    });
    expect(folder.read('.plumbline-baseline.yaml')).toContain('compose/env-hardcoded-secret');
    expect(folder.read('.plumbline-baseline.yaml')).not.toContain('hunter2x');
  });

  it('does not record what is wrong with a file as such', async () => {
    const { folder } = await recorded({ 'compose.yaml': 'services:\n  a: [\n' });
    expect((await folder.findings()).join()).toContain('yaml/syntax');
  });
});

describe('plumbline explain', () => {
  it('prints the page of a rule, by its id, its last part, or the name another tool has for it', async () => {
    const page = (await call(['explain', 'kubernetes/liveness-probe'], { cwd: '/' })).out;
    expect(page).toMatch(/^# Container without a liveness probe\n/);
    expect(page).toContain('## Why');
    expect((await call(['explain', 'liveness-probe'], { cwd: '/' })).out).toBe(page);
    expect((await call(['explain', 'CKV_K8S_8'], { cwd: '/' })).out).toContain(
      'Container without a liveness probe',
    );
    expect((await call(['explain', 'yaml/syntax'], { cwd: '/' })).out).toContain('# YAML syntax error');
  });

  it('says what may be meant', async () => {
    const { code, err } = await call(['explain', 'kubernetes/livenes-probe'], { cwd: '/' });
    expect(code).toBe(2);
    expect(err).toContain('Did you mean "kubernetes/liveness-probe"?');
  });
});
