import type { Container } from '../../core/kubernetes/pod.ts';
import type { Node } from '../../core/model/node.ts';
import { get, stringOf } from '../../core/model/read.ts';
import { type ImageReference, parseImage } from '../../core/text/imageReference.ts';
import { type Span, span } from '../../core/text/span.ts';

/** The image of a container, taken apart. */
export interface ContainerImage {
  readonly node: Node;
  readonly text: string;
  readonly image: ImageReference;
  /** With registry and path in full: `docker.io/library/nginx`. */
  readonly fullName: string;
}

/** The image that a container runs; undefined where it has none, or where a variable hides it. */
export function imageOf(container: Container): ContainerImage | undefined {
  const node = get(container.node, 'image');
  const text = stringOf(node);
  const image = text === undefined ? undefined : parseImage(text);
  if (!node || text === undefined || !image) return undefined;
  return { node, text, image, fullName: fullName(image.repository) };
}

function fullName(repository: string): string {
  const [first = '', ...rest] = repository.split('/');
  if (rest.length > 0 && /[.:]|^localhost$/.test(first)) {
    return repository.replace(/^(?:index|registry-1)\.docker\.io\//, 'docker.io/');
  }
  return `docker.io/${rest.length === 0 ? 'library/' : ''}${repository}`;
}

/** Where a part of a value stands, else all of the value. */
export function partSpan(node: Node, part: string): Span {
  const { source, start, end } = node.span;
  const at = part === '' ? -1 : source.text.slice(start, end).indexOf(part);
  return at < 0 ? node.span : span(source, start + at, start + at + part.length);
}

/** An image's name, cut to fit into a sentence. */
export function shownImage(text: string): string {
  return text.length > 48 ? `…${text.slice(-47)}` : text;
}
