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
  const documents = splitDocuments(text).map(({ start, end }): PlacedDocument => {
    const part = text.slice(start, end);
    return { start, document: known.get(part)?.shift() ?? readDocument(uri, part) };
  });
  return { uri, text, documents };
}

/** Where a source of this file starts in it, in UTF-16 offsets; undefined for a source of another file or version. */
export function placeOf(file: YamlFile, source: SourceText): number | undefined {
  return file.documents.find(({ document }) => document.source === source)?.start;
}

/** The place of a span in this file; undefined for a span of another file or version. */
export function locate(file: YamlFile, place: Span): Location | undefined {
  const start = placeOf(file, place.source);
  if (start === undefined) return undefined;
  return { uri: file.uri, start: start + place.start, end: start + place.end };
}
