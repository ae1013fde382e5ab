import type { KustomizeCase } from '../kustomizeCase.ts';
import { HARD, workload } from './parts.ts';

export const marks: readonly KustomizeCase[] = [
  {
    name: 'common labels',
    files: workload(`commonLabels: {a: b, app: other}
`),
  },
  {
    name: 'labels with selectors, templates and fields; common annotations',
    files: workload(`labels:
- pairs: {a: b}
- pairs: {c: d}
  includeSelectors: true
- pairs: {e: "1"}
  includeTemplates: true
- pairs: {f: x}
  fields: [{path: spec/foo, create: true, kind: Service}]
commonAnnotations: {z: "true"}
`),
  },
  {
    name: 'annotations become strings, odd scalars',
    files: { 'kustomization.yaml': `resources: [d.yaml]`, 'd.yaml': HARD },
  },
  {
    name: 'scalars as the YAML library of Kustomize reads them',
    files: workload(``, {
      'ns.yaml': `apiVersion: v1
kind: ConfigMap
metadata: {name: t, labels: {a: 1}}
data: {a: 0777, b: 1_000, c: 0b11, d: yes, e: 1e3, f: .5, g: +1, j: 0x1F, k: 0o17, l: 089, m: "08", n: -0, o: 1.0, p: 12345678901234567890, q: 123456789012345678901234567890, r: !!str 5, s: !!int "5", t: ! 7, u: 1:30, v: 1.2.3, w: "-", x: +, y: ~, z: 1__0}
`,
    }),
  },
  {
    name: 'anchors and merge keys',
    files: {
      'kustomization.yaml': `resources: [l.yaml]
`,
      'l.yaml': `apiVersion: v1
kind: ConfigMap
metadata: {name: a, labels: &l {a: b}, annotations: {<<: *l, c: d}}
data: {x: &x "1", y: *x}
`,
    },
  },
];
