import type { Pod } from '../../../server/src/core/kubernetes/pod.ts';
import { podOf } from '../../../server/src/core/kubernetes/pod.ts';
import { type Resource, resourcesOf } from '../../../server/src/core/kubernetes/resource.ts';
import { readFile } from '../../../server/src/core/model/file.ts';
import type { Span } from '../../../server/src/core/text/span.ts';

/** The objects of a file. */
export function objectsOf(text: string): Resource[] {
  return readFile('file:///workspace/all.yaml', text).documents.flatMap(({ document }) =>
    resourcesOf(document.root),
  );
}

/** The one object of a file. */
export function objectOf(text: string): Resource {
  const [first, ...others] = objectsOf(text);
  if (!first || others.length > 0) throw new Error('There is not one object.');
  return first;
}

/** The pod of the one object of a file. */
export function podIn(text: string): Pod {
  const pod = podOf(objectOf(text));
  if (!pod) throw new Error('There is no pod.');
  return pod;
}

/** The text at a span. */
export function textAt({ source, start, end }: Span): string {
  return source.text.slice(start, end);
}
