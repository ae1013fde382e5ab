import { withEntries, withValue } from '../../model/derive.ts';
import type { Entry, MapNode, Node } from '../../model/node.ts';
import { asMap, entry, get, isNull, stringOf } from '../../model/read.ts';
import { folderOf } from '../../text/uri.ts';
import { at } from './envFiles.ts';
import { shown, underKey } from './forms.ts';
import { mergedService } from './merge.ts';
import { type KeyPath, withoutPaths } from './resets.ts';
import type { Reading, Session } from './session.ts';

/** Reads the services of a file that a service of another one extends. */
export type ReadServices = (uri: string, reading: Reading, asked: Node) => MapNode | undefined;

/** Chains that are longer are taken for an attack. */
const MOST_STEPS = 100;

/** One file, and its services as they are written. */
interface Place {
  readonly uri: string;
  readonly services: MapNode;
  readonly reading: Reading;
}

/**
 * A layer whose services have what they extend (Compose specification, `extends`). A service of the same file is
 * sought in the same layer only.
 */
export function withExtends(
  session: Session,
  layer: MapNode,
  uri: string,
  reading: Reading,
  resets: readonly KeyPath[],
  read: ReadServices,
): MapNode {
  const services = asMap(get(layer, 'services'));
  if (!services?.entries.some(({ value }) => entry(value, 'extends'))) return layer;
  const extension = new Extension(session, read, resets);
  const place: Place = { uri, services, reading };
  const extended = services.entries.map((each) => withValue(each, extension.of(each, place, []).value));
  const merged = withEntries(services, extended);
  return withEntries(
    layer,
    layer.entries.map((each) => (each.key === 'services' ? withValue(each, merged) : each)),
  );
}

class Extension {
  private readonly session: Session;
  private readonly read: ReadServices;
  private readonly resets: readonly KeyPath[];
  private readonly known = new Map<MapNode, Map<string, Entry>>();
  private readonly files = new Map<string, Place | undefined>();

  constructor(session: Session, read: ReadServices, resets: readonly KeyPath[]) {
    this.session = session;
    this.read = read;
    this.resets = resets;
  }

  of(service: Entry, place: Place, chain: readonly string[]): Entry {
    const done = this.known.get(place.services)?.get(service.key);
    if (done) return done;
    const result = withValue(service, this.extended(service, place, chain));
    const known = this.known.get(place.services) ?? new Map<string, Entry>();
    this.known.set(place.services, known.set(service.key, result));
    return result;
  }

  private extended(service: Entry, place: Place, chain: readonly string[]): Node {
    const node = service.value;
    const written = entry(node, 'extends');
    if (node.kind !== 'map' || !written) return node;
    const own = withEntries(
      node,
      node.entries.filter((each) => each !== written),
    );
    // Who judges what is written has to see what was asked for in vain.
    const left = this.session.judging ? node : own;
    if (isNull(written.value)) {
      const message = 'There is no service named to extend: name one, or take "extends" out.';
      this.session.error('extends-unknown', written.keySpan, message);
      return left;
    }
    const asked = underKey(written.value, 'service');
    const name = get(asked, 'service');
    const target = stringOf(name);
    if (name === undefined || target === undefined) return node;
    const steps = [...chain, `${place.uri}#${service.key}`];
    const from = this.placeOf(place, asked);
    if (!from) return left;
    if (steps.includes(`${from.uri}#${target}`) || steps.length > MOST_STEPS) {
      const message = `The service "${service.key}" extends itself through "${shown(target, name.span)}": take one of the two apart.`;
      this.session.error('extends-cycle', name.span, message);
      return left;
    }
    const base = entry(from.services, target);
    const found = base && this.of(base, from, steps).value;
    if (found?.kind !== 'map') {
      const message = found
        ? `The service "${shown(target, name.span)}" that "${service.key}" extends is empty.`
        : `There is no service "${shown(target, name.span)}" to extend: mind the name, and that only this file's services count.`;
      if (!found || !isNull(found)) this.session.error('extends-unknown', name.span, message);
      return left;
    }
    return mergedService(this.session, this.withoutResets(found, service.key), own);
  }

  private withoutResets(base: MapNode, name: string): MapNode {
    const inside = this.resets.flatMap(([section, service, ...rest]) =>
      section === 'services' && service === name && rest.length > 0 ? [rest] : [],
    );
    return withoutPaths(base, inside);
  }

  private placeOf(place: Place, asked: Node): Place | undefined {
    const file = get(asked, 'file');
    const path = stringOf(file);
    if (file === undefined || path === undefined) return place;
    const uri = at(place.reading.base.folder, path);
    if (this.files.has(uri)) return this.files.get(uri);
    const base = { folder: folderOf(uri), unwritten: place.reading.base.unwritten };
    const reading: Reading = { ...place.reading, base, extending: true };
    const services = this.read(uri, reading, file);
    const found = services && { uri, services, reading };
    this.files.set(uri, found);
    return found;
  }
}
