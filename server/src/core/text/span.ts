/**
 * A stretch of text that positions refer to: one `---` document of a YAML file, or the whole of another
 * file. It is an identity, not a place: while its text is unchanged the same object lives on, however far
 * edits above it push it down. Where it stands is known to the file that holds it (see `placeOf`).
 */
export interface SourceText {
  readonly uri: string;
  readonly text: string;
  /** Ranges that more than one place in the file shows, through YAML aliases; outermost first. */
  readonly shared: readonly SharedRange[];
}

/** A range with an anchor (`&name`) and the number of aliases (`*name`) that repeat it. */
export interface SharedRange {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly aliases: number;
}

/** A place: UTF-16 offsets into `source.text`, `end` exclusive. */
export interface Span {
  readonly source: SourceText;
  readonly start: number;
  readonly end: number;
}

/** A place in a file, as the outside world counts: UTF-16 offsets from the file's first character. */
export interface Location {
  readonly uri: string;
  readonly start: number;
  readonly end: number;
}

/** Makes a span. */
export function span(source: SourceText, start: number, end: number): Span {
  return { source, start, end };
}
