import { edit } from '../../core/edit/edit.ts';
import type { Entry, Node } from '../../core/model/node.ts';
import { entriesOf, get, isFalse, isTrue } from '../../core/model/read.ts';
import { bad, good } from '../../core/rule/example.ts';
import type { Problem } from '../../core/rule/problem.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { shortened } from '../../core/text/shortened.ts';
import { deployment } from './exampleManifests.ts';

const API = deployment('containers:\n  - name: api\n    image: example/api:1.4.2\n');
const withMeta = (text: string): string => API.replace('  name: demo\n', `  name: demo\n${text}`);

export default defineRule({
  id: 'kubernetes/label-value-invalid',
  title: 'Label or annotation that the API server refuses',
  category: 'correctness',
  levels: { recommended: 'error', strict: 'error' },
  since: '0.1.0',
  target: 'resource',
  docs: {
    why: 'The value of a label has 63 characters at most: letters, digits, `-`, `_` and `.`, with a letter or a digit at both ends. Names may have a DNS name and a slash before them. Labels and annotations are strings: `true` and `1.0` have to be quoted. Anything else is refused.',
    how: 'Shorten or quote the value. Text that people read belongs into an annotation, which may hold any.',
    references: [
      'https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set',
      'https://kubernetes.io/docs/concepts/overview/working-with-objects/annotations/#syntax-and-character-set',
    ],
  },
  aliases: { 'kube-score': 'label-values', kics: 'Metadata Label Is Invalid' },
  check(resource, { report }) {
    const { node } = resource;
    const places = [
      get(node, 'metadata'),
      get(node, 'spec', 'template', 'metadata'),
      get(node, 'spec', 'jobTemplate', 'metadata'),
      get(node, 'spec', 'jobTemplate', 'spec', 'template', 'metadata'),
    ];
    const who = `${resource.kind} "${resource.name ?? ''}"`;
    for (const metadata of places) {
      for (const field of ['labels', 'annotations'] as const) {
        for (const each of entriesOf(get(metadata, field))) {
          const problem = faultOf(each, field, who);
          if (problem) report(problem);
        }
      }
    }
  },
  examples: {
    good: [
      good(withMeta('  labels:\n    app.kubernetes.io/version: "1.4"\n    tier: ""\n')),
      good(withMeta('  annotations:\n    example.com/note: any text, of (nearly) any length!\n')),
      good(withMeta('  labels:\n    version: "${VERSION}"\n    release: v1\n    empty:\n')),
    ],
    bad: [
      bad(
        withMeta('  labels:\n    version: «1.4» # quoted?\n    release: «true»\n'),
        withMeta('  labels:\n    version: "1.4" # quoted?\n    release: "true"\n'),
      ),
      bad(withMeta('  labels:\n    owner: «the platform team»\n    «my label»: a\n')),
      bad(
        withMeta("  annotations:\n    a: 'b'\n    scrape: «yes»\n"),
        withMeta("  annotations:\n    a: 'b'\n    scrape: 'yes'\n"),
      ),
      bad(withMeta(`  labels:\n    commit: «${'a'.repeat(64)}»\n    list: «[a, b]»\n`)),
    ],
  },
});

const NAME = /^[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;
const PREFIX = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/;

function faultOf(
  { key, keySpan, value }: Entry,
  field: 'labels' | 'annotations',
  who: string,
): Problem | undefined {
  const what = field === 'labels' ? 'label' : 'annotation';
  const name = shortened(key, 40);
  if (/[${}]/.test(key) || key === '<<') return undefined;
  const refused = 'the API server refuses it';
  if (!isQualified(key))
    return { span: keySpan, message: `${who} has "${name}" as the name of a ${what}: ${refused}.` };
  if (value.kind !== 'scalar')
    return { span: value.span, message: `${who} has no string as ${what} "${name}": ${refused}.` };
  if (isOtherType(value)) {
    return {
      span: value.span,
      message: `${who} has ${what} "${name}" without quotes, which is no string so: ${refused}.`,
      fixes: () => {
        const edits = edit.quote(value);
        return edits.length === 0 ? [] : [{ title: 'Put it into quotes', safe: true, edits }];
      },
    };
  }
  const { text } = value;
  if (field === 'annotations' || text === '' || /[${}]/.test(text) || NAME.test(text)) return undefined;
  const why = text.length > 63 ? `with more than 63 characters` : 'with characters that no label may have';
  return { span: value.span, message: `${who} has label "${name}" ${why}: ${refused}.` };
}

function isQualified(key: string): boolean {
  const [first = '', second, more] = key.split('/');
  if (more !== undefined) return false;
  if (second === undefined) return NAME.test(first);
  return first.length <= 253 && PREFIX.test(first.toLowerCase()) && NAME.test(second);
}

/** Whether a plain scalar is read as a number or a boolean; nothing at all is taken for an empty string. */
function isOtherType(value: Node): boolean {
  if (value.kind !== 'scalar' || value.style !== 'plain' || value.tag?.endsWith(':str') || value.made)
    return false;
  return /^(?:number|bigint|boolean)$/.test(typeof value.value) || isTrue(value) || isFalse(value);
}
