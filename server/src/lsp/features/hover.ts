import type { Hover, Position } from 'vscode-languageserver/node';
import {
  type EffectiveRoot,
  environmentsOf,
  layerName,
  lineOf,
  type Merged,
  yamlOf,
} from '../../core/analysis/origins/effectiveRoots.ts';
import { type Masking, maskingOf } from '../../core/analysis/origins/masking.ts';
import { pathOf, type Spot } from '../../core/analysis/origins/places.ts';
import { type Standing, standingsOf } from '../../core/analysis/origins/standing.ts';
import { type WrittenPlace, writtenAt } from '../../core/analysis/origins/written.ts';
import { partsOf } from '../../core/model/derive.ts';
import type { Node } from '../../core/model/node.ts';
import { LineIndex } from '../../core/text/lineIndex.ts';
import type { Span } from '../../core/text/span.ts';

/** Longer values are cut. */
const MOST_CHARACTERS = 60;
/** More sentences than this are counted, not shown. */
const MOST_SENTENCES = 8;
const MOST_PLACES = 5;

/** What the value at a position is in each environment, and where that comes from; nothing where that is plain to see. */
export function hover(
  merged: Merged,
  uri: string,
  position: Position,
  editorUri: (uri: string) => string,
): Hover | undefined {
  const yaml = yamlOf(merged, uri);
  const environments = environmentsOf(merged, uri);
  if (!yaml || environments.length === 0) return undefined;
  const lines = new LineIndex(yaml.text);
  const offset = lines.offsetAt(position);
  const placed = yaml.documents.findLast(({ start }) => start <= offset);
  const root = placed?.document.root;
  const written = root && writtenAt(root, offset - placed.start);
  if (!written) return undefined;
  const teller = new Teller(merged, written, editorUri);
  for (const environment of environments) {
    const masking = maskingOf(merged, environment);
    for (const standing of standingsOf(environment, uri, written))
      teller.add(environment.spec.name, standing, masking);
  }
  const value = teller.text();
  if (value === undefined) return undefined;
  const [start, end] = [written.word.start, written.word.end].map((at) =>
    lines.positionAt(placed.start + at),
  );
  return { contents: { kind: 'markdown', value }, ...(start && end ? { range: { start, end } } : {}) };
}

/** Says with the names of environments what holds in them. */
type Sentence = (names: string) => string;

/** Puts what is to be said into words, environments with the same answer in one sentence. */
class Teller {
  private readonly sentences = new Map<string, { readonly say: Sentence; readonly names: Set<string> }>();
  private readonly merged: Merged;
  private readonly written: WrittenPlace;
  private readonly editorUri: (uri: string) => string;
  private differs = false;

  constructor(merged: Merged, written: WrittenPlace, editorUri: (uri: string) => string) {
    this.merged = merged;
    this.written = written;
    this.editorUri = editorUri;
  }

  add(name: string, standing: Standing, masking: Masking): void {
    const say = this.sentence(standing, masking);
    const key = say('');
    const known = this.sentences.get(key) ?? { say, names: new Set() };
    known.names.add(name);
    this.sentences.set(key, known);
  }

  text(): string | undefined {
    if (!this.differs) return undefined;
    const all = [...this.sentences.values()].map(({ say, names }) =>
      say([...names].map((each) => `**${plain(each)}**`).join(', ')),
    );
    const more = all.length - MOST_SENTENCES;
    return [...all.slice(0, MOST_SENTENCES), ...(more > 0 ? [`… and ${more} more`] : [])].join('\n\n');
  }

  private sentence(standing: Standing, masking: Masking): Sentence {
    if (standing.kind === 'stands') return this.stands(standing, masking);
    if (standing.kind === 'removed') {
      this.differs = true;
      const { how, span } = standing.by;
      return (names) => `Removed in ${names} by \`${how}\` in ${this.link(span)}`;
    }
    const { spot, exact } = standing;
    // A patch names what it is for: that says nothing new.
    if (!exact || !this.isAsWritten(spot.node)) this.differs = true;
    const tag = spot.node.tag === '!override' ? ' with `!override`' : '';
    const value = exact ? `: ${short(spot.node, spot, masking)}` : '';
    return (names) => `Overridden in ${names} by ${this.link(spot.node.span)}${tag}${value}`;
  }

  private stands({ root, spot, below }: Extract<Standing, { kind: 'stands' }>, masking: Masking): Sentence {
    const { node } = spot;
    const others = below.filter((each) => !isSame(each, node));
    const over = others.slice(0, 2).map((each) => `${short(each, spot, masking)} in ${this.link(each.span)}`);
    const places = [...new Set(partsOf(node).map(({ span }) => this.link(span)))];
    const changed = this.written.value.kind === 'scalar' && !this.isAsWritten(node);
    if (over.length > 0 || places.length > 1 || changed) this.differs = true;
    const target = this.target(spot, root);
    const overText = over.length > 0 ? `, over ${over.join(' and ')}` : '';
    const from = places.length > 1 ? `merged from ${atMost(places)}` : `from ${places.join('')}`;
    return (names) => `In ${names}: ${target}${short(node, spot, masking)}, ${from}${overText}`;
  }

  /** Names the value where it is written under another key than its own, as in `replicas:` of a kustomization. */
  private target(spot: Spot, { title }: EffectiveRoot): string {
    const key = this.written.steps.at(-1)?.key;
    if (title === undefined || key === undefined || key === spot.key) return '';
    const path = pathOf(spot);
    return path.length === 0 ? `${plain(title)}, ` : `\`${path.join('.')}\` of ${plain(title)} is `;
  }

  private isAsWritten(node: Node): boolean {
    return isSame(this.written.value, node);
  }

  private link(span: Span): string {
    const { uri } = span.source;
    const name = layerName(this.merged, uri);
    const line = lineOf(this.merged, span);
    const [label, fragment] = line === undefined ? [name, ''] : [`${name}:${line + 1}`, `#L${line + 1}`];
    return `[${plain(label)}](${this.editorUri(uri).replace(/[()\s]/g, encodeURIComponent)}${fragment})`;
  }
}

function isSame(a: Node, b: Node): boolean {
  return a.kind === 'scalar' && b.kind === 'scalar' && a.text === b.text;
}

function atMost(places: readonly string[]): string {
  const more = places.length - MOST_PLACES;
  return [...places.slice(0, MOST_PLACES), ...(more > 0 ? [`and ${more} more`] : [])].join(', ');
}

/** A value in a few words, without secrets. */
function short(node: Node, spot: Spot, masking: Masking): string {
  if (node.kind === 'map') return counted(node.entries.length, 'key');
  if (node.kind === 'seq') return counted(node.items.length, 'item');
  if (node.value === null) return 'nothing';
  const text = masking.shown(node, spot).replace(/\s+/g, ' ').replaceAll('`', "'");
  const cut = text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS - 1)}…` : text;
  return cut.trim() === '' ? '`""`' : `\`${cut}\``;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

/** A text that Markdown reads as it is. */
function plain(text: string): string {
  return text.replace(/[\\`*_[\]<>]/g, '\\$&');
}
