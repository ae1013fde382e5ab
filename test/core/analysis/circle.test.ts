import { expect, it } from 'vitest';
import { shown } from './shown.ts';

it('kustomizations that use nothing but each other are told so', () => {
  const files = {
    'a/kustomization.yaml': 'resources: [../b]\n',
    'b/kustomization.yaml': 'resources: [../a]\n',
  };
  const found = shown(files, {}, 'kustomize/');
  expect(found).toHaveLength(1);
  expect(found[0]).toMatch(/^[ab]\/kustomization\.yaml:1:13-17 kustomize\/cycle$/);
});
