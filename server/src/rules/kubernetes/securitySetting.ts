import type { Container, Pod } from '../../core/kubernetes/pod.ts';
import type { Entry, MapNode, Node } from '../../core/model/node.ts';
import { asMap, entriesOf, entry, get, isTrue, itemsOf, stringOf } from '../../core/model/read.ts';
import { theContainer, theWorkload } from './containerWords.ts';

/** The container's own value of a security setting, else the pod's. */
export function effectiveSetting(container: Container, field: string): Node | undefined {
  return ownSetting(container, field) ?? podSetting(container, field);
}

/** The value that the container itself sets. */
export function ownSetting(container: Container, field: string): Node | undefined {
  return entry(get(container.node, 'securityContext'), field)?.value;
}

/** The value that the pod sets for all its containers. */
function podSetting(container: Container, field: string): Node | undefined {
  return entry(get(container.pod.spec, 'securityContext'), field)?.value;
}

/** A capability's name without `CAP_`, in capitals. */
export function capabilityName(text: string): string {
  return text.toUpperCase().replace(/^CAP_/, '');
}

/** A capability that a container adds. */
export interface AddedCapability {
  readonly name: string;
  readonly node: Node;
  /** The `capabilities` it is in, and its place in their `add`. */
  readonly capabilities: MapNode;
  readonly index: number;
}

/** The capabilities that a container adds. */
export function addedCapabilities(container: Container): AddedCapability[] {
  const capabilities = asMap(get(container.node, 'securityContext', 'capabilities'));
  if (!capabilities) return [];
  return itemsOf(get(capabilities, 'add')).flatMap((node, index) => {
    const text = stringOf(node);
    return text === undefined ? [] : [{ name: capabilityName(text), node, capabilities, index }];
  });
}

/** A pod or one of its containers, with its security context. */
export interface SecurityContext {
  /** The pod's spec, or the container. */
  readonly owner: MapNode;
  readonly context: MapNode;
  /** Whose it is, at the beginning of a sentence. */
  readonly who: string;
  /** Undefined for the pod's. */
  readonly container: Container | undefined;
}

/** The security contexts of a pod and of its containers, where they have one. */
export function securityContextsOf(pod: Pod): SecurityContext[] {
  const owners = [
    { owner: pod.spec, who: `The pod of ${theWorkload(pod.workload)}`, container: undefined },
    ...pod.containers.map((container) => ({
      owner: container.node,
      who: theContainer(container),
      container,
    })),
  ];
  return owners.flatMap((each) => {
    const context = asMap(get(each.owner, 'securityContext'));
    return context ? [{ ...each, context }] : [];
  });
}

/** The annotations of a pod, where older manifests have their security profiles. */
export function annotationsOf(pod: Pod): readonly Entry[] {
  return entriesOf(get(pod.template, 'metadata', 'annotations'));
}

/** The key of an annotation that sets a seccomp profile: that of the pod, or of the container behind the slash. */
export const SECCOMP_ANNOTATION = /^(?:container\.)?seccomp\.security\.alpha\.kubernetes\.io\//;

/** The key of an annotation that sets the AppArmor profile of the container behind the slash. */
export const APPARMOR_ANNOTATION = /^container\.apparmor\.security\.beta\.kubernetes\.io\//;

/** Whether a container has every right there is, so that no profile binds it. */
export function isPrivileged(container: Container): boolean {
  return isTrue(get(container.node, 'securityContext', 'privileged'));
}

/** Capabilities that reach far beyond the container. */
export const DANGEROUS_CAPABILITIES = [
  'ALL',
  'BPF',
  'DAC_READ_SEARCH',
  'NET_ADMIN',
  'NET_RAW',
  'PERFMON',
  'SYS_ADMIN',
  'SYS_BOOT',
  'SYS_MODULE',
  'SYS_PTRACE',
  'SYS_RAWIO',
] as const;
