import type { Location, SourceText, Span } from '../text/span.ts';
import { splitDocuments } from '../yaml/splitDocuments.ts';
import { readDocument, type YamlDocument } from './document.ts';

/** A YAML file, cut into its documents. Immutable; see {@link readFile}. */
export interface YamlFile {
  readonly uri: string;
  readonly text: string;
  readonly documents: readonly PlacedDocument[];
}

/** A document and the offset at which it starts in its file. */
export interface PlacedDocument {
  readonly start: number;
  readonly document: YamlDocument;
}

/** A file with more documents than this is not read: each costs something, however little is in it. */
const MOST_DOCUMENTS = 10_000;

/**
 * Reads a YAML file. Documents whose text also stands in `previous`, an earlier version of the same file,
 * are taken over as they are, so that one edit costs one document.
 */
export function readFile(uri: string, text: string, previous?: YamlFile): YamlFile {
  const known = new Map<string, YamlDocument[]>();
  if (previous?.uri === uri) {
    for (const { document } of previous.documents) {
      const list = known.get(document.source.text);
      if (list) list.push(document);
      else known.set(document.source.text, [document]);
    }
  }
  for (const list of known.values()) list.reverse();
  const ranges = splitDocuments(text);
  if (ranges.length > MOST_DOCUMENTS)
    return { uri, text, documents: [{ start: 0, document: unread(uri, text) }] };
  const documents = ranges.map(({ start, end }): PlacedDocument => {
    const part = text.slice(start, end);
    return { start, document: known.get(part)?.pop() ?? readDocument(uri, part) };
  });
  return { uri, text, documents };
}

function unread(uri: string, text: string): YamlDocument {
  const source: SourceText = { uri, text, shared: [] };
  const message = `This file has more than ${MOST_DOCUMENTS} documents: Plumbline does not judge it.`;
  return {
    source,
    root: undefined,
    problems: [{ kind: 'syntax', span: { source, start: 0, end: 3 }, message }],
  };
}

const starts = new WeakMap<YamlFile, ReadonlyMap<SourceText, number>>();

/** Where a source of this file starts in it, in UTF-16 offsets; undefined for a source of another file or version. */
export function placeOf(file: YamlFile, source: SourceText): number | undefined {
  let known = starts.get(file);
  if (!known) {
    known = new Map(file.documents.map(({ start, document }) => [document.source, start]));
    starts.set(file, known);
  }
  return known.get(source);
}

/** The place of a span in this file; undefined for a span of another file or version. */
export function locate(file: YamlFile, place: Span): Location | undefined {
  const start = placeOf(file, place.source);
  if (start === undefined) return undefined;
  return { uri: file.uri, start: start + place.start, end: start + place.end };
}
