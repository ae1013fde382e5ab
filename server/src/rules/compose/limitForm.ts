import type { ComposeService } from '../../core/compose/project.ts';
import { type Data, get, isNull } from '../../core/model/read.ts';

const SHORT = { memory: 'mem_limit', cpus: 'cpus', pids: 'pids_limit' } as const;

/**
 * A limit of a service in the form that its other limits have, as values of the service. Compose refuses a service with one limit in
 * the short form and another under `deploy.resources.limits`, so that all rules have to choose the same form.
 */
export function limitOf(
  service: ComposeService,
  name: keyof typeof SHORT,
  amount: string | number,
): { readonly [key: string]: Data } {
  return isShort(service)
    ? { [SHORT[name]]: amount }
    : { deploy: { resources: { limits: { [name]: amount } } } };
}

function isShort({ node, project }: ComposeService): boolean {
  if (!isNull(get(node, 'deploy', 'resources', 'limits'))) return false;
  const has = (service: ComposeService['node']): boolean =>
    Object.values(SHORT).some((key) => !isNull(get(service, key)));
  return has(node) || (isNull(get(node, 'deploy')) && project.services.some((each) => has(each.node)));
}
