import type { YamlFile } from '../../model/file.ts';
import type { MapNode, Node } from '../../model/node.ts';
import { get } from '../../model/read.ts';
import { type Files, isWithin, pathIn } from './files.ts';
import { refuse } from './problem.ts';
import { textOf } from './tree.ts';

/** A kustomization that is being built. */
export class Setting {
  readonly uri: string;
  readonly folder: string;
  /** Its content, checked: names as they should be, types as they must be, nulls left out. */
  readonly node: MapNode;
  private readonly files: Files;

  constructor(uri: string, folder: string, node: MapNode, files: Files) {
    this.uri = uri;
    this.folder = folder;
    this.node = node;
    this.files = files;
  }

  /** A field of the kustomization. */
  field(name: string): Node | undefined {
    return get(this.node, name);
  }

  /** The items of a list of the kustomization. */
  items(name: string): readonly Node[] {
    const node = this.field(name);
    return node?.kind === 'seq' ? node.items.map((item) => item.value) : [];
  }

  /** The URI of a file that a node names; gives up where Kustomize would not read it. */
  private uriOf(path: string, at: Node): string {
    const uri = pathIn(this.folder, path);
    if (uri === undefined)
      return refuse(
        'unsafe-path',
        at.span,
        `"${path}" is not a path in this folder: Kustomize does not read it.`,
      );
    if (!isWithin(this.folder, uri))
      refuse(
        'unsafe-path',
        at.span,
        `"${path}" is outside of the folder of this kustomization: Kustomize reads files only in or below it.`,
      );
    return uri;
  }

  /** The YAML file that a node names. */
  file(at: Node, code: string): YamlFile {
    const path = textOf(at);
    return this.files.yaml(this.uriOf(path, at)) ?? refuse(code, at.span, `There is no file "${path}".`);
  }

  /** The text of the file that a path names. */
  text(path: string, at: Node, code: string): string {
    return this.files.text(this.uriOf(path, at)) ?? refuse(code, at.span, `There is no file "${path}".`);
  }
}
