import { truncateSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FileChangeType } from 'vscode-languageserver/node';
import { DiskFolder } from './diskFolder.ts';
import { type Editor, startEditor } from './harness.ts';
import { SOUND, showing } from './texts.ts';

const { Created, Changed, Deleted } = FileChangeType;
const RULE = 'kustomize/missing-reference';

/** A kustomization that generates from files of all kinds of names. */
const GENERATES = `configMapGenerator:
  - name: app
    files: [config.properties, certs/ca.crt, run=bin/start, "odd name [1].txt"]
    envs: [app.env, settings]
`;
const GENERATED = {
  'config.properties': 'a=1\n',
  'certs/ca.crt': 'x',
  'bin/start': '#!/bin/sh\n',
  'odd name [1].txt': 'x',
  'app.env': 'A=1\n',
  settings: 'B=2\n',
};

/** The messages that a file was shown with, ever. */
function everShown(editor: Editor, uri: string): string[] {
  return editor.published
    .filter((each) => each.uri === uri)
    .flatMap((each) => each.diagnostics.map(({ message }) => message));
}

describe('files that a kustomization names, whatever they are called', () => {
  it('are never said to be missing where they are on the disk, from the first result on', async () => {
    const folder = new DiskFolder({
      'kustomization.yaml': `resources: [api.yaml, generated/db.yaml, base]\n${GENERATES}`,
      ...GENERATED,
      '.gitignore': 'generated\nbase\n*.crt\n',
      'api.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: api}\n',
      'generated/db.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: db}\n',
      'base/kustomization.yml': 'resources: []\n',
    });
    truncateSync(folder.pathOf('certs/ca.crt'), 3 * 1024 * 1024);
    const editor = await startEditor({ folders: [folder.uri] });
    const uri = folder.uriOf('kustomization.yaml');
    await editor.settled(uri);
    expect(everShown(editor, uri)).toEqual([]);
  });

  it('are never said to be missing when they are named while a person types', async () => {
    const folder = new DiskFolder({ 'kustomization.yaml': 'resources: []\n', ...GENERATED });
    const editor = await startEditor({ folders: [folder.uri] });
    const uri = folder.uriOf('kustomization.yaml');
    const document = await editor.open(uri, 'resources: []\n');
    await document.write(GENERATES);
    await editor.settled(uri);
    await document.write('resources: []\n');
    await editor.settled(uri);
    await document.write(GENERATES);
    await editor.settled(uri);
    expect(everShown(editor, uri)).toEqual([]);
  });

  it('are found anew where they came up while nobody named them', async () => {
    const folder = new DiskFolder({ 'kustomization.yaml': GENERATES, settings: '' });
    const editor = await startEditor({ folders: [folder.uri] });
    const uri = folder.uriOf('kustomization.yaml');
    const document = await editor.open(uri, GENERATES);
    await editor.diagnostics(uri, (each) => each.diagnostics.length === 5);
    await document.write('resources: []\n');
    await editor.diagnostics(uri, showing());
    for (const [name, text] of Object.entries(GENERATED)) folder.write(name, text);
    const before = editor.published.length;
    await document.write(GENERATES);
    await editor.settled(uri);
    expect(editor.published.slice(before).flatMap((each) => each.diagnostics)).toEqual([]);
  });

  it('are watched: what is made, changed and deleted is told', async () => {
    const folder = new DiskFolder({ 'k8s/kustomization.yaml': GENERATES });
    for (const [name, text] of Object.entries(GENERATED)) folder.write(`k8s/${name}`, text);
    const editor = await startEditor({ folders: [folder.uri] });
    const uri = folder.uriOf('k8s/kustomization.yaml');
    const watched = Object.keys(GENERATED).map((name) => folder.uriOf(`k8s/${name}`));
    await editor.until('watchers', () => watched.every((each) => editor.isWatched(each)) || undefined);
    for (const [name, text] of Object.entries(GENERATED)) {
      folder.remove(`k8s/${name}`);
      await editor.happened(folder.uriOf(`k8s/${name}`), Deleted);
      await editor.diagnostics(uri, showing(RULE));
      folder.write(`k8s/${name}`, text);
      await editor.happened(folder.uriOf(`k8s/${name}`), Created);
      await editor.diagnostics(uri, showing());
    }
    folder.write('k8s/app.env', 'B=3\n');
    await editor.happened(folder.uriOf('k8s/app.env'), Changed);
    await editor.diagnostics(uri, showing('kustomize/build-refused'));
  });
});

describe('what a Compose project refers to', () => {
  const BUILT = SOUND.replace(
    'image: example/api:1.4.2',
    'build: {context: ., dockerfile: images/api.df}',
  ).replace(/ {4}healthcheck:\n.*\n/, '');

  it('is watched: a Dockerfile with a name of its own', async () => {
    const folder = new DiskFolder({ 'compose.yaml': BUILT, 'images/api.df': 'FROM scratch\n' });
    const editor = await startEditor({ folders: [folder.uri] });
    const [uri, dockerfile] = [folder.uriOf('compose.yaml'), folder.uriOf('images/api.df')];
    await editor.diagnostics(uri, showing('compose/healthcheck-missing'));
    await editor.until('watchers', () => editor.isWatched(dockerfile) || undefined);
    folder.write('images/api.df', 'FROM scratch\nHEALTHCHECK CMD ["/check"]\n');
    await editor.happened(dockerfile, Changed);
    await editor.diagnostics(uri, showing());
    folder.remove('images/api.df');
    await editor.happened(dockerfile, Deleted);
    await editor.diagnostics(uri, showing('compose/healthcheck-missing'));
  });

  it('is watched: an env file, by an editor that knows no relative patterns', async () => {
    const text = SOUND.replace(
      'image: example/api:1.4.2',
      'image: example/api:1.4.2\n    env_file: [conf/app.vars]',
    );
    const folder = new DiskFolder({ 'compose.yaml': text });
    const editor = await startEditor({
      folders: [folder.uri],
      capabilities: { didChangeWatchedFiles: { dynamicRegistration: true } },
    });
    const [uri, vars] = [folder.uriOf('compose.yaml'), folder.uriOf('conf/app.vars')];
    await editor.diagnostics(uri, showing('compose/env-file-missing'));
    await editor.until('watchers', () => editor.isWatched(vars) || undefined);
    folder.write('conf/app.vars', 'A=1\n');
    await editor.happened(vars, Created);
    await editor.diagnostics(uri, showing());
  });
});

describe('the watchers', () => {
  it('are asked for once, not with every letter of a name', async () => {
    const folder = new DiskFolder({ 'kustomization.yaml': GENERATES });
    const editor = await startEditor({ folders: [folder.uri] });
    const uri = folder.uriOf('kustomization.yaml');
    const document = await editor.open(uri, GENERATES);
    await editor.until('watchers', () => editor.watching.size === 2 || undefined);
    const before = editor.registered.length;
    for (const name of ['s', 'se', 'set', 'sett.i', 'sett.in', 'settings']) {
      await document.write(GENERATES.replace('settings', name));
      await editor.settled(uri);
    }
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(editor.registered.length).toBe(before);
  });

  it('go when nothing is referred to any more', async () => {
    const folder = new DiskFolder({ 'kustomization.yaml': GENERATES });
    const editor = await startEditor({ folders: [folder.uri] });
    await editor.until('watchers', () => editor.watching.size === 2 || undefined);
    const uri = folder.uriOf('kustomization.yaml');
    folder.write('kustomization.yaml', 'resources: []\n');
    await editor.happened(uri, Changed);
    await editor.until('no watchers', () => editor.watching.size === 1 || undefined);
  });

  it('see what came up before they were there', async () => {
    const folder = new DiskFolder({ 'kustomization.yaml': GENERATES });
    const editor = await startEditor({ folders: [folder.uri] });
    const uri = folder.uriOf('kustomization.yaml');
    await editor.diagnostics(uri, (each) => each.diagnostics.length > 0);
    // Nobody tells of these: they are not watched yet.
    for (const [name, text] of Object.entries(GENERATED)) folder.write(name, text);
    await editor.shown(uri, showing());
  });
});

describe('a file that is to be left alone', () => {
  const MAP = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: db}\n';

  it('counts where something refers to it, and only there', async () => {
    const folder = new DiskFolder({
      '.plumbline.yaml': 'ignore: [vendor]\n',
      'kustomization.yaml': 'resources: [vendor/db.yaml]\n',
      'vendor/db.yaml': MAP,
      'vendor/compose.yaml': 'services: {vendor: {image: "a:1", privileged: true}}\n',
    });
    const editor = await startEditor({ folders: [folder.uri] });
    const uri = folder.uriOf('kustomization.yaml');
    const document = await editor.open(uri, 'resources: [vendor/db.yaml]\n');
    await editor.settled(uri);
    await document.write('resources: []\n');
    await editor.settled(uri);
    await document.write('resources: [vendor/db.yaml] # again\n');
    await editor.settled(uri);
    expect(editor.published.flatMap((each) => each.diagnostics)).toEqual([]);
  });
});

describe('a file that is not there', () => {
  it('is created by a fix, after which nothing is missing', async () => {
    const folder = new DiskFolder({ 'kustomization.yaml': GENERATES.replace('config.properties, ', '') });
    for (const [name, text] of Object.entries(GENERATED)) if (name !== 'app.env') folder.write(name, text);
    const editor = await startEditor({ folders: [folder.uri] });
    const uri = folder.uriOf('kustomization.yaml');
    const { diagnostics } = await editor.diagnostics(uri, showing(RULE));
    const [range] = diagnostics.map((each) => each.range);
    const actions = range ? await editor.actionsAt(uri, range) : [];
    const create = actions.find(({ title }) => title === 'Create "app.env"');
    expect(create?.edit?.documentChanges).toEqual([
      { kind: 'create', uri: folder.uriOf('app.env'), options: { overwrite: false, ignoreIfExists: false } },
    ]);
    folder.write('app.env', '');
    await editor.fileEvents([folder.uriOf('app.env'), Created]);
    await editor.diagnostics(uri, showing());
  });
});
