import type { KustomizeCase } from '../kustomizeCase.ts';
import { workload } from './parts.ts';

export const values: readonly KustomizeCase[] = [
  {
    name: 'new names, tags and digests',
    files: workload(`images:
- {name: nginx, newTag: "2", newName: foo/nginx}
- {name: "reg.io:5000/side", digest: "sha256:def"}
`),
  },
  {
    name: 'tag and digest, then a suffix that meets nothing',
    files: workload(`images:
- {name: nginx, newTag: "2", digest: "sha256:1"}
- {name: nginx, tagSuffix: -x}
`),
  },
  {
    name: 'a suffix, and a name that is a pattern',
    files: workload(`images:
- {name: nginx, tagSuffix: -x}
- {name: ".*/side", newName: z}
`),
  },
  {
    name: 'a name that is no pattern, where there is no image',
    files: {
      'kustomization.yaml': 'resources: [a.yaml]\nimages: [{name: "a(", newTag: x}]\n',
      'a.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {a: "a("}\n',
    },
  },
  {
    name: 'keys of flow collections with a colon of their own',
    files: {
      'kustomization.yaml': 'resources: [a.yaml]\n',
      'a.yaml':
        'apiVersion: example.com/v1\nkind: X\nmetadata: {name: c}\nspec: {a: {Z:}, b: {Z:,Y: 1}, c: {"Z":}, d: {Z :}, e: [Z:, "Y":, X: ], f: {Z::}, g: {1:}}\n',
    },
  },
  {
    name: 'replicas',
    files: workload(`replicas: [{name: web, count: 5}]
`),
  },
  {
    name: 'replicas of nothing',
    files: workload(`replicas: [{name: nope, count: 5}]
`),
    refused: ['replicas-no-match', 'kustomization.yaml', 'nope'],
  },
  {
    name: 'a var from a name',
    files: workload(`namePrefix: p-
vars:
- name: VAR_A
  objref: {apiVersion: v1, kind: Service, name: web}
`),
  },
  {
    name: 'a var that is a number',
    files: workload(`vars:
- name: VAR_A
  objref: {apiVersion: v1, kind: Service, name: web}
  fieldref: {fieldPath: "spec.ports[0].port"}
`),
  },
  {
    name: 'a var from nothing',
    files: workload(`vars:
- name: VAR_A
  objref: {apiVersion: v1, kind: Service, name: nope}
`),
    refused: ['var-no-object', 'kustomization.yaml', 'VAR_A'],
  },
  {
    name: 'replacements, made fields and wildcards',
    files: workload(`replacements:
- source: {kind: Service, name: web, fieldPath: "spec.ports.0.port"}
  targets:
  - select: {kind: Deployment}
    fieldPaths: ["spec.replicas", "spec.template.spec.containers.[name=web].image"]
  - select: {kind: Deployment}
    fieldPaths: ["spec.template.spec.containers.*.x", "metadata.annotations.[a.b/c]", "spec.q.0.z"]
    options: {create: true}
- source: {kind: Deployment, fieldPath: metadata.name}
  targets:
  - select: {name: cm}
    fieldPaths: [data.b]
  - select: {kind: Service}
    fieldPaths: [metadata.labels.n]
    options: {create: true}
`),
  },
  {
    name: 'replacements from a file, with delimiters and rejects',
    files: workload(
      `replacements:
- path: r.yaml
`,
      {
        'r.yaml': `- source: {kind: Deployment, fieldPath: "spec.template.spec.containers.[name=side].image", options: {delimiter: "@", index: 1}}
  targets:
  - select: {kind: Deployment}
    fieldPaths: ["spec.template.spec.containers.[name=web].image"]
    options: {delimiter: ":", index: 1}
  - select: {kind: Deployment}
    reject: [{name: web}]
    fieldPaths: [nope]
`,
      },
    ),
  },
  {
    name: 'a source without the field',
    files: workload(`replacements:
- source: {kind: Service, name: web, fieldPath: "spec.nope"}
  targets: [{select: {kind: Deployment}, fieldPaths: [spec.replicas]}]
`),
    refused: ['replacement-no-field', 'kustomization.yaml', '"spec.nope"'],
  },
  {
    name: 'a name where a number is',
    files: workload(`replacements:
- source: {kind: Service, name: web}
  targets: [{select: {kind: Deployment}, fieldPaths: [spec.replicas]}]
`),
    refused: ['replacement-type', 'kustomization.yaml', 'spec.replicas'],
  },
  {
    name: 'a target without the field',
    files: workload(`replacements:
- source: {kind: Service, name: web}
  targets: [{select: {kind: Deployment}, fieldPaths: [spec.nope]}]
`),
    refused: ['replacement-no-target', 'kustomization.yaml', 'spec.nope'],
  },
  {
    name: 'a mapping copied over a mapping and over a value',
    files: workload(`replacements:
- source: {kind: Service, name: web, fieldPath: spec.selector}
  targets: [{select: {kind: Deployment}, fieldPaths: [spec.selector.matchLabels, "spec.template.spec.containers.[name=side].image"]}]
`),
  },
  {
    name: 'two sources',
    files: workload(`replacements:
- source: {name: web}
  targets: [{select: {kind: Deployment}, fieldPaths: [spec.nope]}]
`),
    refused: ['replacement-several-sources', 'kustomization.yaml', 'name'],
  },
];
