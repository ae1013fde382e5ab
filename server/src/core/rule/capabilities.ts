/** Capabilities whose power ends at the network that a container is on. */
const OF_NETWORK: ReadonlySet<string> = new Set(['NET_ADMIN', 'NET_RAW']);

/** Whether a capability, without `CAP_`, has power over the network alone; see capabilities(7). */
export function isOfNetwork(capability: string): boolean {
  return OF_NETWORK.has(capability);
}

/** What comes of a dangerous capability; on the host's own network those of the network reach as far as any. */
export function powerOf(capability: string, hostNetwork: boolean): string {
  if (isOfNetwork(capability) && !hostNetwork) return 'it can pose as others on its network';
  return 'it reaches far beyond the container';
}
