import type { Node } from '../model/node.ts';
import { get, itemsOf, stringOf } from '../model/read.ts';
import { type Cluster, sameNamespace } from './cluster.ts';
import { objectsOf } from './lookup.ts';
import type { Resource } from './resource.ts';

const GROUP = 'rbac.authorization.k8s.io';

/** What one rule of a role allows. */
export interface PolicyRule {
  readonly groups: readonly Node[];
  readonly resources: readonly Node[];
  readonly verbs: readonly Node[];
  /** Whether it is for some objects only, by their names. */
  readonly named: boolean;
}

/** The rules of a Role or ClusterRole; none for any other object. */
export function policyRulesOf(role: Resource): PolicyRule[] {
  if (role.group !== GROUP || !/^(?:Cluster)?Role$/.test(role.kind)) return [];
  return itemsOf(get(role.node, 'rules')).map((rule) => ({
    groups: itemsOf(get(rule, 'apiGroups')),
    resources: itemsOf(get(rule, 'resources')),
    verbs: itemsOf(get(rule, 'verbs')),
    named: itemsOf(get(rule, 'resourceNames')).length > 0,
  }));
}

/** Whether one of some nodes is a word, or the `*` that stands for all of them. */
export function includes(nodes: readonly Node[], word: string): boolean {
  return nodes.some((each) => stringOf(each) === word || stringOf(each) === '*');
}

/** What a role is bound to. */
export interface Binding {
  readonly resource: Resource;
  readonly role: { readonly kind: string; readonly name: string; readonly node: Node };
  readonly subjects: readonly Subject[];
}

interface Subject {
  readonly kind: string;
  readonly name: string;
  readonly node: Node;
}

/** A RoleBinding or ClusterRoleBinding; undefined for any other object. */
export function bindingOf(resource: Resource): Binding | undefined {
  if (resource.group !== GROUP || !/^(?:Cluster)?RoleBinding$/.test(resource.kind)) return undefined;
  const ref = get(resource.node, 'roleRef');
  const node = get(ref, 'name');
  const name = stringOf(node);
  if (!node || name === undefined) return undefined;
  return {
    resource,
    role: { kind: stringOf(get(ref, 'kind')) ?? 'ClusterRole', name, node },
    subjects: itemsOf(get(resource.node, 'subjects')).flatMap((each): Subject[] => {
      const named = get(each, 'name');
      const text = stringOf(named);
      return named && text !== undefined
        ? [{ kind: stringOf(get(each, 'kind')) ?? '', name: text, node: named }]
        : [];
    }),
  };
}

/** Whether a role or binding is one that the platform itself brings. */
export function isOfPlatform({ name = '' }: Resource): boolean {
  return name.startsWith('system:') || name === 'cluster-admin' || name === 'gce:podsecuritypolicy:calico-sa';
}

/** Whether a role is none of a team's: bound by nothing else than the platform's bindings, or not bound here and the platform's own. */
export function isPlatformRole(cluster: Cluster, role: Resource): boolean {
  const bindings = ['RoleBinding', 'ClusterRoleBinding']
    .flatMap((kind) => objectsOf(cluster, kind))
    .filter((each) => {
      const bound = bindingOf(each)?.role;
      return bound?.kind === role.kind && bound.name === role.name;
    });
  if (bindings.length > 0) return bindings.every(isOfPlatform);
  return isOfPlatform(role) || (role.kind === 'ClusterRole' && /^(?:admin|edit|view)$/.test(role.name ?? ''));
}

const EVERY_VERB = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete'];

/** Whether a role allows everything. */
export function allowsEverything(role: Resource): boolean {
  return policyRulesOf(role).some(
    ({ groups, resources, verbs, named }) =>
      !named &&
      includes(groups, '*') &&
      includes(resources, '*') &&
      EVERY_VERB.every((verb) => includes(verbs, verb)),
  );
}

/** The role that a binding names, where it is in the cluster. */
export function roleOf(cluster: Cluster, { resource, role }: Binding): Resource | undefined {
  return objectsOf(cluster, role.kind).find(
    (each) =>
      each.group === GROUP &&
      each.name === role.name &&
      (role.kind === 'ClusterRole' || sameNamespace(each.namespace, resource.namespace)),
  );
}
