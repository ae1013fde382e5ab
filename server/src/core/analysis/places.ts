import type { YamlDocument } from '../model/document.ts';
import { locate, type YamlFile } from '../model/file.ts';
import type { Location, Span } from '../text/span.ts';
import type { Environments } from './environmentBook.ts';
import type { ModelDocument, ModelFile, WorkspaceModel } from './workspaceModel.ts';

/** Where things stand in the files of one version of a workspace, whatever looks the files have. */
export class Places {
  private readonly model: WorkspaceModel;
  private readonly environments: Environments;

  constructor(model: WorkspaceModel, environments: Environments) {
    this.model = model;
    this.environments = environments;
  }

  /** A file with its documents, also where only an environment reads it as YAML. */
  read(file: ModelFile): ModelFile {
    const yaml = this.yaml(file.file.uri);
    if (file.yaml || !yaml) return file;
    return { ...file, yaml, documents: yaml.documents.map(({ document }) => dataOf(document)) };
  }

  /** The documents of a file that are YAML and no templates; none where there is none. */
  documents(uri: string): readonly YamlDocument[] {
    const file = this.model.files.get(uri);
    const read = file ? this.read(file).documents.filter((each) => !each.template) : [];
    return read.map(({ document }) => document);
  }

  /** Where a span stands now; undefined for one of an outdated version. */
  locate(span: Span): Location | undefined {
    const { uri, text } = span.source;
    const yaml = this.yaml(uri);
    if (yaml) return locate(yaml, span);
    const same = this.model.files.get(uri)?.file.text === text;
    return same ? { uri, start: span.start, end: span.end } : undefined;
  }

  /** Whether the document that a span is in still stands. */
  isCurrent({ source }: Span): boolean {
    return this.locate({ source, start: 0, end: 0 }) !== undefined;
  }

  private yaml(uri: string): YamlFile | undefined {
    const file = this.model.files.get(uri);
    if (file?.yaml || file?.tooLarge) return file.yaml;
    const other = this.environments.others.get(uri);
    return other?.text === file?.file.text ? other : undefined;
  }
}

const data = new WeakMap<YamlDocument, ModelDocument>();

/** A document that is not judged by itself. */
function dataOf(document: YamlDocument): ModelDocument {
  const known = data.get(document) ?? { document, template: false, resources: [], project: undefined };
  data.set(document, known);
  return known;
}
