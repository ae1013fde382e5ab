import type { MapNode, Node } from '../../../model/node.ts';
import { type Data, get, itemsOf, stringOf } from '../../../model/read.ts';
import { readEnvFile } from '../dotenv.ts';
import { shown } from '../forms.ts';
import { pathOf, uriOf } from '../paths.ts';
import type { Lookup } from '../template.ts';
import { anyFlag, isRendered, labels, pairs, type Rendered, type Rendering, resolved } from './codec.ts';

const own = pairs((key, on) => on.environment.lookup(key) ?? null);

/** The environment of a service: what its env files say, then what it says itself. */
export function environmentOf(service: MapNode, on: Rendering): Data | undefined {
  const written = get(service, 'environment');
  const said = asRendered(written && own(written, on));
  const result: Record<string, Data> = {};
  for (const file of filesOf(get(service, 'env_file'), on)) {
    Object.assign(result, fromFile(file, 'env file', result, on.environment.lookup, on));
  }
  Object.assign(result, said);
  return Object.keys(result).length === 0 ? undefined : result;
}

/** In label files there is nothing but the files themselves. */
const nothing: Lookup = () => undefined;

/** The labels of a service: those of its label files, then its own. */
export function labelsOf(service: MapNode, on: Rendering): Data | undefined {
  const written = get(service, 'labels');
  const result: Record<string, Data> = {};
  for (const file of filesOf(get(service, 'label_file'), on)) {
    Object.assign(result, fromFile(file, 'label file', result, nothing, on));
  }
  Object.assign(result, asRendered(written && labels(written, on)));
  return Object.keys(result).length === 0 ? undefined : result;
}

function asRendered(data: Data | undefined): Rendered {
  return isRendered(data) ? data : {};
}

interface NamedFile {
  readonly path: Node;
  readonly required: boolean;
  readonly format: Node | undefined;
}

function filesOf(node: Node | undefined, on: Rendering): NamedFile[] {
  const items = node?.kind === 'seq' ? itemsOf(node) : node ? [node] : [];
  const files = new Map<string, NamedFile>();
  for (const item of items) {
    const path = item.kind === 'map' ? get(item, 'path') : item;
    const text = stringOf(path);
    if (!path || text === undefined) continue;
    const required = get(item, 'required');
    const optional = required !== undefined && anyFlag(required, on) === false;
    files.set(`${on.session.baseOf(path).folder}:${text}`, {
      path,
      required: !optional,
      format: get(item, 'format'),
    });
  }
  return [...files.values()];
}

function fromFile(
  { path, required, format }: NamedFile,
  what: string,
  before: Rendered,
  lookup: Lookup,
  on: Rendering,
): Rendered {
  if (path.kind !== 'scalar') return {};
  if (format && stringOf(format)) {
    const message = 'This version of Compose knows no format of an env file but its own: take "format" out.';
    on.session.error('env-file-format', format.span, message);
    return {};
  }
  const uri = uriOf(resolved(path, path.text, on), on.session.project);
  const content = path.text === '' ? undefined : on.session.text(uri);
  if (content === undefined) {
    const message = `The ${what} ${shown(pathOf(uri), path.span)} does not exist: create it, or mark it "required: false".`;
    if (required) on.session.error('env-file-missing', path.span, message);
    return {};
  }
  const file = readEnvFile(content, (name) => {
    const known = before[name];
    return typeof known === 'string' ? known : lookup(name);
  });
  if (file.fault !== undefined) {
    const message = `The ${what} ${shown(pathOf(uri), path.span)} can not be read: ${file.fault}.`;
    on.session.error('env-file-syntax', path.span, message);
  }
  return Object.fromEntries(file.values);
}
