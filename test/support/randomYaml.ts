import fc from 'fast-check';

/** How a generated document is written. */
interface Style {
  readonly indent: number;
  readonly indentedSequences: boolean;
  readonly comments: boolean;
  readonly blankLines: boolean;
}

type Value = string | number | boolean | null | readonly Value[] | { readonly [key: string]: Value };

const key = fc.constantFrom('a', 'name', 'image', 'ports', 'env', 'x-y', 'with space', 'on', '1', 'limits');
const scalar: fc.Arbitrary<Value> = fc.oneof(
  fc.constantFrom<Value>(
    'plain',
    'two words',
    'a: b',
    '# no',
    'yes',
    '08:00',
    '1.0',
    '',
    'nginx:1.25',
    "it's",
    '"q"',
    '*x',
  ),
  fc.integer({ min: -5, max: 9000 }),
  fc.boolean(),
  fc.constant(null),
);
const { value } = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    scalar,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(key, tie('value'), { maxKeys: 4 }),
  ),
}));

const style: fc.Arbitrary<Style> = fc.record({
  indent: fc.constantFrom(2, 4),
  indentedSequences: fc.boolean(),
  comments: fc.boolean(),
  blankLines: fc.boolean(),
});

/** YAML text of mappings in many styles: indentation, comments, blank lines, flow and block, quotes, line ends. */
export const randomYaml: fc.Arbitrary<string> = fc
  .record({
    root: fc.dictionary(key, value, { minKeys: 1, maxKeys: 5 }),
    style,
    seed: fc.integer({ min: 1, max: 1_000_000 }),
    crlf: fc.boolean(),
    finalNewline: fc.boolean(),
    start: fc.constantFrom('', '---\n', '# top\n', '\uFEFF'),
  })
  .map(({ root, style: written, seed, crlf, finalNewline, start }) => {
    const lines = new Writer(written, seed).entries(root, 0);
    const text = start + lines.join('\n') + (finalNewline ? '\n' : '');
    return crlf ? text.replaceAll('\n', '\r\n') : text;
  });

class Writer {
  private readonly style: Style;
  private state: number;

  constructor(written: Style, seed: number) {
    this.style = written;
    this.state = seed;
  }

  entries(map: { readonly [key: string]: Value }, indent: number): string[] {
    return Object.entries(map).flatMap(([name, each]) => {
      const above: string[] = [];
      if (this.style.comments && this.chance(4)) above.push(`${' '.repeat(indent)}# about ${name}`);
      if (this.style.blankLines && this.chance(5)) above.unshift('');
      return [...above, ...this.entry(JSON.stringify(name).slice(1, -1), each, indent)];
    });
  }

  private entry(name: string, each: Value, indent: number): string[] {
    const written = /^[a-z][\w-]*$/.test(name) && name !== 'on' ? name : `"${name}"`;
    const head = `${' '.repeat(indent)}${written}:`;
    return this.held(head, each, indent, false);
  }

  private held(head: string, each: Value, indent: number, inItem: boolean): string[] {
    if (typeof each !== 'object' || each === null) return [`${head}${this.scalar(each)}${this.comment()}`];
    const empty = Object.keys(each).length === 0;
    if (empty || this.chance(4)) return [`${head} ${this.flow(each)}${this.comment()}`];
    if (isArray(each)) {
      const below = inItem ? indent : indent + (this.style.indentedSequences ? this.style.indent : 0);
      if (inItem) return [`${head} ${this.flow(each)}`];
      return [head + this.comment(), ...each.flatMap((item) => this.item(item, below))];
    }
    return [head + this.comment(), ...this.entries(each, indent + this.style.indent)];
  }

  private item(item: Value, indent: number): string[] {
    const dash = `${' '.repeat(indent)}-`;
    if (
      typeof item === 'object' &&
      item !== null &&
      !isArray(item) &&
      Object.keys(item).length > 0 &&
      !this.chance(4)
    ) {
      const lines = this.entries(item, indent + 2).filter(
        (line) => line.trim() !== '' && !line.trim().startsWith('#'),
      );
      const [first = '', ...rest] = lines;
      return [`${dash} ${first.trimStart()}`, ...rest];
    }
    return this.held(dash, item, indent, true);
  }

  private scalar(each: string | number | boolean | null): string {
    if (each === null) return this.chance(2) ? '' : ' null';
    if (typeof each !== 'string') return ` ${each}`;
    if (/^[a-z][\w.]*(?::[\d.]+)?$/.test(each) && each !== 'yes') return ` ${each}`;
    return this.chance(2) ? ` '${each.replaceAll("'", "''")}'` : ` ${JSON.stringify(each)}`;
  }

  private flow(each: Value): string {
    return JSON.stringify(each)
      .replaceAll(',', this.chance(2) ? ', ' : ',')
      .replaceAll('":', '": ');
  }

  private comment(): string {
    return this.style.comments && this.chance(4) ? ' # note' : '';
  }

  private chance(of: number): boolean {
    this.state = (this.state * 1103515245 + 12345) % 2147483648;
    return Math.floor(this.state / 65536) % of === 0;
  }
}

function isArray(each: Value): each is readonly Value[] {
  return Array.isArray(each);
}
