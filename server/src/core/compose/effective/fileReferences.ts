import type { MapNode, Node } from '../../model/node.ts';
import { entriesOf, get, itemsOf, stringOf } from '../../model/read.ts';
import type { Span } from '../../text/span.ts';
import { at } from './envFiles.ts';
import type { Session } from './session.ts';

/** A file whose content a project hands to its services. */
export interface FileReference {
  readonly kind: 'env_file' | 'secret' | 'config';
  readonly uri: string;
  /** Its path in the Compose file. */
  readonly span: Span;
}

/**
 * The files of a merged project's `env_file`s, secrets and configs (Compose specification, "env_file", "secrets",
 * "configs"), each place once. Paths that depend on the home folder are left out.
 */
export function fileReferences(session: Session, root: MapNode): FileReference[] {
  const found: { readonly kind: FileReference['kind']; readonly path: Node | undefined }[] = [];
  for (const { value: service } of entriesOf(get(root, 'services'))) {
    const written = get(service, 'env_file');
    for (const item of written?.kind === 'seq' ? itemsOf(written) : [written])
      found.push({ kind: 'env_file', path: item?.kind === 'map' ? get(item, 'path') : item });
  }
  for (const { value } of entriesOf(get(root, 'secrets')))
    found.push({ kind: 'secret', path: get(value, 'file') });
  for (const { value } of entriesOf(get(root, 'configs')))
    found.push({ kind: 'config', path: get(value, 'file') });
  const result = new Map<string, FileReference>();
  for (const { kind, path } of found) {
    const text = stringOf(path);
    if (!path || text === undefined || text === '' || text.startsWith('~')) continue;
    const { source, start } = path.span;
    const uri = at(session.baseOf(path).folder, text);
    result.set(`${source.uri} ${start}`, { kind, uri, span: path.span });
  }
  return [...result.values()];
}
