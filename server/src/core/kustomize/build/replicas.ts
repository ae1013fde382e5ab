import type { Node } from '../../model/node.ts';
import { get } from '../../model/read.ts';
import { changeField, type FieldSpec } from './fieldSpec.ts';
import { integerOf } from './fieldTypes.ts';
import { isSelected } from './gvk.ts';
import { gvkOf, idsOf, withNode } from './resource.ts';
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
    const step = work.memory.step('replicas', replica, spec);
    work.update((resource) => {
      const meant = idsOf(resource, work.scopes).some(
        (id) => id.name === textOf(name) && isSelected(id, spec),
      );
      if (!meant) return resource;
      any = true;
      if (!isSelected(gvkOf(resource.node), spec)) return resource;
      const node = work.memory.run(step, resource.node, (object) =>
        changeField(object, spec, {
          make: 'scalar',
          origin: origin.span,
          change: (before) => {
            if (before.kind !== 'scalar' || before.value === number) return before;
            const fresh = isNothing(before) && before.made;
            return made(number, String(number), origin.span, fresh ? undefined : before);
          },
        }),
      );
      return withNode(resource, node ?? resource.node);
    });
  }
  if (!any)
    work.notFound(
      'replicas-no-match',
      (name ?? replica).span,
      `No object of this kustomization that has replicas is named "${textOf(name)}".`,
      replica,
    );
}
