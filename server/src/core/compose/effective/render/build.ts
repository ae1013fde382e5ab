import type { Node } from '../../../model/node.ts';
import { type Data, entry } from '../../../model/read.ts';
import { pairEntry, underKey } from '../forms.ts';
import { isWindowsAbsolute, pathOf } from '../paths.ts';
import {
  bytes,
  flag,
  labels,
  members,
  once,
  pairs,
  type Rendered,
  type Rendering,
  resolved,
  text,
  texts,
} from './codec.ts';
import { grants, hostsOf, ulimits } from './parts.ts';

const FIELDS = {
  context: contextPath,
  dockerfile: text,
  dockerfile_inline: text,
  entitlements: texts,
  args: pairs((key, on) => on.environment.lookup(key)),
  labels,
  cache_from: texts,
  cache_to: texts,
  no_cache: flag,
  additional_contexts: contexts,
  network: text,
  pull: flag,
  target: text,
  shm_size: bytes,
  extra_hosts: hostsOf,
  isolation: text,
  privileged: flag,
  secrets: grants(undefined),
  ssh: sshKeys,
  tags: once(texts),
  ulimits,
  platforms: texts,
};

/** How an image is built, with the context and the Dockerfile where no key is there for them. */
export function buildOf(written: Node, on: Rendering): Data {
  const node = underKey(written, 'context');
  const has = (key: string) => entry(node, key) !== undefined;
  return {
    ...(has('context') ? {} : { context: pathOf(on.session.baseOf(node).unwritten) }),
    ...(has('dockerfile') || has('dockerfile_inline') ? {} : { dockerfile: 'Dockerfile' }),
    ...members(node, FIELDS, on),
  };
}

function contextPath(node: Node, on: Rendering): Data | undefined {
  if (node.kind !== 'scalar' || node.text === '') return undefined;
  return contextOf(node.text) ?? resolved(node, node.text, on);
}

/** A context that is no folder: a repository, an image, another service. */
function contextOf(written: string): string | undefined {
  const remote = /^(?:[a-zA-Z][a-zA-Z0-9+.-]*:\/\/|git@|github\.com\/|service:|target:)/;
  return remote.test(written) || isWindowsAbsolute(written) ? written : undefined;
}

function contexts(node: Node, on: Rendering): Data | undefined {
  const entries =
    node.kind === 'map'
      ? node.entries
      : node.kind === 'seq'
        ? node.items.flatMap(({ value }) => pairEntry(value) ?? [])
        : [];
  const result: Record<string, Data> = {};
  for (const { key, value } of entries) {
    if (value.kind !== 'scalar') continue;
    result[key] = contextOf(value.text) ?? (value.text === '' ? '' : resolved(value, value.text, on));
  }
  return Object.keys(result).length === 0 ? undefined : result;
}

/** SSH keys as Compose prints them in YAML: in JSON it fails. */
function sshKeys(node: Node, on: Rendering): Data | undefined {
  const keys = pairs(() => '')(node, on);
  if (typeof keys !== 'object' || keys === null) return undefined;
  return Object.entries(keys as Rendered).map(([key, value]) => (value === '' ? key : `${key}=${value}`));
}
