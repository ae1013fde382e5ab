import type { Entry, Node } from '../model/node.ts';
import { asMap, entriesOf, isNull } from '../model/read.ts';
import { ENVIRONMENT_KINDS, type EnvironmentKind } from '../rule/environmentKind.ts';
import type { PolicySetting, ProbeTiming, ResourceAmounts } from '../rule/policy.ts';
import type { EnvironmentSetting } from './configuration.ts';
import type { Reader } from './reader.ts';

const ENVIRONMENT_KEYS = ['kind', 'compose', 'envFiles', 'profiles', 'kustomize', 'policy'];
const POLICY_KEYS = ['replicas', 'user', 'registries', 'probes', 'resources'];
const TIMINGS = ['periodSeconds', 'failureThreshold', 'timeoutSeconds'] as const;
const AMOUNTS = ['cpu', 'memory', 'ephemeral-storage'] as const;

/** `environments`: what is deployed, by name. */
export function readEnvironments(node: Node, reader: Reader): EnvironmentSetting[] {
  if (!asMap(node)) reader.report(node.span, 'A mapping of names to environments is expected here.');
  return entriesOf(node).flatMap((entry) => environment(entry, reader));
}

function environment({ key: name, keySpan, value }: Entry, reader: Reader): EnvironmentSetting[] {
  if (!asMap(value)) {
    const place = isNull(value) ? keySpan : value.span;
    reader.report(place, 'A mapping with "compose" or "kustomize" is expected here.');
  }
  let kind: EnvironmentKind | undefined;
  let kustomize: string | undefined;
  let policy: PolicySetting | undefined;
  const lists: Record<string, string[]> = {};
  for (const entry of entriesOf(value)) {
    if (entry.key === 'kind') {
      kind = reader.oneOf(entry.value, ENVIRONMENT_KINDS, 'a kind of environment');
    } else if (entry.key === 'kustomize') kustomize = reader.text(entry.value, 'path of a folder');
    else if (entry.key === 'policy') policy = readPolicy(entry.value, reader);
    else if (ENVIRONMENT_KEYS.includes(entry.key)) {
      lists[entry.key] = reader.texts(entry.value, entry.key === 'profiles' ? 'name' : 'path');
    } else reader.unknown(entry.keySpan, entry.key, ENVIRONMENT_KEYS, 'key of an environment');
  }
  const { compose = [], envFiles = [], profiles = [] } = lists;
  if (asMap(value) && compose.length === 0 && kustomize === undefined) {
    reader.report(
      keySpan,
      'This environment has no layers: give it "compose" files or a "kustomize" folder.',
    );
  }
  return [
    { name, kind, compose, envFiles, profiles, kustomize, ...(policy === undefined ? {} : { policy }) },
  ];
}

/** `policies`: what is asked of environments, by their kind. */
export function readPolicies(node: Node, reader: Reader): { [kind in EnvironmentKind]?: PolicySetting } {
  const result: { [kind in EnvironmentKind]?: PolicySetting } = {};
  for (const { key, keySpan, value } of reader.entries(node, 'A mapping of environment kinds to policies')) {
    const kind = ENVIRONMENT_KINDS.find((each) => each === key);
    if (kind === undefined) reader.unknown(keySpan, key, ENVIRONMENT_KINDS, 'kind of environment');
    else result[kind] = readPolicy(value, reader);
  }
  return result;
}

function readPolicy(node: Node, reader: Reader): PolicySetting {
  let policy: PolicySetting = {};
  for (const { key, keySpan, value } of reader.entries(node, 'A mapping with what is asked')) {
    if (key === 'replicas' || key === 'user') {
      const count = reader.count(value, 1);
      if (count !== undefined) policy = { ...policy, [key]: count };
    } else if (key === 'registries') {
      policy = { ...policy, registries: reader.texts(value, 'registry') };
    } else if (key === 'probes') {
      const probes = pair(value, ['liveness', 'readiness'], reader, (each) => timing(each, reader));
      policy = { ...policy, probes };
    } else if (key === 'resources') {
      const resources = pair(value, ['requests', 'limits'], reader, (each) => amounts(each, reader));
      policy = { ...policy, resources };
    } else reader.unknown(keySpan, key, POLICY_KEYS, 'key of a policy');
  }
  return policy;
}

/** A mapping of two known keys to values of one kind. */
function pair<K extends string, V>(
  node: Node,
  keys: readonly K[],
  reader: Reader,
  read: (node: Node) => V,
): { [key in K]?: V } {
  const result: { [key in K]?: V } = {};
  for (const { key, keySpan, value } of reader.entries(node, `A mapping of ${keys.join(' and ')}`)) {
    const known = keys.find((each) => each === key);
    if (known === undefined) reader.unknown(keySpan, key, keys, 'key here');
    else result[known] = read(value);
  }
  return result;
}

function timing(node: Node, reader: Reader): { [K in keyof ProbeTiming]?: ProbeTiming[K] } {
  const result: { [key in (typeof TIMINGS)[number]]?: number } = {};
  for (const { key, keySpan, value } of reader.entries(node, 'A mapping of numbers')) {
    const known = TIMINGS.find((each) => each === key);
    const count = known === undefined ? undefined : reader.count(value, 1);
    if (known === undefined) reader.unknown(keySpan, key, TIMINGS, 'setting of a probe');
    else if (count !== undefined) result[known] = count;
  }
  return result;
}

function amounts(node: Node, reader: Reader): ResourceAmounts {
  const result: { [name in (typeof AMOUNTS)[number]]?: string } = {};
  for (const { key, keySpan, value } of reader.entries(node, 'A mapping of resources to amounts')) {
    const known = AMOUNTS.find((each) => each === key);
    const text = known === undefined ? undefined : reader.text(value, 'quantity');
    if (known === undefined) reader.unknown(keySpan, key, AMOUNTS, 'resource');
    else if (text !== undefined) result[known] = text;
  }
  return result;
}
