import type { Node } from '../model/node.ts';
import { asMap, dataOf, itemsOf } from '../model/read.ts';
import type { Span } from '../text/span.ts';

/** Why a value does not fit an option's JSON Schema, and where; undefined where it fits. Knows the keywords that rules use. */
export function optionFault(
  node: Node,
  schema: unknown,
): { readonly span: Span; readonly message: string } | undefined {
  if (typeof schema !== 'object' || schema === null) return undefined;
  const type = 'type' in schema ? schema.type : undefined;
  if (typeof type === 'string' && !hasType(node, type)) {
    return { span: node.span, message: `${ARTICLES[type] ?? type} is expected here.` };
  }
  const data = dataOf(node);
  if ('enum' in schema && Array.isArray(schema.enum) && !schema.enum.includes(data)) {
    return { span: node.span, message: `Use one of ${schema.enum.join(', ')}.` };
  }
  if (
    'minimum' in schema &&
    typeof schema.minimum === 'number' &&
    typeof data === 'number' &&
    data < schema.minimum
  ) {
    return { span: node.span, message: `It has to be ${schema.minimum} or more.` };
  }
  if ('items' in schema) {
    for (const item of itemsOf(node)) {
      const fault = optionFault(item, schema.items);
      if (fault) return fault;
    }
  }
  return undefined;
}

const ARTICLES: { readonly [type: string]: string } = {
  string: 'A text',
  integer: 'A whole number',
  number: 'A number',
  boolean: 'true or false',
  array: 'A list',
  object: 'A mapping',
};

function hasType(node: Node, type: string): boolean {
  if (type === 'array') return node.kind === 'seq';
  if (type === 'object') return asMap(node) !== undefined;
  if (node.kind !== 'scalar') return false;
  if (type === 'integer') return Number.isInteger(node.value);
  // A number without quotes is as good as one with them where a text is wanted.
  if (type === 'string') return node.value !== null;
  return typeof node.value === type;
}
