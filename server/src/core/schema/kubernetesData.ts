import type { Node } from '../model/node.ts';
import { isMergeEntry } from '../model/read.ts';

/**
 * An object as the API server gets it: an empty value is as good as none. What tells kustomize how to lay a patch over
 * an object (`$patch`) is no part of it.
 */
export function kubernetesData(node: Node): unknown {
  switch (node.kind) {
    case 'scalar':
      return typeof node.value === 'bigint' ? Number(node.value) : node.value;
    case 'seq':
      return node.items.map(({ value }) => kubernetesData(value));
    case 'map':
      return Object.fromEntries(
        node.entries.flatMap((each): [string, unknown][] => {
          const { key, value } = each;
          const empty = value.kind === 'scalar' && value.value === null;
          return empty || key.startsWith('$') || isMergeEntry(each) ? [] : [[key, kubernetesData(value)]];
        }),
      );
  }
}

/** Something stands for the value that another tool puts in: Flux, envsubst or a template. */
const STANDS_IN = /\$\{|\$[A-Za-z_]|\{\{|\$\(/;
/** YAML 1.1, which kubectl reads, has them for booleans; kustomize does not. */
const EITHER_WAY = /^(?:y|Y|yes|Yes|YES|on|On|ON|n|N|no|No|NO|off|Off|OFF)$/;

/** Whether it can not be told from the text what a value will be. */
export function isUncertain(node: Node): boolean {
  if (node.kind !== 'scalar') return false;
  if (node.value === null || STANDS_IN.test(node.text)) return true;
  return node.style === 'plain' && EITHER_WAY.test(node.text);
}
