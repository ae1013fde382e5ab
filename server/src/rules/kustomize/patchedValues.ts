import type { Build, BuiltObject } from '../../core/kustomize/build/build.ts';
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
  return build.objects.flatMap((object) => (object.patches.length > 0 ? valuesIn(object) : []));
}

const known = new WeakMap<Node, { readonly patches: readonly Span[]; readonly values: PatchedValue[] }>();

/** The values of one object, worked out once: most objects stay the same from build to build. */
function valuesIn({ node, patches }: BuiltObject): PatchedValue[] {
  const before = known.get(node);
  if (before?.patches === patches) return before.values;
  const values: PatchedValue[] = [];
  const visit = (at: Node): void => {
    const chain = at.overrides ? [at, ...at.overrides] : [at];
    chain.forEach((each, index) => {
      const patch = each.made ? undefined : patches.find((place) => contains(place, each.span));
      if (patch) values.push({ node: each, below: chain[index + 1], patch });
    });
    for (const child of childrenOf(at)) visit(child);
  };
  visit(node);
  known.set(node, { patches, values });
  return values;
}

/** What tells places apart. */
export function placeKey({ source, start, end }: Span): string {
  return `${source.uri} ${start} ${end} ${source.text.length}`;
}
