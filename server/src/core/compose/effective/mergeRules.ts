import { byDevice, byGrant, byKey, byPath, byPort, byTarget, byText, type Identity } from './identity.ts';

/**
 * How a field of two layers becomes one (Compose specification, "Merge").
 * - `pairs`: lists and mappings of `KEY=value`, by key. `values`: a string or a list, joined to a list.
 * - `replace`: the upper layer's counts. `hosts`: every address of a host is kept.
 * - The others are fields of their own kind.
 */
export type Manner =
  | 'pairs'
  | 'values'
  | 'replace'
  | 'hosts'
  | 'build'
  | 'dependencies'
  | 'networks'
  | 'logging'
  | 'limit'
  | 'addresses'
  | 'requests';

export interface MergeRule {
  readonly manner?: Manner;
  /** Which items of a list are the same one. */
  readonly identity?: Identity;
  readonly fields?: { readonly [key: string]: MergeRule };
  /** The rule for every key that has none of its own. */
  readonly each?: MergeRule;
}

const pairs: MergeRule = { manner: 'pairs', identity: byKey };
const values: MergeRule = { manner: 'values', identity: byKey };
const replace: MergeRule = { manner: 'replace' };
const hosts: MergeRule = { manner: 'hosts' };
const set: MergeRule = { identity: byKey };
const limits: MergeRule = { each: { manner: 'limit' } };

const build: MergeRule = {
  manner: 'build',
  fields: {
    args: pairs,
    additional_contexts: pairs,
    extra_hosts: hosts,
    labels: pairs,
    tags: set,
    ulimits: limits,
  },
};

const service: MergeRule = {
  fields: {
    annotations: pairs,
    build,
    cap_add: set,
    cap_drop: set,
    command: replace,
    configs: { identity: byGrant('') },
    depends_on: { manner: 'dependencies' },
    deploy: { fields: { labels: pairs } },
    devices: { identity: byDevice },
    dns: values,
    dns_opt: values,
    dns_search: values,
    entrypoint: replace,
    env_file: { manner: 'values', identity: byPath },
    environment: pairs,
    expose: { identity: byText },
    gpus: { manner: 'requests' },
    extra_hosts: hosts,
    healthcheck: { fields: { test: replace } },
    label_file: { manner: 'values' },
    labels: pairs,
    links: set,
    logging: { manner: 'logging' },
    networks: { manner: 'networks', each: { fields: { aliases: set, link_local_ips: set } } },
    ports: { identity: byPort },
    profiles: set,
    secrets: { identity: byGrant('/run/secrets') },
    sysctls: pairs,
    tmpfs: values,
    ulimits: limits,
    volumes: { identity: byTarget },
  },
};

export const MERGE_SERVICE = service;

/** A whole Compose file. */
export const MERGE: MergeRule = {
  fields: {
    services: { each: service },
    networks: {
      each: { fields: { labels: pairs, ipam: { fields: { config: { manner: 'addresses' } } } } },
    },
    volumes: { each: { fields: { labels: pairs } } },
  },
};

export const NO_RULE: MergeRule = {};
const REPLACE: MergeRule = { manner: 'replace' };

/** The rule for what stands below a key. */
export function ruleFor(rule: MergeRule, key: string): MergeRule {
  if (key.startsWith('x-')) return REPLACE;
  if (rule.fields && Object.hasOwn(rule.fields, key)) return rule.fields[key] ?? NO_RULE;
  return rule.each ?? NO_RULE;
}
