import type { InlayHint, Range } from 'vscode-languageserver/node';
import { layerName, lineOf, type Merged, yamlOf } from '../../core/analysis/origins/effectiveRoots.ts';
import { type OverrideMark, overrideMarks } from '../../core/analysis/origins/overrideMarks.ts';
import { locate } from '../../core/model/file.ts';
import { LineIndex } from '../../core/text/lineIndex.ts';

/** Longer values are cut. */
const MOST_CHARACTERS = 30;
/** More values, and more environments of a value, than this are counted. */
const MOST_VALUES = 2;
const MOST_NAMES = 3;

/** Beside a value that overrides another one what it was, and beside one that is overridden what it becomes, and where. */
export function inlayHints(merged: Merged, uri: string, { start, end }: Range): InlayHint[] {
  const yaml = yamlOf(merged, uri);
  if (!yaml) return [];
  const lines = new LineIndex(yaml.text);
  return overrideMarks(merged, uri).flatMap((mark): InlayHint[] => {
    const at = locate(yaml, mark.span)?.end;
    const position = at === undefined ? undefined : lines.positionAt(at);
    if (!position || position.line < start.line || position.line > end.line) return [];
    return [{ position, label: labelOf(mark), tooltip: tooltipOf(merged, mark), paddingLeft: true }];
  });
}

function labelOf({ kind, others }: OverrideMark): string {
  if (kind === 'over' && others.size === 1) return `was: ${[...others.keys()].map(cut).join('')}`;
  const all = [...others].map(([text, names]) => `${cut(text)} in ${listed([...names])}`);
  const more = all.length - MOST_VALUES;
  const shown = [...all.slice(0, MOST_VALUES), ...(more > 0 ? [`+${more}`] : [])].join(', ');
  return kind === 'over' ? `was: ${shown}` : `→ ${shown}`;
}

function listed(names: readonly string[]): string {
  const more = names.length - MOST_NAMES;
  return more > 0 ? `${names.slice(0, MOST_NAMES).join(', ')} +${more}` : names.join(', ');
}

function cut(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  if (line.trim() === '') return '""';
  return line.length > MOST_CHARACTERS ? `${line.slice(0, MOST_CHARACTERS - 1)}…` : line;
}

function tooltipOf(merged: Merged, { kind, places }: OverrideMark): string {
  const names = places.map((span) => {
    const line = lineOf(merged, span);
    return layerName(merged, span.source.uri) + (line === undefined ? '' : `:${line + 1}`);
  });
  return `${kind === 'over' ? 'It takes the place of' : 'Overridden by'} ${names.join(', ')}`;
}
