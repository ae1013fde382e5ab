import { madeSeq, mergedMap, mergedSeq, partsOf, replacing, withValue } from '../../model/derive.ts';
import type { Entry, Item, MapNode, Node, SeqNode } from '../../model/node.ts';
import { get, isNull, stringOf } from '../../model/read.ts';
import { dependenciesAsMap, networksAsMap, pairEntry, requestsAsList, underKey } from './forms.ts';
import { byText, type Identity } from './identity.ts';
import { MERGE, MERGE_SERVICE, type MergeRule, NO_RULE, ruleFor } from './mergeRules.ts';
import type { Session } from './session.ts';

/** A layer laid over another one; what only one of them says stays the node it was. */
export function mergedLayers(session: Session, lower: MapNode, upper: MapNode): MapNode {
  return new Merge(session).maps(lower, upper, MERGE);
}

/** A service laid over the one that it extends. */
export function mergedService(session: Session, lower: MapNode, upper: MapNode): MapNode {
  return new Merge(session).maps(lower, upper, MERGE_SERVICE);
}

class Merge {
  private readonly session: Session;

  constructor(session: Session) {
    this.session = session;
  }

  node(lower: Node, upper: Node, rule: MergeRule): Node {
    if (lower === upper) return lower;
    if (rule.manner === 'replace') return this.replaced(lower, upper);
    // A key with nothing behind it takes nothing away.
    if (isNull(upper)) return lower;
    if (isNull(lower)) return this.replaced(lower, upper);
    switch (rule.manner) {
      case 'pairs':
        return this.pairs(lower, upper, rule);
      case 'hosts':
        return this.hosts(lower, upper);
      case 'values':
        return this.values(lower, upper, rule);
      case 'build':
        return this.forms(underKey(lower, 'context'), underKey(upper, 'context'), rule);
      case 'dependencies':
        return this.forms(dependenciesAsMap(lower), dependenciesAsMap(upper), rule);
      case 'networks':
        return this.forms(networksAsMap(lower), networksAsMap(upper), rule);
      case 'logging':
        return sameDriver(lower, upper) ? this.forms(lower, upper, rule) : this.replaced(lower, upper);
      case 'limit':
        return lower.kind === 'map' && upper.kind === 'map'
          ? this.maps(lower, upper, rule)
          : this.replaced(lower, upper);
      case 'addresses':
        return this.addresses(lower, upper);
      case 'requests':
        return this.forms(requestsAsList(lower), upper, rule);
      default:
        return this.forms(lower, upper, rule);
    }
  }

  maps(lower: MapNode, upper: MapNode, rule: MergeRule): MapNode {
    const above = new Map(upper.entries.map((each) => [each.key, each]));
    const entries = lower.entries.map((each) => {
      const over = above.get(each.key);
      above.delete(each.key);
      return over ? withValue(each, this.node(each.value, over.value, ruleFor(rule, each.key))) : each;
    });
    return this.keep(mergedMap(lower, upper, [...entries, ...above.values()]), lower);
  }

  private forms(lower: Node, upper: Node, rule: MergeRule): Node {
    if (lower.kind === 'map' && upper.kind === 'map') return this.maps(lower, upper, rule);
    if (lower.kind === 'seq' && upper.kind === 'seq') return this.lists(lower, upper, rule.identity);
    if (lower.kind === 'scalar' && upper.kind === 'scalar') return this.replaced(lower, upper);
    return this.mismatch(lower, upper);
  }

  private lists(lower: SeqNode, upper: SeqNode, identity: Identity | undefined): SeqNode {
    const items = [...lower.items, ...upper.items];
    return this.keep(mergedSeq(lower, upper, identity ? this.distinct(items, identity) : items), lower);
  }

  /** Of items that are the same one the last counts, at the place of the first. */
  private distinct(items: readonly Item[], identity: Identity): Item[] {
    const places = new Map<string, number>();
    const kept: Item[] = [];
    for (const item of items) {
      const key = identity(item.value, this.session);
      const place = key === undefined ? undefined : places.get(key);
      const before = place === undefined ? undefined : kept[place];
      if (place !== undefined && before)
        kept[place] = { ...item, value: this.replaced(before.value, item.value) };
      else {
        if (key !== undefined) places.set(key, kept.length);
        kept.push(item);
      }
    }
    return kept;
  }

  private pairs(lower: Node, upper: Node, rule: MergeRule): Node {
    if (lower.kind === 'seq' && upper.kind === 'seq') return this.lists(lower, upper, rule.identity);
    const [below, above] = [lastOfEach(entriesOf(lower)), lastOfEach(entriesOf(upper))];
    if (!below || !above) return this.mismatch(lower, upper);
    const over = new Map(above.map((each) => [each.key, each]));
    const entries = below.map((each) => {
      const value = over.get(each.key)?.value;
      over.delete(each.key);
      return value ? withValue(each, this.replaced(each.value, value)) : each;
    });
    return this.joined(lower, upper, [...entries, ...over.values()]);
  }

  private hosts(lower: Node, upper: Node): Node {
    if (lower.kind === 'seq' && upper.kind === 'seq') {
      return this.lists(lower, upper, byText);
    }
    const [below, above] = [hostsIn(lower), hostsIn(upper)];
    if (!below || !above) return this.mismatch(lower, upper);
    const seen = new Set<string>();
    const hosts = new Map<string, { readonly entry: Entry; readonly values: Node[] }>();
    for (const { entry, written, value } of [...below, ...above]) {
      if (seen.has(written)) continue;
      seen.add(written);
      const known = hosts.get(entry.key);
      if (known) known.values.push(value);
      else hosts.set(entry.key, { entry, values: [value] });
    }
    const entries = [...hosts.values()].map(({ entry, values }) => {
      const [first, ...rest] = values;
      const single = rest.length === 0 && first ? first : madeSeq(values, entry.value.span);
      return withValue(entry, single);
    });
    return this.joined(lower, upper, entries);
  }

  /** A mapping out of two nodes one of which may be a list. */
  private joined(lower: Node, upper: Node, entries: readonly Entry[]): MapNode {
    const map = asEmptyMap(lower);
    const merged = mergedMap(map, asEmptyMap(upper), entries);
    return this.keep({ ...merged, parts: [...partsOf(lower), ...partsOf(upper)] }, lower);
  }

  private values(lower: Node, upper: Node, rule: MergeRule): Node {
    if (lower.kind === 'map' || upper.kind === 'map') return this.mismatch(lower, upper);
    const [below, above] = [asList(lower), asList(upper)];
    const items = [...below.items, ...above.items];
    const merged = mergedSeq(below, above, rule.identity ? this.distinct(items, rule.identity) : items);
    return this.keep({ ...merged, parts: [...partsOf(lower), ...partsOf(upper)] }, lower);
  }

  /**
   * Address ranges of a network go by their subnet. Compose lets go of what only the lower layer has, and mixes up
   * neighbours; what it makes of them is what gets deployed.
   */
  private addresses(lower: Node, upper: Node): Node {
    if (lower.kind !== 'seq' || upper.kind !== 'seq') return this.mismatch(lower, upper);
    const overs = upper.items.map((item) => ({ item }));
    const kept: { item: Item }[] = [];
    for (const item of lower.items) {
      const own = { item };
      for (const over of overs) {
        const differs = subnetOf(over.item) !== subnetOf(own.item);
        if (differs && !kept.some((each) => subnetOf(each.item) === subnetOf(over.item))) {
          kept.push(over);
          continue;
        }
        const value = this.node(own.item.value, over.item.value, NO_RULE);
        own.item = { ...own.item, value };
        const known = kept.findIndex((each) => subnetOf(each.item) === subnetOf(own.item));
        if (known >= 0) kept[known] = own;
        else kept.push(own);
      }
    }
    if (kept.length === 0) {
      this.session.error('merge', upper.span, 'Compose can not merge with an empty list here: take it out.');
    }
    return this.keep(
      mergedSeq(
        lower,
        upper,
        kept.map((each) => each.item),
      ),
      lower,
    );
  }

  private replaced(lower: Node, upper: Node): Node {
    return this.keep(replacing(upper, lower), upper);
  }

  private keep<T extends Node>(node: T, from: Node): T {
    this.session.inherit(node, from);
    return node;
  }

  private mismatch(lower: Node, upper: Node): Node {
    const message = `A ${WORDS[upper.kind]} can not be laid over the ${WORDS[lower.kind]} of the layer below: write it in the same form.`;
    this.session.error('merge-kinds', upper.span, message);
    return lower;
  }
}

const WORDS = { map: 'mapping', seq: 'list', scalar: 'single value' } as const;

function sameDriver(lower: Node, upper: Node): boolean {
  const [below, above] = [stringOf(get(lower, 'driver')), stringOf(get(upper, 'driver'))];
  return below === undefined || above === undefined || below === above;
}

function subnetOf(item: Item): string | undefined {
  return stringOf(get(item.value, 'subnet'));
}

function entriesOf(node: Node): readonly Entry[] | undefined {
  if (node.kind === 'map') return node.entries;
  if (node.kind !== 'seq') return undefined;
  return node.items.flatMap((item) => pairEntry(item.value) ?? []);
}

interface Host {
  readonly entry: Entry;
  readonly value: Node;
  /** By this Compose knows one that stands in both layers. */
  readonly written: string;
}

function hostsIn(node: Node): readonly Host[] | undefined {
  if (node.kind === 'seq') {
    return node.items.flatMap((item): Host[] => {
      const entry = pairEntry(item.value, '=:');
      return entry ? [{ entry, value: entry.value, written: stringOf(item.value) ?? '' }] : [];
    });
  }
  if (node.kind !== 'map') return undefined;
  return node.entries.flatMap((entry) =>
    asList(entry.value).items.map(({ value }) => ({
      entry,
      value,
      written: `${entry.key}=${stringOf(value)}`,
    })),
  );
}

/** Of a key that stands twice the last counts. */
function lastOfEach(entries: readonly Entry[] | undefined): readonly Entry[] | undefined {
  return entries && [...new Map(entries.map((each) => [each.key, each])).values()];
}

function asEmptyMap(node: Node): MapNode {
  if (node.kind === 'map') return node;
  const { span, outerStart } = node;
  return { kind: 'map', flow: false, entries: [], span, outerStart, weight: 1 };
}

function asList(node: Node): SeqNode {
  if (node.kind === 'seq') return node;
  const { span, outerStart } = node;
  const items = [{ value: node, start: span.start }];
  return { kind: 'seq', flow: false, items, span, outerStart, weight: node.weight + 1 };
}
