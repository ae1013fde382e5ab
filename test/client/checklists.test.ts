import { beforeEach, describe, expect, it } from 'vitest';
import * as vscode from 'vscode';
import { FINDINGS_CHANGED, READ_CHECKLIST } from '../../shared/src/protocol.ts';
import { LanguageClient } from '../support/fakeLanguageClient.ts';
import { world } from '../support/fakeVscode.ts';
import { checklists, click, row, rows } from './checklistRows.ts';
import { finding, newEditor, server, start } from './running.ts';

const TEXT =
  '# Release\r\n\r\n## Before\r\n\r\n- [ ] Tag it\r\n- [x] Test it\r\n\r\n## After\r\n\r\n- [ ] Tell\r\n';
const RULES = '# Safe\n\n- [ ] Probed <!-- plumbline: rules=kubernetes/liveness-probe -->\n- [ ] By hand\n';
const FILE = 'file:///w/CHECKLIST.md';

beforeEach(newEditor);

async function open(files: { readonly [path: string]: string }, root = 'file:///w'): Promise<void> {
  world.add(root, files);
  await start();
}

const labels = async () => (await rows()).map((each) => `${'  '.repeat(each.depth)}${each.label}`);

describe('the view of checklists', () => {
  it('shows files, sections and items, and how far they are', async () => {
    await open({ 'CHECKLIST.md': TEXT });
    expect((await rows()).map(({ label, description, mark }) => [label, description, mark])).toEqual([
      ['Release', '1/3', 'checklist'],
      ['Before', '1/2', ''],
      ['Tag it', '', ' '],
      ['Test it', '', 'x'],
      ['After', '0/1', ''],
      ['Tell', '', ' '],
    ]);
  });

  it('finds checklists by their names, and leaves other files and folders out', async () => {
    await open({
      'SECURITY_CHECKLIST.md': '# A\n- [ ] a\n',
      'docs/checklist.md': '# B\n- [ ] b\n',
      'docs/My Checklist 2.md': '# C\n- [ ] c\n',
      'README.md': '# No\n- [ ] n\n',
      'CHECKLIST.txt': '# No\n- [ ] n\n',
      'EMPTY_CHECKLIST.md': '# No tasks\n',
      'node_modules/x/CHECKLIST.md': '# No\n- [ ] n\n',
      'a/.venv/CHECKLIST.md': '# No\n- [ ] n\n',
    });
    expect((await rows()).filter(({ depth }) => depth === 0).map(({ label }) => label)).toEqual([
      'B',
      'C',
      'A',
    ]);
  });

  it('works on a virtual file system', async () => {
    await open({ 'CHECKLIST.md': TEXT }, 'vscode-vfs://github/o/r');
    click(1, await row('Tell'));
    await expect.poll(async () => (await row('Tell')).mark).toBe('x');
    expect(world.files.get('vscode-vfs://github/o/r/CHECKLIST.md')).toContain('- [x] Tell');
  });

  it('is empty without a folder', async () => {
    await start();
    expect(await rows()).toEqual([]);
  });

  it('gives every row an id of its own and words for a screen reader', async () => {
    await open({ 'CHECKLIST.md': `${TEXT}- [ ] Tell\n`, 'b/CHECKLIST.md': TEXT });
    const all = await rows();
    expect(new Set(all.map(({ item }) => item.id)).size).toBe(all.length);
    expect(all.filter(({ item }) => !item.accessibilityInformation?.label)).toEqual([]);
  });

  it('follows what is typed, and files that come, change and go', async () => {
    await open({ 'CHECKLIST.md': '# A\n- [ ] one\n' });
    world.type(world.open(vscode.Uri.parse(FILE)), '# A\n- [ ] two\n');
    await expect.poll(labels).toEqual(['A', '  A', '    two']);
    world.touch('file:///w/B_CHECKLIST.md', '# B\n- [ ] b\n');
    await expect.poll(labels).toContain('B');
    world.touch('file:///w/B_CHECKLIST.md', undefined);
    await expect.poll(labels).not.toContain('B');
  });

  it('does not put what is out of date in the place of what is new', async () => {
    await open({ 'CHECKLIST.md': '# A\n- [ ] old\n' });
    const { answers } = LanguageClient;
    let release = (): void => undefined;
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    let first = true;
    LanguageClient.answers = async (method, params) => {
      const slow = first && method === READ_CHECKLIST;
      first = false;
      if (slow) await gate;
      return answers(method, params);
    };
    const slow = world.run('plumbline.refreshChecklists');
    await new Promise((resolve) => setTimeout(resolve, 5));
    world.files.set(FILE, '# A\n- [ ] new\n');
    await world.run('plumbline.refreshChecklists');
    release();
    await slow;
    expect(await labels()).toEqual(['A', '  A', '    new']);
  });
});

describe('ticking an item', () => {
  it('changes one character of the file and saves it', async () => {
    await open({ 'CHECKLIST.md': TEXT });
    click(1, await row('Tag it'));
    await expect.poll(async () => (await row('Tag it')).mark).toBe('x');
    expect(world.files.get(FILE)).toBe(TEXT.replace('- [ ] Tag', '- [x] Tag'));
    expect(world.edits.map(({ range, text }) => [range.end.character - range.start.character, text])).toEqual(
      [[1, 'x']],
    );
    expect((await row('Release')).description).toBe('2/3');
  });

  it('can be undone', async () => {
    await open({ 'CHECKLIST.md': TEXT });
    click(1, await row('Tag it'));
    await expect.poll(() => world.edits.length).toBe(1);
    expect(world.written).toEqual([]);
    world.documents[0]?.undo();
    expect(world.documents[0]?.getText()).toBe(TEXT);
  });

  it('takes the tick away again', async () => {
    await open({ 'CHECKLIST.md': TEXT });
    click(0, await row('Test it'));
    await expect.poll(() => world.files.get(FILE)).toBe(TEXT.replace('[x]', '[ ]'));
  });

  it('leaves a file in a tab unsaved: its tab shows that it has changes', async () => {
    await open({ 'CHECKLIST.md': TEXT });
    await vscode.window.showTextDocument(vscode.Uri.parse(FILE));
    click(1, await row('Tell'));
    const document = world.open(vscode.Uri.parse(FILE));
    await expect.poll(() => document.getText()).toBe(TEXT.replace('[ ] Tell', '[x] Tell'));
    expect([document.isDirty, document.saves]).toEqual([true, 0]);
  });

  it('leaves a document with changes unsaved, with what else was typed in it', async () => {
    await open({ 'CHECKLIST.md': TEXT });
    const document = world.open(vscode.Uri.parse(FILE));
    const clicked = await row('Tell');
    document.change(`# New words\r\n\r\n${TEXT}`);
    click(1, clicked);
    await expect
      .poll(() => document.getText())
      .toBe(`# New words\r\n\r\n${TEXT.replace('[ ] Tell', '[x] Tell')}`);
    expect([document.isDirty, document.saves]).toEqual([true, 0]);
    expect(world.files.get(FILE)).toBe(TEXT);
  });

  it('ticks the one that was clicked where two say the same', async () => {
    const text = '# A\n- [ ] Same\n- [ ] Same\n- [ ] Same\n';
    await open({ 'CHECKLIST.md': text });
    const [, second] = (await rows()).filter(({ label }) => label === 'Same');
    if (!second) throw new Error('There is one only.');
    click(1, second);
    await expect.poll(() => world.files.get(FILE)).toBe('# A\n- [ ] Same\n- [x] Same\n- [ ] Same\n');
  });

  it('ticks several in a row or at once, each with its own character', async () => {
    await open({ 'CHECKLIST.md': TEXT });
    click(1, await row('Tag it'), await row('Tell'));
    await expect.poll(() => world.files.get(FILE)).toBe(TEXT.replaceAll('[ ]', '[x]'));
    expect(world.edits).toHaveLength(2);
  });

  it('touches nothing when the item is gone or already so', async () => {
    await open({ 'CHECKLIST.md': TEXT });
    const [gone, ticked] = [await row('Tell'), await row('Tag it')];
    world.files.set(FILE, TEXT.replace('- [ ] Tell', '- [ ] Call').replace('- [ ] Tag', '- [x] Tag'));
    click(1, gone, ticked);
    await expect.poll(labels).toContain('    Call');
    expect(world.edits).toEqual([]);
  });

  it('touches nothing while the server is away', async () => {
    await open({ 'CHECKLIST.md': TEXT });
    const clicked = await row('Tell');
    await LanguageClient.last.stop();
    click(1, clicked);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(world.files.get(FILE)).toBe(TEXT);
  });
});

describe('an item that rules answer', () => {
  const MANIFEST = 'file:///w/k8s/api.yaml';
  const probe = finding('kubernetes/liveness-probe', MANIFEST);

  it('passes where they find nothing, and can not be ticked', async () => {
    await open({ 'CHECKLIST.md': RULES });
    const probed = await row('Probed');
    expect([probed.mark, probed.description]).toEqual(['pass', 'passes']);
    expect(probed.item.checkboxState).toBeUndefined();
    expect((await row('Safe')).description).toBe('1/2');
    expect(checklists().view.badge).toBeUndefined();
  });

  it('fails as soon as they find something, and passes again when that is mended', async () => {
    await open({ 'CHECKLIST.md': RULES });
    const mark = async () => (await row('Probed')).mark;
    server.findings = [probe, finding('kubernetes/host-pid', MANIFEST)];
    LanguageClient.last.notify(FINDINGS_CHANGED);
    await expect.poll(mark).toBe('error');
    expect((await row('Probed')).description).toBe('1 finding');
    expect((await row('Safe')).description).toBe('0/2');
    expect(checklists().view.badge).toEqual({ value: 1, tooltip: '1 checklist item fails' });
    server.findings = [];
    LanguageClient.last.notify(FINDINGS_CHANGED);
    await expect.poll(mark).toBe('pass');
    expect(checklists().view.badge).toBeUndefined();
    expect(world.edits).toEqual([]);
  });

  it.each([
    ['unknown', 'there is no rule "kubernetes/liveness-probe"'],
    ['off', 'the rule "kubernetes/liveness-probe" is switched off'],
  ] as const)('neither passes nor fails while a rule is %s', async (which, why) => {
    server[which] = ['kubernetes/liveness-probe'];
    await open({ 'CHECKLIST.md': RULES });
    const probed = await row('Probed');
    expect([probed.mark, probed.description]).toEqual(['question', `unknown: ${why}`]);
    expect((await row('Safe')).description).toBe('0/2');
  });

  it.each([
    ['there is no file that a rule is for', { judged: 0, broken: [] }, 'nothing to check'],
    ['a file can not be read', { judged: 3, broken: [MANIFEST] }, 'k8s/api.yaml can not be read'],
  ])('neither passes nor fails while %s', async (_, scope, why) => {
    server.scope = scope;
    await open({ 'CHECKLIST.md': RULES });
    const probed = await row('Probed');
    expect([probed.mark, probed.description]).toEqual(['question', `unknown: ${why}`]);
    server.findings = [probe];
    LanguageClient.last.notify(FINDINGS_CHANGED);
    await expect.poll(async () => (await row('Probed')).mark).toBe('error');
  });

  it('leads to its only finding', async () => {
    server.findings = [probe];
    await open({ 'CHECKLIST.md': RULES });
    const { command } = (await row('Probed')).item;
    await world.run(command?.command ?? '', ...(command?.arguments ?? []));
    const [shown] = world.shown;
    expect(shown?.uri.toString()).toBe(MANIFEST);
    expect([shown?.selection?.start, shown?.selection?.end]).toMatchObject([
      { line: 1, character: 2 },
      { line: 1, character: 5 },
    ]);
  });

  it('lets a person choose among several, also from its menu', async () => {
    const other = finding('kubernetes/liveness-probe', 'file:///w/k8s/worker.yaml');
    server.findings = [probe, other];
    await open({ 'CHECKLIST.md': RULES });
    expect((await row('Probed')).description).toBe('2 findings');
    world.files.set(other.uri, 'a\nb\n');
    world.answers.push(other.message);
    await world.run('plumbline.showFindings', (await row('Probed')).node);
    expect(world.dialogs.at(-1)?.choices).toEqual([probe.message, other.message]);
    expect(world.shown.map(({ uri }) => uri.toString())).toEqual([other.uri]);
  });

  beforeEach(() => {
    world.files.set(MANIFEST, 'kind: Deployment\n  spec: {}\n');
  });
});
