import type { Node } from '../model/node.ts';
import type { TextEdit } from '../text/textEdit.ts';
import { habitsOf } from './habits.ts';
import { placeOf } from './place.ts';
import { scalarText } from './scalarText.ts';

/** Puts a plain scalar into quotes, as others in its document are; none for what is quoted, or written nowhere. */
export function quote(node: Node): TextEdit[] {
  if (node.kind !== 'scalar' || node.style !== 'plain' || node.made || node.via) return [];
  const { source } = node.span;
  const form = { quote: habitsOf(source).quote, flow: false, always: true };
  return [{ span: node.span, newText: scalarText(node.text, form) }];
}

/** Takes the quotes off a scalar; none where it needs them to stay the text it is. */
export function unquote(node: Node): TextEdit[] {
  if (node.kind !== 'scalar' || node.made || node.via) return [];
  if (node.style !== 'single' && node.style !== 'double') return [];
  const newText = scalarText(node.text, { quote: '"', flow: placeOf(node).holder === 'flow' });
  return newText.startsWith('"') || newText.startsWith("'") ? [] : [{ span: node.span, newText }];
}
