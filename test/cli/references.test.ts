import { Buffer } from 'node:buffer';
import { chmodSync, symlinkSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Folder } from './folder.ts';

const GENERATES =
  'configMapGenerator:\n  - name: app\n    files: [config.properties, certs/ca.crt, run=bin/start]\n    envs: [app.env]\n';
const MAP = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: api}\n';

async function missing(folder: Folder, ...argv: string[]): Promise<string[]> {
  return (await folder.findings(...argv)).filter((each) => /missing-reference|build-refused/.test(each));
}

describe('files that a kustomization names', () => {
  it('are not missing where they are on the disk, whatever their names and whether git ignores them', async () => {
    const folder = new Folder({
      '.gitignore': 'generated\ncharts\n*.crt\n',
      'k8s/kustomization.yaml': `resources: [generated/db.yaml, charts, linked, node_modules/base]\n${GENERATES}`,
      'k8s/config.properties': 'a=1\n',
      'k8s/certs/ca.crt': Buffer.alloc(2_000_000, 0xfe),
      'k8s/bin/start': '#!/bin/sh\n',
      'k8s/app.env': 'A=1\n',
      'k8s/generated/db.yaml': MAP,
      'k8s/charts/Kustomization': 'resources: []\n',
      'k8s/node_modules/base/kustomization.yml': 'resources: []\n',
      'parts/kustomization.yaml': 'resources: []\n',
    });
    symlinkSync(folder.at('parts'), folder.at('k8s/linked'), 'dir');
    expect(await missing(folder)).toEqual([]);
    expect(await missing(folder, 'k8s/kustomization.yaml')).toEqual([]);
    expect(await missing(folder, '--isolated', 'k8s/kustomization.yaml')).toEqual([]);
  });

  it('are not missing where they are there and may not be read', async () => {
    const folder = new Folder({ 'kustomization.yaml': GENERATES.replaceAll('certs/', ''), 'ca.crt': 'x' });
    for (const name of ['config.properties', 'bin/start', 'app.env']) folder.write({ [name]: 'a=1\n' });
    chmodSync(folder.at('ca.crt'), 0);
    expect(await missing(folder)).toEqual([]);
  });

  it('are missing where they are not there, each by itself, whatever their names', async () => {
    const folder = new Folder({ 'k8s/kustomization.yaml': GENERATES, 'k8s/app.env': 'A=1\n' });
    expect(await missing(folder)).toEqual([
      'k8s/kustomization.yaml:3:13 kustomize/missing-reference',
      'k8s/kustomization.yaml:3:32 kustomize/missing-reference',
      'k8s/kustomization.yaml:3:50 kustomize/missing-reference',
    ]);
  });

  it('are not known outside of the workspace', async () => {
    const folder = new Folder({
      'kustomization.yaml':
        'resources: [../elsewhere]\nconfigMapGenerator:\n  - name: a\n    envs: [../app.env]\n',
    });
    expect(await missing(folder)).toEqual([]);
  });
});
