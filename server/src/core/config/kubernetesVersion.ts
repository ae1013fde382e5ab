/** The newest version of Kubernetes that is known: its minor number, 37 for 1.37. */
export const NEWEST_KUBERNETES_MINOR = 37;

/** The oldest version that can be asked for. */
export const OLDEST_KUBERNETES_MINOR = 22;

/** The minor number of a version such as `1.31`, `v1.31` or `1.31.4`; undefined for one that is not known. */
export function kubernetesMinorOf(version: string): number | undefined {
  const minor = Number(/^v?1\.(\d+)(?:\.\d+)?$/.exec(version.trim())?.[1]);
  return minor >= OLDEST_KUBERNETES_MINOR && minor <= NEWEST_KUBERNETES_MINOR ? minor : undefined;
}
