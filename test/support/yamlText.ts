import fc from 'fast-check';

/** A source of decisions: number `n` asks for one below `n`, and 0 is the simplest. Ends in zeros, so that it shrinks well. */
export class Decisions {
  private at = 0;
  private readonly numbers: readonly number[];

  constructor(numbers: readonly number[]) {
    this.numbers = numbers;
  }

  next(below: number): number {
    const number = this.numbers[this.at++] ?? 0;
    return below <= 1 ? 0 : number % below;
  }

  /** True once in so many times. */
  rarely(of: number): boolean {
    return this.next(of) === of - 1;
  }

  pick<T>(choices: readonly [T, ...T[]]): T {
    return choices[this.next(choices.length)] ?? choices[0];
  }
}

/** Decisions for {@link writeYaml}, and others. */
export function decisions(maxLength = 300): fc.Arbitrary<readonly number[]> {
  return fc.array(fc.nat({ max: 5039 }), { maxLength, size: 'max' });
}

const PLAIN = [
  'a',
  'nginx:1.25',
  'two words',
  'true',
  '8080',
  'null',
  '~',
  '0x1F',
  '1e3',
  '-5',
  'http://x.y/z?a=b#c',
  'a,b',
  'yes',
  "it's",
  '-x',
  ':y',
  'a"b',
] as const;
const QUOTED = [
  '',
  'needs: quotes',
  '# no comment',
  'yes',
  '08:00',
  "it's",
  'a "b"',
  ' lead',
  '{x',
  '*y',
  '&z',
  'é😀',
  '- x',
] as const;
const KEYS = [
  'name',
  'image',
  'ports',
  'env',
  'labels',
  'securityContext',
  'limits',
  'x-y',
  'with space',
  'a.b/c',
  '1',
  'on',
  'é',
  '"quoted: key"',
  "'single key'",
  '"dash"',
] as const;
const LINES = ['echo one', '  deeper', 'a: b', '# not a comment', '', 'last - line', '"quote'] as const;

interface Style {
  readonly step: number;
  readonly sequenceStep: number;
  readonly anchors: boolean;
  readonly comments: boolean;
  readonly json: boolean;
}

/** YAML text in one of many styles; always valid, one or several documents, with LF line ends. */
export function writeYaml(numbers: readonly number[]): string {
  const draw = new Decisions(numbers);
  const documents = draw.pick([1, 1, 1, 2, 3]);
  let text = draw.rarely(12) ? '\uFEFF' : '';
  for (let index = 0; index < documents; index++) {
    const writer = new Writer(draw);
    const head = index > 0 || draw.rarely(4);
    if (index === 0 && draw.rarely(5)) text += '# heading\n';
    if (head) text += draw.rarely(6) ? '--- # start\n' : '---\n';
    text += writer.document();
    if (draw.rarely(8)) text += '\n';
    if (draw.rarely(8)) text += '# trailing\n';
    if (draw.rarely(12)) text += '...\n';
  }
  return draw.rarely(4) ? text.replace(/\n$/, '') : text;
}

class Writer {
  private readonly draw: Decisions;
  private readonly style: Style;
  private readonly anchors: { name: string; map: boolean }[] = [];
  private left = 40;

  constructor(draw: Decisions) {
    this.draw = draw;
    this.style = {
      step: draw.pick([2, 2, 4, 3]),
      sequenceStep: draw.pick([2, 0, 0, 4]),
      anchors: draw.rarely(3),
      comments: !draw.rarely(3),
      json: draw.rarely(10),
    };
  }

  document(): string {
    if (this.style.json) return `${this.flowMap(2)}\n`;
    const kind = this.draw.next(12);
    if (kind === 10) return `${this.seq(0, 0).join('\n')}\n`;
    if (kind === 11) return `${this.flowMap(2)}${this.trailing()}\n`;
    return `${this.map(0, 0).join('\n')}\n`;
  }

  /** The lines of a block mapping; those of its first entry are not indented where it is compact. */
  private map(column: number, depth: number): string[] {
    const used = new Set<string>();
    const lines: string[] = [];
    const size = 1 + this.draw.next(4);
    for (let index = 0; index < size; index++) {
      const key = this.key(used);
      if (key === undefined) continue;
      if (index > 0 || column > 0) lines.push(...this.above(column, lines.length > 0 || depth > 0));
      lines.push(...this.entry(key, column, depth));
    }
    const merge = this.anchors.findLast((each) => each.map);
    if (merge && this.draw.rarely(3)) lines.push(`${pad(column)}<<: *${merge.name}${this.trailing()}`);
    return lines;
  }

  private above(column: number, blank: boolean): string[] {
    const lines: string[] = [];
    if (blank && this.draw.rarely(6)) lines.push('');
    if (this.style.comments && this.draw.rarely(5)) lines.push(`${pad(column)}# above`);
    if (this.style.comments && this.draw.rarely(14)) lines.push(`${pad(column + this.draw.next(5))}# odd`);
    return lines;
  }

  private key(used: Set<string>): string | undefined {
    const key = KEYS[this.draw.next(KEYS.length)] ?? 'a';
    const plain = key.replace(/^["']|["']$/g, '');
    if (used.has(plain)) return undefined;
    used.add(plain);
    return key;
  }

  private entry(key: string, column: number, depth: number): string[] {
    if (this.draw.rarely(24))
      return this.held(`${pad(column)}? ${key}\n${pad(column)}:`, column, depth, 'entry');
    const space = this.draw.rarely(20) ? ' ' : '';
    return this.held(`${pad(column)}${key}${space}:`, column, depth, 'entry');
  }

  private seq(column: number, depth: number): string[] {
    const lines: string[] = [];
    const size = 1 + this.draw.next(3);
    for (let index = 0; index < size; index++) {
      if (index > 0) lines.push(...this.above(column, true));
      lines.push(...this.held(`${pad(column)}-`, column, depth, 'item'));
    }
    return lines;
  }

  /** A value behind a colon or a dash. */
  private held(head: string, column: number, depth: number, holder: 'entry' | 'item'): string[] {
    const kind = this.left-- <= 0 || depth > 4 ? this.draw.next(8) : this.draw.next(18);
    const alias = this.style.anchors && this.anchors.length > 0 && this.draw.rarely(5);
    if (alias)
      return [`${head} *${this.anchors[this.draw.next(this.anchors.length)]?.name}${this.trailing()}`];
    const anchor = this.style.anchors && this.draw.rarely(4) ? `a${this.anchors.length}${depth}` : undefined;
    const properties = this.properties(anchor, kind);
    const lines = this.value(head + properties, kind, column, depth, holder, properties !== '');
    if (anchor !== undefined) this.anchors.push({ name: anchor, map: kind >= 10 && kind <= 13 });
    return lines;
  }

  private properties(anchor: string | undefined, kind: number): string {
    const tag =
      kind === 0 && this.draw.rarely(12) ? ' !!str' : kind > 7 && this.draw.rarely(20) ? ' !override' : '';
    const mark = anchor === undefined ? '' : ` &${anchor}`;
    return this.draw.rarely(2) ? tag + mark : mark + tag;
  }

  private value(
    head: string,
    kind: number,
    column: number,
    depth: number,
    holder: 'entry' | 'item',
    marked: boolean,
  ): string[] {
    const inner = column + this.style.step;
    if (kind <= 2) return [`${head} ${this.draw.pick(PLAIN)}${this.trailing()}`];
    if (kind === 3) return [`${head} ${this.quoted()}${this.trailing()}`];
    if (kind === 4) return [`${head}${this.trailing()}`];
    if (kind === 5) return this.blockScalar(head, inner);
    if (kind === 6) return this.severalLines(head, inner);
    if (kind === 7) return [`${head} ${this.draw.pick(['{}', '[]', '{ }', 'null', '""'])}${this.trailing()}`];
    if (kind === 8) return [`${head} ${this.flowMap(1)}${this.trailing()}`];
    if (kind === 9) return [`${head} ${this.flowSeq(1)}${this.trailing()}`];
    if (kind <= 13) return this.blockMap(head, column, depth, holder, marked);
    return this.blockSeq(head, column, depth, holder, marked);
  }

  private blockMap(head: string, column: number, depth: number, holder: string, marked: boolean): string[] {
    if (holder === 'item' && !marked && !this.draw.rarely(6)) {
      const [first = '', ...rest] = this.compact(this.map(column + 2, depth + 1));
      return [`${head} ${first.trimStart()}`, ...rest];
    }
    return [head + this.trailing(), ...this.map(column + this.style.step, depth + 1)];
  }

  private blockSeq(head: string, column: number, depth: number, holder: string, marked: boolean): string[] {
    if (holder === 'item' && !marked && !this.draw.rarely(3)) {
      const [first = '', ...rest] = this.seq(column + 2, depth + 1);
      return [`${head} ${first.trimStart()}`, ...rest];
    }
    const indent = holder === 'item' ? this.style.step : this.style.sequenceStep;
    return [head + this.trailing(), ...this.seq(column + indent, depth + 1)];
  }

  /** A compact mapping has no comment or blank line above its first key. */
  private compact(lines: readonly string[]): readonly string[] {
    return lines.slice(lines.findIndex((line) => line.trim() !== '' && !line.trim().startsWith('#')));
  }

  private blockScalar(head: string, column: number): string[] {
    const chomp = this.draw.pick(['', '-', '+']);
    const comment = this.style.comments && this.draw.rarely(6) ? ' # header' : '';
    const lines = ['first line'];
    for (let index = this.draw.next(4); index > 0; index--) lines.push(this.draw.pick(LINES));
    if (this.draw.rarely(3)) lines.push('');
    const body = lines.map((line) => (line === '' ? '' : pad(column) + line));
    return [`${head} ${this.draw.pick(['|', '>'])}${chomp}${comment}`, ...body];
  }

  private severalLines(head: string, column: number): string[] {
    const rest = [`${pad(column)}and more`, `${pad(column)}to the end`];
    const kind = this.draw.next(3);
    if (kind === 0) return [`${head} some text`, ...rest.slice(this.draw.next(2))];
    const quote = kind === 1 ? '"' : "'";
    return [`${head} ${quote}some text`, rest[0] ?? '', `${rest[1]}${quote}${this.trailing()}`];
  }

  private quoted(): string {
    const value = this.draw.pick(QUOTED);
    return this.draw.rarely(2) ? `'${value.replaceAll("'", "''")}'` : JSON.stringify(value);
  }

  private flowScalar(): string {
    if (this.style.json) return this.draw.pick(['1', '"a"', 'true', 'null', '"x: y"', '[]', '{}']);
    return this.draw.rarely(3) ? this.quoted() : this.draw.pick(['a', '1', 'true', 'b c', 'x:y', 'null']);
  }

  private flowValue(depth: number): string {
    const kind = depth <= 0 ? 0 : this.draw.next(6);
    if (kind === 4) return this.flowMap(depth - 1);
    return kind === 5 ? this.flowSeq(depth - 1) : this.flowScalar();
  }

  private flowMap(depth: number): string {
    const used = new Set<string>();
    const parts: string[] = [];
    for (let index = this.draw.next(4); index > 0; index--) {
      const key = this.key(used);
      if (key === undefined) continue;
      const written = this.style.json ? JSON.stringify(key.replace(/^["']|["']$/g, '')) : key;
      const bare = !this.style.json && this.draw.rarely(16);
      parts.push(bare ? written : `${written}: ${this.flowValue(depth)}`);
    }
    return this.bracketed('{', parts, '}');
  }

  private flowSeq(depth: number): string {
    const parts: string[] = [];
    for (let index = this.draw.next(4); index > 0; index--) {
      const pair = !this.style.json && this.draw.rarely(16);
      parts.push(pair ? `pair: ${this.flowValue(depth)}` : this.flowValue(depth));
    }
    return this.bracketed('[', parts, ']');
  }

  private bracketed(open: string, parts: readonly string[], close: string): string {
    const kind = this.draw.next(8);
    const trailing = !this.style.json && parts.length > 0 && this.draw.rarely(8) ? ',' : '';
    if (kind === 6) {
      const note = this.style.comments && this.draw.rarely(2) ? ' # inside' : '';
      const lines = parts.map(
        (part, index) => `${pad(24)}${part}${index < parts.length - 1 ? `,${note}` : trailing + note}\n`,
      );
      return `${open}\n${lines.join('')}${pad(22)}${close}`;
    }
    const joined = parts.join(kind === 7 ? ',' : ', ');
    const blank = kind >= 4 ? ' ' : '';
    return `${open}${blank}${joined}${trailing}${blank}${close}`;
  }

  private trailing(): string {
    return this.style.comments && this.draw.rarely(7) ? ' # note' : '';
  }
}

function pad(column: number): string {
  return ' '.repeat(column);
}
