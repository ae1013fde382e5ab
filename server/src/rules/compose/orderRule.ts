import type { ComposeProject } from '../../core/compose/project.ts';
import { edit } from '../../core/edit/edit.ts';
import { partsOf } from '../../core/model/derive.ts';
import type { MapNode, Node, SeqNode } from '../../core/model/node.ts';
import { isMergeEntry } from '../../core/model/read.ts';
import type { OptionsSchema, Rule } from '../../core/rule/rule.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { shortened } from '../../core/text/shortened.ts';
import type { Span } from '../../core/text/span.ts';

/** One of the things that are ordered: its name as it is shown, where it is told, and what its place depends on. */
export interface Ordered {
  readonly name: string;
  readonly span: Span;
  /** Undefined for what may stand anywhere. */
  readonly rank: string | number | undefined;
}

/** An order that is kept in Compose files. */
interface Order {
  readonly id: string;
  readonly title: string;
  /** `by name`: how the order is told in a message. */
  readonly by: string;
  readonly why: string;
  readonly how: string;
  readonly aliases: { readonly [tool: string]: string };
  readonly options?: OptionsSchema;
  /** The mappings and sequences of a project that have the order. */
  collections(project: ComposeProject): readonly (Node | undefined)[];
  ordered(node: MapNode | SeqNode, options: unknown): readonly Ordered[];
  readonly examples: Rule['examples'];
}

/** The rule that what is written in some mappings or sequences has an order; each layer is looked at by itself. */
export function orderRule(order: Order): Rule<'project'> {
  const { id, title, by, why, how, aliases, options, collections, ordered, examples } = order;
  return defineRule({
    id,
    title,
    category: 'maintainability',
    levels: { recommended: 'off', strict: 'off' },
    since: '0.1.0',
    target: 'project',
    docs: { why, how, references: ['https://docs.docker.com/reference/compose-file/'] },
    aliases,
    ...(options ? { options } : {}),
    check(project, { options: set, report }) {
      for (const node of collections(project).flatMap(written)) {
        const all = ordered(node, set);
        const place = firstMisplaced(all);
        if (!place) continue;
        report({
          span: place.late.span,
          message: `"${shortened(place.late.name, 36)}" stands behind "${shortened(place.early.name, 36)}": the order here is ${by}.`,
          fixes: () => {
            const edits = edit.reorder(node, sorted(all));
            return edits.length === 0 ? [] : [{ title: `Put them in order, ${by}`, safe: false, edits }];
          },
        });
      }
    },
    examples,
  });
}

/** The keys that the option `order` lists. */
export function orderIn(options: unknown): readonly unknown[] {
  const order = typeof options === 'object' && options !== null && 'order' in options ? options.order : [];
  return Array.isArray(order) ? order : [];
}

/** What is written of a mapping or sequence, each part by itself; those with merge keys stand as their author wants. */
function written(node: Node | undefined): (MapNode | SeqNode)[] {
  if (!node) return [];
  return partsOf(node).flatMap((part) => {
    if (part.made || part.via || part.kind === 'scalar') return [];
    return part.kind === 'map' && part.entries.some(isMergeEntry) ? [] : [part];
  });
}

function firstMisplaced(all: readonly Ordered[]): { early: Ordered; late: Ordered } | undefined {
  let highest: Ordered | undefined;
  for (const each of all) {
    if (each.rank === undefined) continue;
    if (highest?.rank !== undefined && each.rank < highest.rank) return { early: highest, late: each };
    highest = each;
  }
  return undefined;
}

/** The positions in the order wanted; what has no rank stays where it is. */
function sorted(all: readonly Ordered[]): number[] {
  const ranked = all.flatMap(({ rank }, index) => (rank === undefined ? [] : [{ rank, index }]));
  const moved = [...ranked].sort((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : a.index - b.index));
  const result = all.map((_, index) => index);
  ranked.forEach(({ index }, position) => {
    result[index] = moved[position]?.index ?? index;
  });
  return result;
}
