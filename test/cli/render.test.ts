import { promises } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { call, Folder } from './folder.ts';

const DEPLOYMENT =
  'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: api\nspec:\n  replicas: 1\n  template:\n    spec:\n      containers:\n        - name: api\n          image: example/api:1\n';
const FILES = {
  'compose.yaml':
    'name: shop\nservices:\n  api:\n    image: "example/api:${TAG:-1}"\n    environment: {LEVEL: info}\n',
  'compose.prod.yaml': 'services:\n  api:\n    environment: {LEVEL: warn}\n',
  'k8s/base/kustomization.yaml': 'resources: [api.yaml]\n',
  'k8s/base/api.yaml': DEPLOYMENT,
  'k8s/overlays/production/kustomization.yaml':
    'resources: [../../base]\nreplicas: [{name: api, count: 3}]\nconfigMapGenerator:\n  - name: settings\n    files: [settings.txt]\n',
  'k8s/overlays/production/settings.txt': 'a=b\n',
  'k8s/overlays/broken/kustomization.yaml': 'resources: [../../nowhere]\n',
  'k8s/overlays/remote/kustomization.yaml': 'resources: [../../base, https://example.com/x.yaml]\n',
  '.plumbline.yaml': '',
};

function cli(...argv: string[]) {
  return call(argv, { cwd: new Folder(FILES).path, variables: new Map([['TAG', '7']]) });
}

describe('plumbline environments', () => {
  it('lists them with how each was found', async () => {
    const { code, out } = await cli('environments');
    expect(code).toBe(0);
    expect(out).toContain(
      'prod (production)\n  Compose: compose.yaml + compose.prod.yaml\n  from file names\n',
    );
    expect(out).toContain('production\n  Kustomize: k8s/overlays/production\n  from root kustomization\n');
    expect(out).toContain('from root kustomization, refused\n');
    expect(out).toContain('from root kustomization, incomplete\n');
  });

  it('lists them as JSON', async () => {
    const { out } = await cli('environments', '--format', 'json');
    expect(JSON.parse(out)).toContainEqual({
      name: 'production',
      kind: 'production',
      tool: 'kustomize',
      layers: ['k8s/overlays/production'],
      origin: 'root kustomization',
      state: 'merged',
    });
  });

  it('says that there are none', async () => {
    const { code, out } = await call(['environments'], { cwd: new Folder({ '.plumbline.yaml': '' }).path });
    expect(code).toBe(0);
    expect(out).toContain('No environments');
  });
});

describe('plumbline render', () => {
  it('prints a Compose project by its name or its files, in the variables of the shell', async () => {
    const byName = await cli('render', 'prod');
    expect(byName).toMatchObject({ code: 0, err: '' });
    expect(parse(byName.out).services.api).toMatchObject({
      image: 'example/api:7',
      environment: { LEVEL: 'warn' },
    });
    const byFiles = await cli('render', '-f', 'compose.yaml', '-f', 'compose.prod.yaml');
    expect(byFiles.out).toBe(byName.out);
    const alone = await cli('render', '-f', 'compose.yaml', '--format', 'json');
    expect(JSON.parse(alone.out).services.api.environment).toEqual({ LEVEL: 'info' });
  });

  it('takes a file for a layer that has nothing of Compose but the networks', async () => {
    const cwd = new Folder({ ...FILES, 'more.yml': 'networks:\n  inner: {internal: true}\n' }).path;
    const files = ['-f', 'compose.yaml', '-f', 'more.yml'];
    const { code, out, err } = await call(['render', ...files, '--format', 'json'], { cwd });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(Object.keys(JSON.parse(out).networks)).toContain('default');
  });

  it('prints a kustomization by its name or its folder', async () => {
    const byName = await cli('render', 'production');
    expect(byName).toMatchObject({ code: 0, err: '' });
    const objects = parseAllDocuments(byName.out).map((document) => document.toJS());
    expect(objects.map((each) => each.kind)).toEqual(['ConfigMap', 'Deployment']);
    expect(objects[0].data).toEqual({ 'settings.txt': 'a=b\n' });
    expect(objects[1].spec.replicas).toBe(3);
    expect((await cli('render', 'k8s/overlays/production')).out).toBe(byName.out);
    const base = await cli('render', 'k8s/base', '--format', 'json');
    expect(JSON.parse(base.out)).toHaveLength(1);
  });

  it('says where each value is written', async () => {
    const { out } = await cli('render', 'prod', '--origins');
    expect(out).toContain('LEVEL: warn # compose.prod.yaml:3');
    expect(parse(out).services.api.environment).toEqual({ LEVEL: 'warn' });
  });

  it('says why it can not, and where: exit code 1', async () => {
    const { code, out, err } = await cli('render', 'broken');
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^plumbline: k8s\/overlays\/broken\/kustomization\.yaml:1: /);
  });

  it('prints what there is where a part is elsewhere: exit code 3', async () => {
    const { code, out, err } = await cli('render', 'remote');
    expect(code).toBe(3);
    expect(parse(out).kind).toBe('Deployment');
    expect(err).toMatch(/^plumbline: k8s\/overlays\/remote\/kustomization\.yaml:1: /);
  });

  it('says what of kubectl is left out: exit code 3', async () => {
    const files = {
      'kustomization.yaml': 'resources: [a.yaml]\nbuildMetadata: [originAnnotations]\n',
      'a.yaml': DEPLOYMENT,
    };
    const { code, out, err } = await call(['render', '.'], { cwd: new Folder(files).path });
    expect(code).toBe(3);
    expect(parse(out).kind).toBe('Deployment');
    expect(err).toMatch(/^plumbline: kustomization\.yaml:2: "originAnnotations" adds /);
  });

  it.each([
    [['render'], 'Give one environment'],
    [['render', 'prod', '-f', 'compose.yaml'], 'Give one environment'],
    [['render', 'prodution'], 'Did you mean "production"?'],
    [['render', 'zzz'], '"plumbline environments" lists'],
    [['render', '-f', 'nothing.yaml'], 'There is no file "nothing.yaml"'],
    [['render', 'prod', '--format', 'xml'], '--format takes yaml or json'],
    [['environments', '--format', 'xml'], '--format takes text or json'],
    [['diff', 'prod'], 'Give two environments'],
  ])('is told apart from wrong usage: %j', async (argv, message) => {
    const { code, err } = await cli(...argv);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });

  it.each(['environments', 'render', 'diff'])('says how it is called: %s', async (command) => {
    const { code, out } = await cli(command, '--help');
    expect(code).toBe(0);
    expect(out).toContain(`Usage: plumbline ${command}`);
  });
});

describe('plumbline diff', () => {
  it('shows what differs', async () => {
    const { code, out } = await cli('diff', 'remote', 'production');
    expect(code).toBe(1);
    expect(out).toContain('--- remote\n+++ production\n');
    expect(out).toContain('-  replicas: 1\n+  replicas: 3\n');
  });

  it('shows nothing where nothing does, and fails where one can not be merged', async () => {
    expect(await cli('diff', 'production', 'production')).toEqual({ code: 0, out: '', err: '' });
    expect((await cli('diff', 'production', 'broken')).code).toBe(2);
  });
});

describe('plumbline render reads what its request reaches, and nothing else', () => {
  const image = async (cwd: string, ...argv: string[]) => {
    const { code, out, err } = await call(['render', ...argv, '--format', 'json'], { cwd });
    return code === 0 ? JSON.parse(out).services.a.image : err;
  };

  it.each(['prod.env', '.env.prod', 'cfg/prod.vars'])('an env file of any name: %s', async (name) => {
    const folder = new Folder({ 'compose.yaml': 'services: {a: {image: "x:${A}"}}\n', [name]: 'A=1\n' });
    expect(await image(folder.path, '-f', 'compose.yaml', '--env-file', name)).toBe('x:1');
    expect(await image(folder.path, '-f', 'compose.yaml', '--env-file', folder.at(name))).toBe('x:1');
  });

  it('an env file beside the first of the Compose files', async () => {
    const folder = new Folder({
      'base/docker-compose.yml': 'services: {a: {image: "x:1"}}\n',
      'base/p.env': 'B=2\n',
      'ops/prod.yml': 'services: {a: {env_file: ./p.env}}\n',
    });
    const files = ['-f', 'base/docker-compose.yml', '-f', 'ops/prod.yml'];
    const { out, err } = await call(['render', ...files], { cwd: folder.path });
    expect(err).toBe('');
    expect(parse(out).services.a.environment).toEqual({ B: '2' });
  });

  it('what a component that is no environment generates from', async () => {
    const folder = new Folder({
      'c/kustomization.yaml':
        'kind: Component\nconfigMapGenerator: [{name: c, envs: [app.properties]}]\ngeneratorOptions: {disableNameSuffixHash: true}\n',
      'c/app.properties': 'K=v\n',
    });
    const { out, err } = await call(['render', 'c'], { cwd: folder.path });
    expect(err).toBe('');
    expect(parse(out).data).toEqual({ K: 'v' });
  });

  it('what lies above the workspace, for files, folders and environments', async () => {
    const folder = new Folder({
      'base/kustomization.yaml': 'resources: [a.yaml]\n',
      'base/a.yaml': DEPLOYMENT,
      'shared.env': 'S=1\n',
      'o/.plumbline.yaml': 'environments: {live: {compose: [compose.yaml]}}\n',
      'o/kustomization.yaml': 'resources: [../base]\nnamePrefix: o-\n',
      'o/compose.yaml':
        'include: [{path: more.yaml, env_file: /dev/null}]\nservices: {a: {image: x, env_file: ../shared.env}}\n',
      'o/more.yaml': 'services: {b: {image: y}}\n',
    });
    const cwd = folder.at('o');
    const kustomization = await call(['render', '.', '--origins'], { cwd });
    expect(kustomization).toMatchObject({ code: 0, err: '' });
    expect(kustomization.out).toContain('image: example/api:1 # ../base/a.yaml:11');
    for (const argv of [['-f', 'compose.yaml'], ['live']]) {
      const { out, err } = await call(['render', ...argv], { cwd });
      expect(err).toBe('');
      expect(parse(out).services.a.environment).toEqual({ S: '1' });
    }
  });

  it('not the tree around it', async () => {
    const folder = new Folder({
      'k/kustomization.yaml': 'resources: []\n',
      'compose.yaml': 'services: {a: {image: x}}\n',
    });
    const open = vi.spyOn(promises, 'readdir');
    expect(await call(['render', 'k'], { cwd: folder.path })).toMatchObject({ code: 0, err: '' });
    expect(await image(folder.path, '-f', 'compose.yaml')).toBe('x');
    expect(open).not.toHaveBeenCalled();
  });

  it('a declared environment before a folder of its name', async () => {
    const folder = new Folder({
      '.plumbline.yaml': 'environments: {live: {compose: [compose.yaml]}}\n',
      'live/kustomization.yaml': 'resources: []\n',
      'compose.yaml': 'services: {a: {image: x}}\n',
    });
    expect(await image(folder.path, 'live')).toBe('x');
    expect(await call(['render', './live'], { cwd: folder.path })).toMatchObject({ code: 0, out: '' });
  });
});
