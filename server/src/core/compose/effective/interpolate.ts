import { withEntries, withItems, withValue } from '../../model/derive.ts';
import type { Entry, MapNode, Node, ScalarNode } from '../../model/node.ts';
import { type Span, span } from '../../text/span.ts';
import type { Environment } from './environment.ts';
import { retyped, typeOfPlain } from './goValue.ts';
import { judgedScalar } from './judged.ts';
import type { KeyPath } from './resets.ts';
import type { Session } from './session.ts';
import { type Reference, substitute, type TemplateFault } from './template.ts';

/**
 * A file's root with its variables replaced and its merge keys gone (Compose specification, "Interpolation").
 * What no variable stands in stays the node it was.
 */
export function interpolated(session: Session, environment: Environment, root: MapNode): MapNode {
  const result = new Interpolation(session, environment).node(root, []);
  return result.kind === 'map' ? result : root;
}

class Interpolation {
  private readonly session: Session;
  private readonly environment: Environment;

  constructor(session: Session, environment: Environment) {
    this.session = session;
    this.environment = environment;
  }

  node(node: Node, path: KeyPath): Node {
    const { judging } = this.session;
    switch (node.kind) {
      case 'scalar':
        if (judging) return judgedScalar(node, path, this.environment.lookup, judging);
        return node.text.includes('$') ? this.scalar(node) : node;
      case 'seq': {
        const items = node.items.map((item) => {
          const value = this.node(item.value, [...path, '[]']);
          return value === item.value ? item : { ...item, value };
        });
        return withItems(node, items);
      }
      case 'map': {
        const entries = node.entries.flatMap((each) => {
          this.key(each);
          return isMergeKey(each) ? [] : [withValue(each, this.node(each.value, [...path, each.key]))];
        });
        return withEntries(node, entries);
      }
    }
  }

  private key(each: Entry): void {
    if (isMergeKey(each)) {
      const { value } = each;
      const brought = value.kind === 'seq' ? value.items.map((item) => item.value) : [value];
      if (brought.every((source) => source.kind === 'map')) return;
      this.session.error('yaml-merge', each.keySpan, 'A merge key takes a mapping, or a list of them.');
    } else if (!isStringKey(each)) {
      const message = `The key ${each.key || '(nothing)'} is no string: put it in quotes.`;
      this.session.error('key-type', each.keySpan, message);
    }
  }

  private scalar(node: ScalarNode): ScalarNode {
    const result = substitute(node.text, this.environment.lookup);
    for (const reference of result.references) this.use(node, reference);
    if (result.fault) {
      this.refuse(placeIn(node, result.fault), result.fault);
      return node;
    }
    if (result.text === node.text) return node;
    if (!this.session.affords(result.text.length)) {
      this.session.error('too-large', node.span, 'Variables make this project too large to be judged.');
      return node;
    }
    return { ...node, value: retyped(node, result.text), text: result.text, made: true };
  }

  private use(node: ScalarNode, reference: Reference): void {
    const { name, fallback } = reference;
    const setting = this.environment.get(name);
    const place = placeIn(node, reference);
    this.session.variables.push({ name, span: place, fallback, set: setting !== undefined, by: setting?.by });
    if (setting || !reference.bare) return;
    const message = `The variable ${name} is not set, and has no default here: it becomes an empty string.`;
    this.session.warn('variable-unset', place, message);
  }

  private refuse(place: Span, fault: TemplateFault): void {
    if (fault.kind === 'format') {
      const message = 'This is no well-formed variable: write ${NAME}, or $$ for a dollar sign.';
      this.session.error('interpolation-format', place, message);
    } else {
      const message = `The variable ${fault.name} is required here and has no value${said(fault.detail)}.`;
      this.session.error('variable-required', place, message);
    }
  }
}

function said(detail: string): string {
  return detail === '' ? '' : `: ${detail.replace(/\.$/, '')}`;
}

function isMergeKey(entry: Entry): boolean {
  return entry.key === '<<' && entry.keySpan.end - entry.keySpan.start === 2;
}

/** Whether a key is a string to Compose: not `1:`, not `true:`. */
function isStringKey({ key, keySpan: { source, start, end } }: Entry): boolean {
  if (!/^[-+.0-9tTfFnN~]|^$/.test(key)) return true;
  const written = source.text.slice(start, end);
  return written !== key || typeOfPlain(key) === 'string';
}

/** The place of a reference in its scalar: the stretch of text that is written alike. */
function placeIn(node: ScalarNode, { start, end }: { readonly start: number; readonly end: number }): Span {
  const { source, start: from, end: to } = node.span;
  const written = source.text.slice(from, to);
  const reference = node.text.slice(start, end);
  let at = -1;
  for (
    let known = node.text.indexOf(reference);
    known >= 0;
    known = node.text.indexOf(reference, known + 1)
  ) {
    at = written.indexOf(reference, at + 1);
    if (at < 0) return node.span;
    if (known === start) return span(source, from + at, from + at + reference.length);
  }
  return node.span;
}
