import type { Pod } from '../../core/kubernetes/pod.ts';
import type { Node } from '../../core/model/node.ts';
import { get, itemsOf, stringOf } from '../../core/model/read.ts';
import { shortened } from './containerWords.ts';

/** A volume of a pod that is a folder or file of the node. */
export interface HostPath {
  /** The volume's name, by which containers mount it. */
  readonly name: string | undefined;
  /** Its path on the node, without slashes at the end. */
  readonly path: string;
  readonly type: string | undefined;
  /** Where the path is written. */
  readonly node: Node;
}

/** The volumes of a pod that are folders or files of the node. */
export function hostPathsOf(pod: Pod): HostPath[] {
  return itemsOf(get(pod.spec, 'volumes')).flatMap((volume) => {
    const node = get(volume, 'hostPath', 'path');
    const text = stringOf(node);
    if (!node || text === undefined) return [];
    const path = text.replace(/\/+/g, '/').replace(/(?<=.)\/$/, '');
    return [
      { name: stringOf(get(volume, 'name')), path, type: stringOf(get(volume, 'hostPath', 'type')), node },
    ];
  });
}

const SOCKETS =
  /^(?:\/var)?\/run\/(?:docker\.sock|(?:k3s\/)?containerd(?:\/containerd)?(?:\.sock)?|crio(?:\/crio\.sock)?|podman\/podman\.sock|cri-dockerd\.sock|dockershim\.sock|user\/\d+\/(?:docker\.sock|podman\/podman\.sock))$/;

/** Whether a path is the socket of a container runtime, or the folder that holds it. */
export function isRuntimeSocket(path: string): boolean {
  return SOCKETS.test(path);
}

/** Folders of a node that are worth as much as the node; those with `/*` with all that is in them. */
export const SENSITIVE_PATHS = [
  '/',
  '/bin',
  '/boot',
  '/boot/*',
  '/dev',
  '/dev/mem',
  '/dev/kmem',
  '/etc',
  '/etc/cron.d',
  '/etc/kubernetes',
  '/etc/kubernetes/*',
  '/etc/passwd',
  '/etc/shadow',
  '/etc/ssh',
  '/etc/ssh/*',
  '/etc/sudoers',
  '/etc/systemd',
  '/etc/systemd/*',
  '/home',
  '/lib',
  '/lib64',
  '/proc',
  '/proc/*',
  '/root',
  '/root/*',
  '/run',
  '/sbin',
  '/sys',
  '/usr',
  '/usr/bin',
  '/usr/lib',
  '/usr/local/bin',
  '/usr/sbin',
  '/var',
  '/var/lib',
  '/var/lib/containerd',
  '/var/lib/containers',
  '/var/lib/docker',
  '/var/lib/etcd',
  '/var/lib/etcd/*',
  '/var/lib/kubelet',
  '/var/run',
] as const;

/** Whether a path is one of a list such as {@link SENSITIVE_PATHS}. */
export function isAmong(paths: readonly string[], path: string): boolean {
  return paths.some((each) => (each.endsWith('/*') ? path.startsWith(each.slice(0, -1)) : each === path));
}

/** A path, cut to fit into a sentence. */
export function shownPath(path: string): string {
  return shortened(path, 24);
}
