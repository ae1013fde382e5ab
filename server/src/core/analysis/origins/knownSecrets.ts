import type { MapNode, Node, ScalarNode } from '../../model/node.ts';
import { entriesOf, get, itemsOf, stringOf } from '../../model/read.ts';
import { textInBase64 } from '../../secrets/base64.ts';
import { hidesValue, looksMixed, MASK } from '../../secrets/maskedText.ts';
import { isHarmless, secretIn } from '../../secrets/secret.ts';
import { isPlaceholder } from '../../secrets/shape.ts';
import type { SourceText, Span } from '../../text/span.ts';

/** Shorter texts are not looked for inside others. */
const SHORTEST = 4;
const DATA = ['data', 'stringData'];

/** The values of an environment that are known to be secret, so that copies of them are known as well. */
export class KnownSecrets {
  private readonly places = new Map<SourceText, Set<string>>();
  /** Secrets that are looked for inside other texts. */
  private readonly texts = new Set<string>();
  /** All values of Secrets, also such as `admin`, that mean nothing elsewhere. */
  private readonly all = new Set<string>();
  private sorted: readonly string[] | undefined;

  /** Takes up the data of an object, with all that was overridden in it, if it is a Secret. */
  addObject(root: MapNode): void {
    const lists = root.entries.find(({ key }) => key === 'items')?.value;
    for (const item of itemsOf(lists)) if (item.kind === 'map') this.addObject(item);
    if (!isSecretObject(root)) return;
    for (const field of DATA) {
      const data = get(root, field);
      for (const holder of data ? [data, ...(data.parts ?? []), ...(data.overrides ?? [])] : [])
        for (const { key, value } of entriesOf(holder)) this.addData(field, key, value);
    }
  }

  /** Takes up a value by its name, as variables have them. */
  addVariable(name: string, value: string): void {
    const text = value.trim();
    const secret = secretIn(name, text);
    if (secret) this.addText(secret.value);
    if (hidesValue(name) || looksMixed(text)) this.addText(text);
  }

  /** Whether a value stands at a place of a Secret. */
  isIn({ source, start, end }: Span): boolean {
    return this.places.get(source)?.has(`${start} ${end}`) === true;
  }

  /**
   * A text with the secrets that were copied into it masked.
   * @param written the text before variables were put in: `$(NAME)` or `${NAME}` stand where they went
   */
  without(text: string, written: string): string {
    this.sorted ??= [...this.texts].sort((a, b) => b.length - a.length);
    let shown = text;
    for (const each of this.sorted) if (shown.includes(each)) shown = shown.replaceAll(each, MASK);
    if (this.all.size === 0 || !written.includes('$(')) return shown;
    const pieces = written.replace(/^["']|["']$/g, '').split(/\$\([^)]*\)/);
    const pattern = new RegExp(`^${pieces.map(escaped).join('([^]*?)')}$`);
    const parts = pattern.exec(text)?.slice(1) ?? [];
    if (!parts.some((part) => this.all.has(part))) return shown;
    return pieces.reduce((left, piece, index) => {
      const part = parts[index - 1] ?? '';
      return left + (this.all.has(part) ? MASK : part) + piece;
    });
  }

  private addData(field: string, key: string, value: Node): void {
    if (value.kind !== 'scalar') return;
    for (const scalar of [value, ...(value.overrides ?? [])].filter(
      (each): each is ScalarNode => each.kind === 'scalar',
    )) {
      const { source, start, end } = scalar.span;
      if (end > start) this.places.set(source, (this.places.get(source) ?? new Set()).add(`${start} ${end}`));
      const texts = field === 'data' ? [scalar.text, textInBase64(scalar.text)] : [scalar.text];
      for (const text of texts) {
        if (text === undefined || text === '') continue;
        this.all.add(text);
        if (hidesValue(key) || text.length >= 12 || /\d/.test(text)) this.addText(text);
      }
    }
  }

  private addText(text: string): void {
    if (text.length < SHORTEST || isHarmless(text) || isPlaceholder(text) || /^\d{1,5}$/.test(text)) return;
    this.texts.add(text);
  }
}

/** Whether all data of an object is secret. */
export function isSecretObject(root: Node): boolean {
  return stringOf(get(root, 'kind')) === 'Secret' && stringOf(get(root, 'apiVersion')) === 'v1';
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
