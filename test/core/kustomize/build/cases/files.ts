import type { KustomizeCase } from '../kustomizeCase.ts';
import { HARD } from './parts.ts';

export const files: readonly KustomizeCase[] = [
  {
    name: 'an empty file',
    files: { 'kustomization.yaml': `` },
    refused: ['empty-kustomization', 'kustomization.yaml', ''],
  },
  {
    name: 'a header only',
    files: {
      'kustomization.yaml': `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
`,
    },
    refused: ['empty-kustomization', 'kustomization.yaml', 'apiVersion'],
  },
  {
    name: 'an empty list',
    files: {
      'kustomization.yaml': `resources: []
`,
    },
  },
  {
    name: 'an empty prefix',
    files: {
      'kustomization.yaml': `namePrefix: ""
`,
    },
    refused: ['empty-kustomization', 'kustomization.yaml', 'namePrefix'],
  },
  {
    name: 'two kustomization files',
    files: {
      'kustomization.yaml': `resources: []
`,
      'kustomization.yml': `resources: []
`,
    },
    refused: ['several-kustomizations', 'kustomization.yaml', 'resources'],
  },
  {
    name: 'another kind',
    files: {
      'kustomization.yaml': `kind: Foo
resources: []
`,
    },
    refused: ['wrong-kind', 'kustomization.yaml', 'Foo'],
  },
  {
    name: 'another version',
    files: {
      'kustomization.yaml': `apiVersion: kustomize.config.k8s.io/v1
resources: []
`,
    },
    refused: ['wrong-kind', 'kustomization.yaml', 'kustomize.config.k8s.io/v1'],
  },
  {
    name: 'an unknown field',
    files: {
      'kustomization.yaml': `resources: [d.yaml]
foo: 1`,
      'd.yaml': HARD,
    },
    refused: ['unknown-field', 'kustomization.yaml', 'foo'],
  },
  {
    name: 'fields in another case',
    files: {
      'kustomization.yaml': `Resources: [d.yaml]
nameprefix: x-`,
      'd.yaml': HARD,
    },
  },
  {
    name: 'a tag that is a number',
    files: {
      'kustomization.yaml': `resources: [d.yaml]
images: [{name: x, newTag: 1.0}]`,
      'd.yaml': HARD,
    },
    refused: ['wrong-type', 'kustomization.yaml', '1.0'],
  },
];
