/** A position as the Language Server Protocol counts: zero-based line, UTF-16 character. */
export interface LinePosition {
  readonly line: number;
  readonly character: number;
}

/** Finds lines in a text. Lines end in LF, CRLF or CR, as the Language Server Protocol has it. */
export class LineIndex {
  private readonly starts: readonly number[];
  private readonly text: string;

  constructor(text: string) {
    const starts = [0];
    if (text.includes('\r')) {
      for (const end of text.matchAll(/\r\n?|\n/g)) starts.push(end.index + end[0].length);
    } else {
      for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
    }
    this.starts = starts;
    this.text = text;
  }

  /** The number of lines; a text without a line end has one. */
  get lineCount(): number {
    return this.starts.length;
  }

  /** The position of an offset; offsets outside the text are moved to its ends. */
  positionAt(offset: number): LinePosition {
    const clamped = Math.max(0, Math.min(offset, this.text.length));
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.starts[middle] ?? 0) <= clamped) low = middle;
      else high = middle - 1;
    }
    return { line: low, character: clamped - (this.starts[low] ?? 0) };
  }

  /** The offset of a position; characters past a line's end are moved to its end. */
  offsetAt(position: LinePosition): number {
    if (position.line < 0) return 0;
    const start = this.starts[position.line];
    if (start === undefined) return this.text.length;
    return Math.max(start, Math.min(start + position.character, this.lineEnd(position.line)));
  }

  /** The offset where a line's text ends, before its line end. */
  lineEnd(line: number): number {
    let end = this.starts[line + 1] ?? this.text.length;
    while (end > (this.starts[line] ?? 0) && /[\r\n]/.test(this.text.charAt(end - 1))) end--;
    return end;
  }
}
