import type { Pod } from '../../core/kubernetes/pod.ts';
import type { Node } from '../../core/model/node.ts';
import { get, itemsOf, stringOf } from '../../core/model/read.ts';
import { shortened } from '../../core/text/shortened.ts';

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

/** Folders of a node that hold its programs, its settings or its secrets; some with all that is in them. */
const SENSITIVE = [
  /^\/(?:bin|dev|etc|home|lib|lib64|run|sbin|sys|usr|var)?$/,
  /^\/(?:boot|proc|root)(?:\/|$)/,
  /^\/dev\/k?mem$/,
  /^\/etc\/(?:cron\.d|passwd|shadow|sudoers)$/,
  /^\/etc\/(?:kubernetes|ssh|systemd)(?:\/|$)/,
  /^\/usr\/(?:bin|lib|local\/bin|sbin)$/,
  /^\/var\/(?:lib|run)$/,
  /^\/var\/lib\/(?:containerd|containers|docker|kubelet)$/,
  /^\/var\/lib\/etcd(?:\/|$)/,
];

/** Whether a path of a node is worth as much as the node. */
export function isSensitive(path: string): boolean {
  return SENSITIVE.some((each) => each.test(path));
}

/** Whether a path is on a list; `/*` at the end stands for all that is below. */
export function isAmong(paths: readonly string[], path: string): boolean {
  return paths.some((each) => (each.endsWith('/*') ? path.startsWith(each.slice(0, -1)) : each === path));
}

/** A path, cut to fit into a sentence. */
export function shownPath(path: string): string {
  return shortened(path, 24);
}
