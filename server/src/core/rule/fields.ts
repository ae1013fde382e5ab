import { edit } from '../edit/edit.ts';
import type { KeyOrder } from '../edit/keyOrder.ts';
import type { MapNode } from '../model/node.ts';
import { asMap, type Data, get } from '../model/read.ts';
import type { Fix } from './problem.ts';

/** A fix that takes a key out of a mapping. */
export function removalFix(map: MapNode, key: string, safe = false): Fix {
  return { title: `Remove "${key}"`, safe, edits: edit.remove(map, key) };
}

/** A fix that sets one key of a mapping, whatever stands there now. */
export function settingFix(map: MapNode, key: string, value: Data, safe: boolean, order?: KeyOrder): Fix {
  return { title: `Set "${key}" to ${String(value)}`, safe, edits: edit.add(map, { [key]: value }, order) };
}

/** A fix that takes a setting out at a path of keys, with the mappings around it that would be left empty. */
export function clearingFix(root: MapNode, ...path: readonly [string, ...string[]]): Fix {
  let holder = root;
  let [key] = path;
  let at: MapNode | undefined = root;
  for (const step of path) {
    if (at && at.entries.length > 1) {
      holder = at;
      key = step;
    }
    at = asMap(get(at, step));
  }
  return { title: `Remove "${path.at(-1) ?? key}"`, safe: false, edits: edit.remove(holder, key) };
}
