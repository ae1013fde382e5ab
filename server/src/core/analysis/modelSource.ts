import { KUSTOMIZATION_NAMES } from '../kustomize/kustomization.ts';
import { readFile, type YamlFile } from '../model/file.ts';
import type { WorkspaceModel } from './workspaceModel.ts';

/** What was asked of the files, and what the answers were. */
export type Answers = Map<string, unknown>;

/** Differs from every answer. */
export const NEVER = Symbol('never');

/** Whether the files still give the same answers. */
export function holds(answers: Answers, source: ModelSource): boolean {
  for (const [key, answer] of answers) {
    const [kind, uri] = [key.slice(0, 4), key.slice(5)];
    const now = kind === 'yaml' ? source.yaml(uri) : kind === 'seen' ? source.seen(uri) : source.text(uri);
    if (now !== answer) return false;
  }
  return true;
}

/**
 * Files as the merging asks for them: whatever they look like, they are read as YAML once something refers to them.
 * `others` holds those that the model has not read, and takes up more.
 */
export class ModelSource {
  readonly wanted = new Set<string>();
  private readonly model: WorkspaceModel;
  private readonly others: Map<string, YamlFile>;

  constructor(model: WorkspaceModel, others: Map<string, YamlFile> = new Map()) {
    this.model = model;
    this.others = others;
  }

  yaml(uri: string): YamlFile | undefined {
    const file = this.model.files.get(uri);
    if (file?.yaml) return file.yaml;
    const text = file && !file.tooLarge ? this.text(uri) : this.missing(uri);
    if (text === undefined) return undefined;
    const known = this.others.get(uri);
    if (known?.text === text) return known;
    const read = readFile(uri, text, known);
    this.others.set(uri, read);
    return read;
  }

  text(uri: string): string | undefined {
    return this.model.snapshot.files.get(uri)?.text ?? this.missing(uri);
  }

  /** The text of a file that nobody looks for where it is not known. */
  seen(uri: string): string | undefined {
    return this.model.snapshot.files.get(uri)?.text;
  }

  kustomizationIn(folder: string): string | undefined {
    return KUSTOMIZATION_NAMES.map((name) => `${folder}/${name}`).find((uri) =>
      this.model.snapshot.files.has(uri),
    );
  }

  private missing(uri: string): undefined {
    if (!this.model.snapshot.files.has(uri)) this.wanted.add(uri);
    return undefined;
  }
}

/** Notes what was asked, and what the answer was. */
export class TrackedSource {
  readonly answers: Answers = new Map();
  private readonly source: ModelSource;

  constructor(source: ModelSource) {
    this.source = source;
  }

  yaml(uri: string): YamlFile | undefined {
    const answer = this.source.yaml(uri);
    this.answers.set(`yaml ${uri}`, answer);
    return answer;
  }

  text(uri: string): string | undefined {
    const answer = this.source.text(uri);
    this.answers.set(`text ${uri}`, answer);
    return answer;
  }

  /** See {@link ModelSource.seen}. */
  seen(uri: string): string | undefined {
    const answer = this.source.seen(uri);
    this.answers.set(`seen ${uri}`, answer);
    return answer;
  }
}
