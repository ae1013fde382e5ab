import type { AnyRule } from '../../rule/rule.ts';

/** Tools whose suppressions are understood. */
export const PEERS = [
  'kube-linter',
  'kube-score',
  'polaris',
  'checkov',
  'trivy',
  'kics',
  'monokle',
  'dclint',
] as const;

export type Peer = (typeof PEERS)[number];

/** What other tools call our rules. */
export class PeerNames {
  private readonly rules = new Map<string, Set<string>>();
  private readonly known = new Map<Peer, Set<string>>();

  constructor(rules: readonly AnyRule[]) {
    for (const { id, aliases } of rules) {
      for (const peer of PEERS) {
        for (const name of namesIn(aliases?.[peer] ?? '')) {
          this.setOf(this.rules, `${peer} ${canonical(peer, name)}`).add(id);
          this.setOf(this.known, peer).add(id);
        }
      }
    }
  }

  /** Whether a name of another tool is one of a rule's. */
  means(peer: Peer, name: string, ruleId: string): boolean {
    return this.rules.get(`${peer} ${canonical(peer, name)}`)?.has(ruleId) ?? false;
  }

  /** Whether another tool has the rule under any name. */
  knows(peer: Peer, ruleId: string): boolean {
    return this.known.get(peer)?.has(ruleId) ?? false;
  }

  private setOf<K>(map: Map<K, Set<string>>, key: K): Set<string> {
    const set = map.get(key) ?? new Set<string>();
    map.set(key, set);
    return set;
  }
}

/** `Container Is Privileged [dd29336b-...]` has two names. */
function namesIn(alias: string): string[] {
  return alias
    .split(/[,;[\]]/)
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

/** Trivy has written its ids in several ways: `KSV012`, `KSV-0012`, `AVD-KSV-0012`. */
function canonical(peer: Peer, name: string): string {
  const lower = name.trim().toLowerCase();
  const number = peer === 'trivy' ? /^(?:avd-)?ksv-?0*(\d+)$/.exec(lower)?.[1] : undefined;
  return number === undefined ? lower : `ksv-${number}`;
}
