import type { Fix } from '../../core/rule/problem.ts';
import type { Span } from '../../core/text/span.ts';

/** Has Compose refuse to start where a variable is not set. */
export function requireFix(name: string, place: Span): Fix[] {
  const written = place.source.text.slice(place.start, place.end);
  const isReference =
    written === `$${name}` || new RegExp(`^\\$\\{${name}(?:[:?+-][^{}]*)?\\}$`).test(written);
  if (!isReference) return [];
  const newText = `\${${name}:?set ${name} in .env}`;
  return [{ title: `Require \${${name}} (set it in .env)`, safe: false, edits: [{ span: place, newText }] }];
}
