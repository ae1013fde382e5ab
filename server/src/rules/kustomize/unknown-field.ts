import { KUSTOMIZATION } from '../../core/kustomize/build/fields.ts';
import { checkFields, type Fields, type FieldType } from '../../core/kustomize/build/fieldTypes.ts';
import { withoutMergeKeys } from '../../core/kustomize/build/objects.ts';
import { Refusal } from '../../core/kustomize/build/problem.ts';
import { withEntries } from '../../core/model/derive.ts';
import type { Entry, MapNode, Node } from '../../core/model/node.ts';
import { isNull } from '../../core/model/read.ts';
import { badFiles } from '../../core/rule/example.ts';
import type { Fix, Problem } from '../../core/rule/problem.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { closestName } from '../../core/text/closestName.ts';
import { span } from '../../core/text/span.ts';
import { fitting, shorten } from './buildProblems.ts';
import { deployment } from './exampleObjects.ts';
import { isForeign } from './kustomizationFields.ts';
import { textAt } from './scalarEdits.ts';

export default defineRule({
  id: 'kustomize/unknown-field',
  title: 'Field that kustomizations do not have',
  category: 'correctness',
  levels: { recommended: 'error', strict: 'error' },
  since: '0.1.0',
  target: 'kustomization',
  docs: {
    why: 'Kustomize refuses a kustomization with a field that it does not know, or with a value of the wrong type. Nothing of the environment can be deployed then, however small the typing error.',
    how: 'Correct the name or the type. What Kustomize has no field for, such as notes for other tools, goes into `metadata.annotations` or into a comment.',
    references: ['https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/'],
  },
  check(file, { report }) {
    if (isForeign(file)) return;
    for (const problem of problemsIn(withoutMergeKeys(file.node), KUSTOMIZATION)) report(problem);
  },
  examples: {
    good: [
      {
        files: {
          'kustomization.yaml':
            'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nmetadata:\n  name: shop\nresources: [api.yaml]\nnamePrefix:\nimages:\n  - name: example/api\n    newTag: "1.5"\n',
          'api.yaml': deployment('api'),
        },
      },
      {
        files: {
          'kustomization.yaml':
            'resources: [api.yaml]\npatches:\n  - target: {kind: Deployment}\n    patch: |-\n      - {op: remove, path: /metadata/labels}\n    options: {allowNameChange: yes}\nhelmCharts:\n  - name: any\n    anything: goes\n',
          'api.yaml': deployment('api'),
        },
      },
      {
        files: {
          'kustomization.yaml':
            'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: apps}\nspec: {path: ./apps}\n',
        },
      },
    ],
    bad: [
      badFiles(
        {
          'kustomization.yaml':
            '«resource»: # all of it\n  - api.yaml\nimages:\n  - name: example/api\n    «newtag_»: "1.5"\n',
          'api.yaml': deployment('api'),
        },
        {
          'kustomization.yaml':
            'resources: # all of it\n  - api.yaml\nimages:\n  - name: example/api\n    newTag: "1.5"\n',
        },
      ),
      badFiles({
        'kustomization.yaml':
          'resources: «api.yaml»\nreplicas:\n  - name: api\n    count: «"3"»\ncommonAnnotations:\n  build: «42»\n«owner»: shop\n',
        'api.yaml': deployment('api'),
      }),
      badFiles(
        {
          'parts/kustomization.yaml':
            'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n"«patchs»":\n  - path: a.yaml\nreplacements:\n  - path: b.yaml\n    «tagets»: []\n',
        },
        {
          'parts/kustomization.yaml':
            'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n"patches":\n  - path: a.yaml\nreplacements:\n  - path: b.yaml\n    targets: []\n',
        },
      ),
    ],
  },
});

function problemsIn(map: MapNode, fields: Fields): Problem[] {
  return map.entries.flatMap((each): Problem[] => {
    const name = Object.keys(fields).find((field) => field.toLowerCase() === each.key.toLowerCase());
    const type = name === undefined ? undefined : fields[name];
    if (name === undefined || type === undefined) return [unknown(map, each, fields)];
    return ofType(each.value, type, name);
  });
}

/** What is wrong with a value; values in collections are judged one by one. */
function ofType(node: Node, type: FieldType, name: string): Problem[] {
  if (type === 'any' || isNull(node)) return [];
  if (typeof type !== 'string') {
    if ('list' in type && node.kind === 'seq')
      return node.items.flatMap((item) => ofType(item.value, type.list, name));
    if ('map' in type && node.kind === 'map')
      return node.entries.flatMap((each) => ofType(each.value, type.map, each.key));
    if ('fields' in type && node.kind === 'map') return problemsIn(node, type.fields);
  }
  return mistyped(node, type, name);
}

function mistyped(node: Node, type: FieldType, name: string): Problem[] {
  const holder: Entry = { key: name, keySpan: node.span, value: node };
  const empty: MapNode = { kind: 'map', flow: false, entries: [], span: node.span, outerStart: 0, weight: 1 };
  try {
    checkFields(withEntries(empty, [holder]), { [name]: type }, true);
    return [];
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { source, start } = error.problem.span;
    const first = node.kind === 'map' ? node.entries[0]?.keySpan : undefined;
    const line = source.text.slice(start, node.span.end).split(/\r?\n/, 1)[0] ?? '';
    return [
      {
        span: first ?? (node.kind === 'seq' ? span(source, start, start + line.length) : node.span),
        message: fitting(error.problem.message),
      },
    ];
  }
}

function unknown(map: MapNode, each: Entry, fields: Fields): Problem {
  const place = unquoted(each);
  return {
    span: place,
    message: `Kustomize does not know the field "${shorten(each.key)}": it refuses to build.`,
    fixes: (): Fix[] => {
      const known = Object.keys(fields).filter((name) => !map.entries.some(({ key }) => key === name));
      const closest = each.via ? undefined : closestName(each.key, known);
      if (closest === undefined || textAt(place) !== each.key) return [];
      return [{ title: `Change to "${closest}"`, safe: false, edits: [{ span: place, newText: closest }] }];
    },
  };
}

function unquoted({ keySpan: { source, start, end } }: Entry) {
  const isQuoted = /^(["'])[\s\S]*\1$/.test(source.text.slice(start, end));
  return isQuoted ? span(source, start + 1, end - 1) : span(source, start, end);
}
