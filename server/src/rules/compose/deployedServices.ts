import { type ComposeService, composeProject } from '../../core/compose/project.ts';
import { get, itemsOf, stringOf } from '../../core/model/read.ts';
import type { Composition } from '../../core/rule/rule.ts';

/** The services of a project as it is deployed, with their variables replaced where that can be done. */
export function deployedServices({ model, project }: Composition): readonly ComposeService[] {
  if (model.refused || !model.root) return project?.services ?? [];
  return composeProject(project?.uri ?? '', model.root, false).services;
}

/** Whether two services may run at the same time: those of different profiles are mostly alternatives. */
export function mayRunTogether(one: ComposeService, other: ComposeService): boolean {
  const [a, b] = [profilesOf(one), profilesOf(other)];
  return a.length === 0 || b.length === 0 || a.some((profile) => b.includes(profile));
}

function profilesOf(service: ComposeService): string[] {
  return itemsOf(get(service.node, 'profiles')).flatMap((item) => stringOf(item) ?? []);
}
