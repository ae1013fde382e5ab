import type { MapNode, Node } from '../../model/node.ts';
import { get } from '../../model/read.ts';
import { changeField, type FieldSpec } from './fieldSpec.ts';
import { integerOf } from './fieldTypes.ts';
import { isSelected } from './gvk.ts';
import { gvkOf, idsOf, type Resource, withNode } from './resource.ts';
import { isNothing, made, textOf } from './tree.ts';
import type { Work } from './work.ts';

/** Sets the number of replicas as an entry of `replicas:` says. */
export function setReplicas(work: Work, replica: Node, specs: readonly FieldSpec[]): void {
  const name = get(replica, 'name');
  const count = get(replica, 'count');
  const number = integerOf(count) ?? 0;
  const origin = count ?? replica;
  let any = false;
  for (const spec of specs) {
    const change = (object: MapNode): MapNode =>
      changeField(object, spec, {
        make: 'scalar',
        origin: origin.span,
        change: (before) => {
          if (before.kind !== 'scalar' || before.value === number) return before;
          const fresh = isNothing(before) && before.made;
          return made(number, String(number), origin.span, fresh ? undefined : before);
        },
      });
    const meant = (resource: Resource): boolean =>
      idsOf(resource, work.scopes).some((id) => id.name === textOf(name) && isSelected(id, spec));
    any ||= work.resources.some(meant);
    work.each(
      ['replicas', replica, spec],
      (resource) =>
        isSelected(gvkOf(resource.node), spec) ? withNode(resource, change(resource.node)) : resource,
      meant,
    );
  }
  if (!any)
    work.notFound(
      'replicas-no-match',
      (name ?? replica).span,
      `No object of this kustomization that has replicas is named "${textOf(name)}".`,
      replica,
    );
}
