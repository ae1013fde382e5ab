import { edit } from '../../edit/edit.ts';
import { locate, readFile } from '../../model/file.ts';
import { asSeq, get } from '../../model/read.ts';
import type { Location } from '../../text/span.ts';
import type { LocatedFix } from '../finding.ts';

/** The fix that takes an item out of a list of the configuration file: the one that a place is in. */
export function itemRemoval(
  { uri, text }: { readonly uri: string; readonly text: string },
  setting: string,
  at: Location,
  title: string,
): LocatedFix[] {
  const file = readFile(uri, text);
  const list = asSeq(get(file.documents[0]?.document?.root, setting));
  const index =
    list?.items.findIndex(({ value }) => {
      const place = locate(file, value.span);
      return place !== undefined && place.start <= at.start && at.start < place.end;
    }) ?? -1;
  if (!list || index < 0) return [];
  const edits = edit.removeItem(list, index).flatMap(({ span, newText }) => {
    const location = locate(file, span);
    return location ? [{ location, newText }] : [];
  });
  return edits.length === 0 ? [] : [{ title, safe: false, edits }];
}
