import {
  type AnnotatedTextEdit,
  type ClientCapabilities,
  type CreateFile,
  ResourceOperationKind,
  type TextDocumentEdit,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import type { NewFile } from '../core/rule/problem.ts';
import { type LocatedEdit, plain } from '../core/text/textEdit.ts';
import type { Positions } from './convert.ts';

/** What the editor understands of edits. */
export interface EditAbilities {
  /** Edits that name the version which they were made for. */
  readonly versions: boolean;
  /** Edits that make files. */
  readonly creates: boolean;
  /** Edits that say in words what they are for. */
  readonly annotations: boolean;
}

/** What the editor says that it understands. */
export function editAbilities({ workspace }: ClientCapabilities): EditAbilities {
  const { documentChanges, resourceOperations, changeAnnotationSupport } = workspace?.workspaceEdit ?? {};
  const versions = documentChanges === true;
  return {
    versions,
    creates: versions && resourceOperations?.includes(ResourceOperationKind.Create) === true,
    annotations: versions && changeAnnotationSupport !== undefined,
  };
}

/** A change as the engine has it. */
interface Change {
  /** What it does, in words. */
  readonly title: string;
  readonly edits: readonly LocatedEdit[];
  readonly creates?: readonly NewFile[];
}

/** The one annotation of an edit. */
const ANNOTATION = 'plumbline';

/** Turns the engine's changes into edits of the editor. */
export class WorkspaceEdits {
  private readonly abilities: EditAbilities;
  private readonly positions: Positions;
  private readonly editorUri: (uri: string) => string;
  private readonly versionOf: (uri: string) => number | undefined;

  constructor(
    abilities: EditAbilities,
    positions: Positions,
    editorUri: (uri: string) => string,
    versionOf: (uri: string) => number | undefined,
  ) {
    this.abilities = abilities;
    this.positions = positions;
    this.editorUri = editorUri;
    this.versionOf = versionOf;
  }

  /** A change with the versions of the open documents it was made for, so that the editor refuses an outdated one. Undefined where the editor can not make it. */
  of({ title, edits, creates = [] }: Change): WorkspaceEdit | undefined {
    if (creates.length > 0 && !this.abilities.creates) return undefined;
    const uris = [...new Set(edits.map((each) => each.location.uri))];
    const files = uris.map((uri) => ({
      uri,
      edits: edits.filter((each) => each.location.uri === uri).map((each) => this.edit(each)),
    }));
    if (!this.abilities.versions) {
      return { changes: Object.fromEntries(files.map((each) => [this.editorUri(each.uri), each.edits])) };
    }
    const annotated = this.abilities.annotations && files.length + creates.length > 1;
    const id = annotated ? { annotationId: ANNOTATION } : {};
    const documentChanges = [
      ...creates.flatMap((each) => creation(each, id)),
      ...files.map((each): TextDocumentEdit => {
        const textDocument = { uri: this.editorUri(each.uri), version: this.versionOf(each.uri) ?? null };
        return {
          textDocument,
          edits: each.edits.map((one): TextEdit | AnnotatedTextEdit => ({ ...one, ...id })),
        };
      }),
    ];
    if (!annotated) return { documentChanges };
    return {
      documentChanges,
      changeAnnotations: { [ANNOTATION]: { label: title, needsConfirmation: false } },
    };
  }

  private edit(each: LocatedEdit): TextEdit {
    return this.positions.edit(each.location.uri, plain(each));
  }
}

const START = { line: 0, character: 0 };

/** Makes a file, but never in the place of one that is there. */
function creation(
  { uri, text }: NewFile,
  id: { readonly annotationId?: string },
): (CreateFile | TextDocumentEdit)[] {
  const made: CreateFile = {
    kind: 'create',
    uri,
    options: { overwrite: false, ignoreIfExists: false },
    ...id,
  };
  if (text === '') return [made];
  const edits = [{ range: { start: START, end: START }, newText: text, ...id }];
  return [made, { textDocument: { uri, version: null }, edits }];
}
