import type { MapNode } from '../../model/node.ts';
import { type Data, get } from '../../model/read.ts';
import { builtData } from './data.ts';
import { compareText } from './kindOrder.ts';
import { gvkOf } from './resource.ts';
import { sha256 } from './sha256.ts';
import { textOf } from './tree.ts';

/** The suffix that Kustomize gives the name of a generated object: from what it holds, not from its name. */
export function contentHash(object: MapNode): string {
  const { kind } = gvkOf(object);
  const part = (field: string): Data => {
    const node = get(object, field);
    if (node === undefined) return '';
    return node.kind === 'scalar' ? textOf(node) : builtData(node);
  };
  const optional = (field: string): Record<string, Data> =>
    get(object, field)?.kind === 'map' ? { [field]: part(field) } : {};
  // The name is always empty: Kustomize looks for it where it never is.
  const content: Record<string, Data> =
    kind === 'Secret'
      ? { kind, type: part('type'), name: '', data: part('data'), ...optional('stringData') }
      : { kind, name: '', data: part('data'), ...optional('binaryData') };
  return readable(sha256(goJson(content)));
}

const REPLACED: Readonly<Record<string, string>> = { '0': 'g', '1': 'h', '3': 'k', a: 'm', e: 't' };

function readable(hash: string): string {
  return Array.from(hash.slice(0, 10), (digit) => REPLACED[digit] ?? digit).join('');
}

/** JSON as Go prints it: keys in order, and what HTML would trip over escaped. */
function goJson(data: Data): string {
  if (Array.isArray(data)) return `[${data.map(goJson).join(',')}]`;
  if (typeof data === 'object' && data !== null)
    return `{${Object.entries(data)
      .sort(([a], [b]) => compareText(a, b))
      .map(([key, value]) => `${goJson(key)}:${goJson(value)}`)
      .join(',')}}`;
  return JSON.stringify(data).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
