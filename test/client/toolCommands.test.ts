import { pathToFileURL } from 'node:url';
import { beforeEach, describe, expect, it } from 'vitest';
import { world } from '../support/fakeVscode.ts';
import { type FakeTool, toolMaker } from './fakeTool.ts';
import { newEditor, start } from './running.ts';

const makeTool = toolMaker();
const FILES = {
  'docker-compose.yml': 'services: {}\n',
  'k8s/base/kustomization.yaml': 'resources: []\n',
};
let tool: FakeTool;

beforeEach(() => {
  newEditor();
  tool = makeTool();
});

/** Opens a folder on a real disk, where programs can run. */
async function open(files: { readonly [path: string]: string } = FILES): Promise<void> {
  world.add(pathToFileURL(tool.root).href, files);
  await start();
}

const lines = () => tool.calls.map(({ args }) => args.join(' '));

describe('validating Compose files', () => {
  it('has Compose check the only set at once, in a terminal', async () => {
    await open();
    await world.run('plumbline.validateCompose');
    expect(tool.calls).toEqual([
      { cwd: tool.root, args: ['compose', '-f', 'docker-compose.yml', 'config', '--quiet'] },
    ]);
    expect(world.dialogs).toEqual([]);
    const [terminal] = world.terminals;
    expect(terminal?.task.name).toBe('Validate docker-compose.yml');
    expect(terminal?.text).toContain('compose -f docker-compose.yml config --quiet');
    expect(terminal?.text).toContain('Done.');
    expect(terminal?.exit).toBe(0);
  });

  it('offers the sets and all of them, and goes on after one that fails', async () => {
    await open({ 'compose.yaml': '', 'compose.prod.yaml': '' });
    tool.answer('compose', 'service "a" has neither an image nor a build context specified\n', 15);
    world.answers.push('All 2');
    await world.run('plumbline.validateCompose');
    expect(world.dialogs[0]?.choices).toEqual(['All 2', 'compose.yaml', 'compose.yaml + compose.prod.yaml']);
    expect(lines()).toEqual([
      'compose -f compose.yaml config --quiet',
      'compose -f compose.yaml -f compose.prod.yaml config --quiet',
    ]);
    expect(world.terminals[0]?.text).toContain('neither an image');
    expect(world.terminals[0]?.text).toContain('exit code 15');
    expect(world.terminals[0]?.exit).toBe(1);
  });

  it('runs each set in the folder that it is of', async () => {
    const other = makeTool();
    await open({ 'compose.yaml': '' });
    world.add(pathToFileURL(other.root).href, { 'docker-compose.yml': '' });
    world.settings.set('plumbline.tools.docker', tool.program);
    world.answers.push('All 2');
    await world.run('plumbline.validateCompose');
    expect(tool.calls).toEqual([
      { cwd: tool.root, args: ['compose', '-f', 'compose.yaml', 'config', '--quiet'] },
      { cwd: other.root, args: ['compose', '-f', 'docker-compose.yml', 'config', '--quiet'] },
    ]);
  });

  it('runs nothing when nothing is chosen', async () => {
    await open({ 'compose.yaml': '', 'compose.prod.yaml': '' });
    await world.run('plumbline.validateCompose');
    expect(tool.calls).toEqual([]);
  });

  it.each([{ 'README.md': '' }, { 'composer.yaml': '' }])('says that there is none in %j', async (files) => {
    await open(files);
    await world.run('plumbline.validateCompose');
    expect(world.dialogs.map(({ message }) => message)).toEqual([
      'There is no Compose file in this workspace.',
    ]);
  });

  it('says once what to install where Docker is missing', async () => {
    await open({ 'compose.yaml': '', 'compose.prod.yaml': '' });
    world.settings.set('plumbline.tools.docker', 'plumbline-no-docker');
    world.answers.push('All 2');
    await world.run('plumbline.validateCompose');
    expect(world.terminals).toHaveLength(1);
    expect(world.terminals[0]?.text).toContain('The program "plumbline-no-docker" was not found.');
    expect(world.terminals[0]?.text).toMatch(
      /Install Docker with the Compose plugin \(https:.*"plumbline\.tools\.docker"/,
    );
  });

  it.each([
    ['Ctrl+C', (index: number) => world.terminals[index]?.pty.handleInput?.('\u0003')],
    ['closing the terminal', (index: number) => world.terminals[index]?.pty.close()],
  ])('is stopped by %s, the sets to come included', async (_, stop) => {
    await open({ 'compose.yaml': '', 'compose.prod.yaml': '' });
    const slow = tool.script('slow', '#!/bin/sh\necho started\nsleep 60\n');
    world.settings.set('plumbline.tools.docker', slow);
    world.answers.push('All 2');
    const running = world.run('plumbline.validateCompose');
    await expect.poll(() => world.terminals[0]?.text).toContain('started');
    stop(0);
    await running;
    expect(world.terminals.map(({ text }) => text.includes('Cancelled.'))).toEqual([true]);
  });

  it('writes lines as a terminal wants them', async () => {
    await open();
    tool.answer('compose', 'one\ntwo\n');
    await world.run('plumbline.validateCompose');
    expect(world.terminals[0]?.text).toContain('one\r\ntwo\r\n');
    expect(world.terminals[0]?.text).not.toMatch(/[^\r]\n/);
  });
});

describe('building a kustomization', () => {
  it('shows what comes out as a YAML document, and asks no cluster', async () => {
    await open();
    tool.answer('kustomize', 'kind: Pod\n');
    world.answers.push('k8s/base');
    await world.run('plumbline.buildKustomization');
    expect(tool.calls).toEqual([{ cwd: tool.root, args: ['kustomize', 'k8s/base'] }]);
    const document = world.documents.find(({ uri }) => uri.scheme === 'untitled');
    expect([document?.getText(), document?.languageId]).toEqual(['kind: Pod\n', 'yaml']);
    expect(world.shown.at(-1)?.uri).toEqual(document?.uri);
    expect(world.progressTitles).toEqual(['Building k8s/base']);
    expect(world.terminals).toEqual([]);
  });

  it('shows in a terminal what kubectl says of one that can not be built', async () => {
    await open();
    tool.answer('kustomize', 'accumulating resources failed\n', 1);
    world.answers.push('k8s/base');
    await world.run('plumbline.buildKustomization');
    expect(world.terminals[0]?.text).toContain('accumulating resources failed');
    expect(world.shown).toEqual([]);
  });

  it('can be cancelled', async () => {
    await open();
    world.settings.set('plumbline.tools.kubectl', tool.script('slow', '#!/bin/sh\nsleep 60\n'));
    world.answers.push('k8s/base');
    const building = world.run('plumbline.buildKustomization');
    await expect.poll(() => world.progressTitles).toHaveLength(1);
    world.cancel.fire();
    await building;
    expect([world.shown, world.terminals]).toEqual([[], []]);
  });

  it('offers every kustomization, whatever its name, that of the folder itself as "."', async () => {
    await open({
      'kustomization.yml': '',
      'k8s/base/kustomization.yaml': '',
      'k8s/overlays/prod/Kustomization': '',
      'node_modules/x/kustomization.yaml': '',
    });
    world.answers.push('.');
    await world.run('plumbline.buildKustomization');
    expect(world.dialogs[0]?.choices).toEqual(['.', 'k8s/base', 'k8s/overlays/prod']);
    expect(lines()).toEqual(['kustomize .']);
  });

  it('finds the way in a folder that is inside another folder of the workspace', async () => {
    await open({ 'inner/kustomization.yaml': '' });
    world.add(`${pathToFileURL(tool.root).href}/inner`);
    world.answers.push('.');
    await world.run('plumbline.diffKustomization');
    expect(world.dialogs[0]?.choices).toEqual(['.']);
  });

  it('says that there is none', async () => {
    await open({});
    await world.run('plumbline.buildKustomization');
    expect(world.dialogs.map(({ message }) => message)).toEqual([
      'There is no kustomization in this workspace.',
    ]);
  });
});
