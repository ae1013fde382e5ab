import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { deactivate } from '../../client/src/extension.ts';
import { readChecklist } from '../../server/src/core/checklist/checklist.ts';
import { readConfiguration } from '../../server/src/core/config/readConfiguration.ts';
import { RULES } from '../../server/src/rules/index.gen.ts';
import { OPEN_RULE_PAGE } from '../../shared/src/protocol.ts';
import { LanguageClient } from '../support/fakeLanguageClient.ts';
import { world } from '../support/fakeVscode.ts';
import { row } from './checklistRows.ts';
import { ROOT } from './extensionContext.ts';
import { newEditor, start } from './running.ts';

const shown = () => world.shown.map(({ uri }) => uri.toString());

beforeEach(newEditor);

describe('the extension', () => {
  it('starts its server when it is activated, and stops it when it is not', async () => {
    await start();
    expect(LanguageClient.last.isRunning()).toBe(true);
    await deactivate();
    expect(LanguageClient.last.isRunning()).toBe(false);
  });

  it('is activated even where its server can not be started', async () => {
    LanguageClient.failStart = new Error('no memory');
    const { subscriptions } = await start();
    expect(subscriptions.length).toBeGreaterThan(0);
    expect(world.statusItems[0]).toMatchObject({ detail: 'stopped' });
  });

  it('leaves nothing behind', async () => {
    const { subscriptions } = await start();
    for (const each of subscriptions) each.dispose();
    expect([...world.commands.keys()]).toEqual([]);
    expect(world.watchers.size).toBe(0);
  });

  it('restarts its server on command', async () => {
    await start();
    await world.run('plumbline.restartServer');
    expect(LanguageClient.last).toMatchObject({ running: true, starts: 2 });
  });

  it('opens its log on command', async () => {
    await start();
    await world.run('plumbline.openLog');
    expect(world.logShown).toBe(1);
  });
});

describe('creating a configuration', () => {
  const FILE = 'file:///w/.plumbline.yaml';

  /** What the server has to say of a configuration. */
  const faults = (text: string) => readConfiguration(FILE, text, RULES, []).problems;

  beforeEach(() => {
    world.add('file:///w');
  });

  it('writes one that is valid and opens it', async () => {
    await start();
    await world.run('plumbline.createConfiguration');
    expect(shown()).toEqual([FILE]);
    const text = world.files.get(FILE) ?? '';
    expect(text).toContain('preset: recommended');
    expect(faults(text)).toEqual([]);
  });

  it('writes examples that are valid once their "#" is taken away', async () => {
    await start();
    await world.run('plumbline.createConfiguration');
    const text = world.files.get(FILE) ?? '';
    const examples = text.replace(/^# (?=(?: |\w+:$|- ))/gm, '');
    expect(examples).toMatch(/^rules:\n {2}kubernetes/m);
    const { layer } = readConfiguration(FILE, examples, RULES, []);
    expect(faults(examples)).toEqual([]);
    expect(layer?.rules).toMatchObject({ 'kubernetes/read-only-root-fs': { level: 'off' } });
  });

  it('names no address: nothing is to be loaded from the network', async () => {
    await start();
    await world.run('plumbline.createConfiguration');
    expect(world.files.get(FILE)).not.toMatch(/https?:/);
  });

  it('only opens one that is there', async () => {
    world.files.set(FILE, 'preset: strict\n');
    await start();
    await world.run('plumbline.createConfiguration');
    expect([world.files.get(FILE), shown()]).toEqual(['preset: strict\n', [FILE]]);
  });

  it('asks for the folder where there are several', async () => {
    world.add('file:///v');
    await start();
    await world.run('plumbline.createConfiguration');
    expect(world.written).toEqual([]);
    world.answers.push('v');
    await world.run('plumbline.createConfiguration');
    expect(world.written).toEqual(['file:///v/.plumbline.yaml']);
  });

  it('asks for a folder to be opened where there is none', async () => {
    world.folders = [];
    await start();
    await world.run('plumbline.createConfiguration');
    expect(world.dialogs[0]?.message).toMatch(/^Open a folder first/);
    expect(world.written).toEqual([]);
  });
});

describe('adding a checklist', () => {
  const TEMPLATES = [
    ['Security checklist', 'SECURITY_CHECKLIST.md', 10],
    ['Pre-deployment checklist', 'PRE_DEPLOYMENT_CHECKLIST.md', 8],
  ] as const;

  it.each(TEMPLATES)('%s: copies the template, opens it and shows it in the view', async (label, file) => {
    world.add('file:///w');
    await start();
    world.answers.push(label);
    await world.run('plumbline.addChecklist');
    expect(world.dialogs[0]?.choices).toEqual(TEMPLATES.map(([each]) => each));
    expect(shown()).toEqual([`file:///w/${file}`]);
    const title = readChecklist(world.files.get(`file:///w/${file}`) ?? '').title ?? '';
    await expect.poll(() => row(title).then(({ mark }) => mark)).toBe('checklist');
  });

  it.each(TEMPLATES)('%s: has its sections, and names rules that there are', (_, file, sections) => {
    const text = readFileSync(path.join(ROOT, 'client/templates', file), 'utf8');
    const checklist = readChecklist(text);
    expect(checklist.sections).toHaveLength(sections);
    const items = checklist.sections.flatMap((section) => section.items);
    expect(items.filter((item) => item.checked)).toEqual([]);
    const ids = new Set(RULES.map((rule) => rule.id));
    const named = items.flatMap((item) => item.rules);
    expect(named.filter((rule) => !ids.has(rule))).toEqual([]);
    expect(named).not.toEqual([]);
    expect(text.match(/<!--/g)).toHaveLength(items.filter((item) => item.rules.length > 0).length);
  });

  it('leaves one that is there as it was', async () => {
    world.add('file:///w', { 'SECURITY_CHECKLIST.md': 'mine' });
    await start();
    world.answers.push('Security checklist');
    await world.run('plumbline.addChecklist');
    expect(world.files.get('file:///w/SECURITY_CHECKLIST.md')).toBe('mine');
    expect(world.dialogs.at(-1)?.message).toMatch(/already there/);
    expect(shown()).toEqual(['file:///w/SECURITY_CHECKLIST.md']);
  });

  it('does nothing when none is chosen', async () => {
    world.add('file:///w');
    await start();
    await world.run('plumbline.addChecklist');
    expect([...world.files]).toEqual([]);
  });
});

describe('opening a row of the view', () => {
  const text = '# A\n\n## S\n\n- [ ] one\n';

  it.each([
    ['A', { line: 0, character: 0 }],
    ['S', { line: 2, character: 0 }],
    ['one', { line: 4, character: 3 }],
  ])('%s: goes to its place', async (label, position) => {
    world.add('file:///w', { 'CHECKLIST.md': text });
    await start();
    await world.run('plumbline.openChecklistItem', (await row(label)).node);
    expect(world.shown).toMatchObject([{ selection: { start: position, end: position } }]);
  });
});

describe("opening a rule's page", () => {
  it('shows the page that is shipped', async () => {
    await start();
    for (const { id, title } of RULES) {
      await world.run(OPEN_RULE_PAGE, id);
      const last = world.executed.at(-1);
      expect(last?.id).toBe('markdown.showPreview');
      expect(readFileSync(new URL(String(last?.args[0])), 'utf8')).toContain(title);
    }
    expect(world.executed).toHaveLength(RULES.length);
  });

  it.each([undefined, 7, '../../x', 'compose/../../etc/passwd', 'compose', 'compose/A B'])(
    'opens nothing for %j',
    async (id) => {
      await start();
      await world.run(OPEN_RULE_PAGE, id);
      expect(world.executed).toEqual([]);
    },
  );
});
