import type { Build } from '../../core/kustomize/build/build.ts';
import type { Node } from '../../core/model/node.ts';
import type { Span } from '../../core/text/span.ts';
import { childrenOf, contains } from './patchNodes.ts';

/** A value that a patch set, and what it stands over. */
export interface PatchedValue {
  readonly node: Node;
  readonly below: Node | undefined;
  readonly patch: Span;
}

/** Every value of a build's objects that a patch set, also where another one was laid over it later. */
export function patchedValues(build: Build): PatchedValue[] {
  return build.objects.flatMap(({ node, patches }) => {
    const result: PatchedValue[] = [];
    const visit = (at: Node): void => {
      const chain = [at, ...(at.overrides ?? [])];
      chain.forEach((each, index) => {
        const patch = each.made ? undefined : patches.find((place) => contains(place, each.span));
        if (patch) result.push({ node: each, below: chain[index + 1], patch });
      });
      for (const child of childrenOf(at)) visit(child);
    };
    if (patches.length > 0) visit(node);
    return result;
  });
}

/** What tells places apart. */
export function placeKey({ source, start, end }: Span): string {
  return `${source.uri} ${start} ${end} ${source.text.length}`;
}
