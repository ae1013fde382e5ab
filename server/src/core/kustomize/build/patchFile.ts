import type { YamlFile } from '../../model/file.ts';
import type { MapNode, Node, ScalarNode } from '../../model/node.ts';
import type { Span } from '../../text/span.ts';
import { readInline } from './inlineYaml.ts';
import { objectsOf, rootsOf } from './objects.ts';
import { refuse } from './problem.ts';
import type { Setting } from './setting.ts';

/** What a patch does: strategic merges, or operations on JSON. */
export type PatchContent =
  | { readonly kind: 'merge'; readonly patches: readonly MapNode[] }
  | { readonly kind: 'operations'; readonly operations: readonly MapNode[]; readonly list: Node };

const EMPTY = 'This patch is empty.';

/** Reads what a patch says: a list is a JSON patch, objects are strategic merges. */
export function patchContent(file: YamlFile, at: Span): PatchContent {
  const [first] = rootsOf(file);
  if (!first) return refuse('bad-patch', at, EMPTY);
  if (first.kind !== 'seq') {
    const patches = objectsOf(file);
    return patches.length === 0 ? refuse('bad-patch', at, EMPTY) : { kind: 'merge', patches };
  }
  if (first.items.length === 0) refuse('bad-patch', first.span, EMPTY);
  const text = file.text.trimStart();
  if (text.startsWith('[') && !isJson(text))
    refuse(
      'bad-patch',
      first.span,
      'A patch that starts with "[" must be JSON: quote names and values, or write it as a YAML list.',
    );
  const operations = first.items.map(({ value }) =>
    value.kind === 'map'
      ? value
      : refuse('bad-patch', value.span, 'An operation of a JSON patch must be a mapping.'),
  );
  return { kind: 'operations', operations, list: first };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** The patch that an inline text holds. */
export function inlinePatch(node: Node): YamlFile {
  return readInline(asScalar(node));
}

/** The patch file that a path names. */
export function patchAt(setting: Setting, node: Node): YamlFile {
  return setting.file(node, 'missing-patch');
}

function asScalar(node: Node): ScalarNode {
  return node.kind === 'scalar' ? node : refuse('wrong-type', node.span, 'A patch must be text.');
}
