import { pathToFileURL } from 'node:url';
import { beforeEach, describe, expect, it } from 'vitest';
import { world } from '../support/fakeVscode.ts';
import { type FakeTool, toolMaker } from './fakeTool.ts';
import { newEditor, start } from './running.ts';

const makeTool = toolMaker();
const TOOL_COMMANDS = [
  'plumbline.validateCompose',
  'plumbline.buildKustomization',
  'plumbline.diffKustomization',
  'plumbline.applyKustomization',
  'plumbline.rolloutStatus',
];
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

describe('comparing with the cluster', () => {
  it('takes exit code 1 for "there are differences"', async () => {
    await open();
    tool.answer('diff', '-replicas: 1\n+replicas: 2\n', 1);
    world.answers.push('k8s/base');
    await world.run('plumbline.diffKustomization');
    expect(lines()).toEqual(['diff -k k8s/base']);
    expect(world.terminals[0]?.text).toContain('+replicas: 2');
    expect(world.terminals[0]?.exit).toBe(0);
  });

  it('says what to install where kubectl is missing', async () => {
    await open();
    world.settings.set('plumbline.tools.kubectl', 'plumbline-no-kubectl');
    world.answers.push('k8s/base');
    await world.run('plumbline.diffKustomization');
    expect(world.terminals[0]?.text).toMatch(/Install kubectl \(https:.*"plumbline\.tools\.kubectl"/);
  });
});

describe('applying', () => {
  const begin = async (...answers: string[]): Promise<void> => {
    await open();
    tool.answer('config', 'prod-eu\n');
    world.answers.push('k8s/base', ...answers);
    await world.run('plumbline.applyKustomization');
  };

  it('asks first, naming the context and the very command line', async () => {
    await begin('Apply');
    const question = world.dialogs.at(-1);
    expect(question).toMatchObject({ kind: 'warning', modal: true, choices: ['Apply'] });
    expect(question?.message).toBe('Apply k8s/base to the cluster of context "prod-eu"?');
    expect(question?.detail).toBe(`${tool.program} --context prod-eu apply -k k8s/base`);
    expect(lines()).toEqual(['config current-context', '--context prod-eu apply -k k8s/base']);
  });

  it('does nothing when that is dismissed', async () => {
    await begin();
    expect(lines()).toEqual(['config current-context']);
    expect(world.terminals).toEqual([]);
  });

  it('asks nothing and applies nothing without a context', async () => {
    await open();
    tool.answer('config', 'error: current-context is not set\n', 1);
    world.answers.push('k8s/base', 'Apply');
    await world.run('plumbline.applyKustomization');
    expect(world.dialogs.filter(({ modal }) => modal)).toEqual([]);
    expect(world.terminals[0]?.text).toContain('current-context is not set');
    expect(lines().filter((line) => line.includes('apply'))).toEqual([]);
  });
});

describe('rollout status', () => {
  it.each([
    ['shop', 'rollout status deployment/api -n shop --timeout=5m'],
    ['', 'rollout status deployment/api --timeout=5m'],
  ])('of a workload in the namespace "%s"', async (namespace, line) => {
    await open();
    world.answers.push('deployment/api', namespace);
    await world.run('plumbline.rolloutStatus');
    expect(lines()).toEqual([line]);
  });

  it.each(['api', '--all', 'secret/api', 'deployment/--help x', 'deployment/'])(
    'refuses "%s"',
    async (workload) => {
      await open();
      world.answers.push(workload);
      await expect(world.run('plumbline.rolloutStatus')).rejects.toThrow('refused');
      expect(tool.calls).toEqual([]);
    },
  );

  it('does nothing when either question is dismissed', async () => {
    await open();
    await world.run('plumbline.rolloutStatus');
    world.answers.push('sts/db');
    await world.run('plumbline.rolloutStatus');
    expect(world.dialogs).toHaveLength(3);
    expect(tool.calls).toEqual([]);
  });

  it('needs a folder', async () => {
    await start();
    await world.run('plumbline.rolloutStatus');
    expect(world.dialogs[0]?.message).toBe('There is no folder in this workspace.');
  });
});

describe.each(TOOL_COMMANDS)('%s', (id) => {
  const willing = () => world.answers.push('k8s/base', 'Apply', 'deployment/api', '');

  it('runs nothing in a workspace that is not trusted, and says so', async () => {
    world.trusted = false;
    await open();
    willing();
    await world.run(id);
    expect(world.dialogs).toMatchObject([
      { kind: 'warning', message: expect.stringContaining('do not trust') },
    ]);
    expect([tool.calls, world.terminals]).toEqual([[], []]);
  });

  it('runs nothing on a virtual file system, and says so', async () => {
    world.add('vscode-vfs://github/o/r', FILES);
    await start();
    willing();
    await world.run(id);
    expect(world.dialogs).toMatchObject([{ kind: 'warning', message: expect.stringContaining('on a disk') }]);
    expect([tool.calls, world.terminals]).toEqual([[], []]);
  });
});
