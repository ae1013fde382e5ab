import type { Node, ScalarNode } from '../../../model/node.ts';
import type { Data } from '../../../model/read.ts';
import { get, stringOf } from '../../../model/read.ts';
import { mountParts } from '../forms.ts';
import { clean, isWindowsAbsolute } from '../paths.ts';
import {
  bareNumber,
  bytes,
  flag,
  members,
  object,
  type Rendered,
  type Rendering,
  resolved,
  text,
} from './codec.ts';

/** The mounts of a service in their long form, each target once. */
export function volumesOf(node: Node, on: Rendering): Data | undefined {
  if (node.kind !== 'seq') return undefined;
  const mounts = new Map<string, Rendered>();
  for (const { value } of node.items) {
    const mount = mountOf(value, on);
    if (!mount) continue;
    const key = value.kind === 'map' ? stringOf(get(value, 'target')) : mount['target'];
    mounts.set(String(key ?? `#${mounts.size}`), mount);
  }
  return mounts.size === 0 ? undefined : [...mounts.values()];
}

function mountOf(node: Node, on: Rendering): Rendered | undefined {
  if (node.kind === 'map') return longMount(node, on);
  return node.kind === 'scalar' ? shortMount(node, on) : undefined;
}

const LONG = {
  type: text,
  source: text,
  target: text,
  read_only: flag,
  consistency: text,
  bind: object({ propagation: text, create_host_path: flag, recursive: text, selinux: text }),
  volume: object({ nocopy: flag, subpath: text }),
  tmpfs: object({ size: bytes, mode: bareNumber }),
};

function longMount(node: Node, on: Rendering): Rendered {
  const written = members(node, LONG, on);
  const source = get(node, 'source');
  const target = stringOf(get(node, 'target'));
  if (target === undefined) {
    on.session.error('volume', node.span, 'This mount has no target: add the path inside the container.');
  }
  const mount = target === undefined ? written : { ...written, target: clean(target) };
  if (mount['type'] !== 'bind') return mount;
  if (source?.kind !== 'scalar') {
    on.session.error('volume', node.span, 'A bind mount needs a source: add the path on the host.');
    return mount;
  }
  return { ...mount, source: resolved(source, source.text, on) };
}

const PROPAGATION = new Set(['rprivate', 'private', 'rshared', 'shared', 'rslave', 'slave']);

/** A short mount: `[source:]target[:options]`. A drive's letter is part of a path. */
function shortMount(node: ScalarNode, on: Rendering): Rendered | undefined {
  const written = node.text;
  if (written === '') {
    on.session.error('volume', node.span, 'This mount is empty: write source:target, or take the line out.');
    return undefined;
  }
  const parts = mountParts(written);
  const [first = '', second, modes, ...rest] = parts;
  if (parts.some((part) => part === '') || rest.length > 0) {
    on.session.error('volume', node.span, 'This mount is not well formed: write source:target[:options].');
    return undefined;
  }
  if (second === undefined) {
    // Compose takes another way for the shortest ones.
    return { type: 'volume', target: clean(first), ...(written.length > 2 ? { volume: {} } : {}) };
  }
  const how = (modes ?? '').split(',');
  const common = { target: clean(second), ...(how.includes('ro') ? { read_only: true } : {}) };
  const volume = how.includes('nocopy') ? { nocopy: true } : {};
  const propagation = how.findLast((each) => PROPAGATION.has(each));
  const selinux = how.findLast((each) => each === 'z' || each === 'Z');
  const bind = {
    ...(propagation === undefined ? {} : { propagation }),
    ...(selinux === undefined ? {} : { selinux }),
  };
  const isBind = isPath(first);
  return {
    type: isBind ? 'bind' : 'volume',
    source: isBind ? resolved(node, first, on) : first,
    ...common,
    ...(isBind
      ? { bind: { ...bind, create_host_path: true } }
      : Object.keys(bind).length > 0
        ? { bind }
        : {}),
    ...(isBind ? (how.includes('nocopy') ? { volume } : {}) : { volume }),
  };
}

/** Whether a mount's source is a path of the host; else it is a volume's name. */
function isPath(source: string): boolean {
  return /^[./~]/.test(source) || isWindowsAbsolute(source) || /^[A-Za-z]:/.test(source);
}
