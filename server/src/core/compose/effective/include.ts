import { madeMap, madeScalar, withEntries, withItems, withValue } from '../../model/derive.ts';
import type { Entry, MapNode, Node } from '../../model/node.ts';
import { asMap, dataOf, entriesOf, entry, get, itemsOf, stringOf } from '../../model/read.ts';
import { folderOf } from '../../text/uri.ts';
import { at, type EnvFileRequest, readEnvFiles } from './envFiles.ts';
import type { Environment } from './environment.ts';
import { shown } from './forms.ts';
import { pathOf } from './paths.ts';
import type { Base, Reading, Session } from './session.ts';

/** A file that an `include` names, and where. */
export interface Named {
  readonly uri: string;
  readonly node: Node;
}

/** Reads the files of one `include` as a model of their own. */
export type ReadModel = (files: readonly Named[], reading: Reading) => MapNode | undefined;

const SECTIONS = ['services', 'volumes', 'networks', 'secrets', 'configs'];

/** Files that include each other deeper than this are taken for an attack. */
const MOST_LEVELS = 50;

/** A layer with what it includes (Compose specification, `include`). */
export function withIncludes(session: Session, layer: MapNode, reading: Reading, read: ReadModel): MapNode {
  const written = entry(layer, 'include');
  if (!written) return layer;
  let result = withEntries(
    layer,
    layer.entries.filter((each) => each !== written),
  );
  let missing = false;
  for (const item of itemsOf(written.value)) {
    const model = included(session, item, reading, read);
    if (model) result = imported(session, result, model, item);
    else missing = true;
  }
  // Who judges what is written has to see that something is not here.
  if (missing && session.judging) return withEntries(result, [...result.entries, written]);
  return result;
}

function included(session: Session, item: Node, reading: Reading, read: ReadModel): MapNode | undefined {
  const files = strings(item.kind === 'map' ? get(item, 'path') : item).map(
    (node): Named => ({ uri: at(reading.base.folder, node.text), node }),
  );
  const [first] = files;
  if (!first) return undefined;
  if (reading.within.length > MOST_LEVELS || files.some(({ uri }) => reading.within.includes(uri))) {
    const message = `${shown(pathOf(first.uri), first.node.span)} includes itself, by way of this file: take the "include" out of one of them.`;
    session.error('include-cycle', first.node.span, message);
    return undefined;
  }
  const directory = stringOf(get(item, 'project_directory'));
  const folder = directory ? at(reading.base.folder, directory) : folderOf(first.uri);
  const base: Base = { folder, unwritten: folder };
  const asked = strings(get(item, 'env_file')).map(
    (node): EnvFileRequest => ({ uri: at(reading.base.folder, node.text), span: node.span, required: true }),
  );
  const requests =
    asked.length > 0 ? asked : [{ uri: `${folder}/.env`, span: first.node.span, required: false }];
  const environment = reading.environment.with(readEnvFiles(session, requests, reading.environment));
  const model = read(files, { environment, base, within: reading.within, extending: false });
  return model && !session.judging ? withVariables(model, environment) : model;
}

/**
 * The variables that services take from outside, where they stand in a list: they have their value from here, with
 * the env files of the `include`. Those in a mapping do not, in Compose.
 */
function withVariables(model: MapNode, environment: Environment): MapNode {
  return changing(model, 'services', (services) =>
    services.kind === 'map'
      ? withEntries(
          services,
          services.entries.map((each) =>
            each.value.kind === 'map'
              ? withValue(
                  each,
                  changing(each.value, 'environment', (list) => valued(list, environment)),
                )
              : each,
          ),
        )
      : services,
  );
}

function valued(list: Node, environment: Environment): Node {
  if (list.kind !== 'seq') return list;
  const items = list.items.map((item) => {
    const name = stringOf(item.value);
    const value = name === undefined || name.includes('=') ? undefined : environment.lookup(name);
    return value === undefined ? item : { ...item, value: madeScalar(`${name}=${value}`, item.value.span) };
  });
  return withItems(list, items);
}

function changing(map: MapNode, key: string, change: (value: Node) => Node): MapNode {
  return withEntries(
    map,
    map.entries.map((each) => (each.key === key ? withValue(each, change(each.value)) : each)),
  );
}

function strings(node: Node | undefined) {
  const nodes = node?.kind === 'seq' ? itemsOf(node) : node ? [node] : [];
  return nodes.flatMap((each) => (each.kind === 'scalar' ? [each] : []));
}

function imported(session: Session, layer: MapNode, model: MapNode, item: Node): MapNode {
  let result = layer;
  for (const section of SECTIONS) {
    const theirs = entry(model, section);
    const brought = entriesOf(theirs?.value);
    if (!theirs || brought.length === 0) continue;
    const own = entry(result, section);
    const fresh = brought.filter((each) => isNew(session, section, own?.value, each, item));
    if (!own) result = withEntries(result, [...result.entries, theirs]);
    else if (fresh.length > 0) {
      const map = asMap(own.value) ?? madeMap([], own.value.span);
      const joined = withValue(own, withEntries(map, [...map.entries, ...fresh]));
      result = withEntries(
        result,
        result.entries.map((each) => (each === own ? joined : each)),
      );
    }
  }
  return result;
}

function isNew(session: Session, section: string, own: Node | undefined, theirs: Entry, item: Node): boolean {
  const known = entry(own, theirs.key);
  if (!known) return true;
  if (!same(session, known.value, theirs.value)) {
    const message = `${section}.${theirs.key} stands here and in an included file, with different contents: rename one of them, or move the changes to an override file.`;
    const place = known.keySpan.source.uri === item.span.source.uri ? known.keySpan : item.span;
    session.error('include-conflict', place, message);
  }
  return false;
}

function same(session: Session, a: Node, b: Node): boolean {
  if (a === b) return true;
  return (
    session.baseOf(a).folder === session.baseOf(b).folder &&
    JSON.stringify(dataOf(a)) === JSON.stringify(dataOf(b))
  );
}
