import { type Build, KustomizeBuilder } from '../../../../server/src/core/kustomize/build/build.ts';
import { builtData } from '../../../../server/src/core/kustomize/build/data.ts';
import { type Files, MemorySource, ROOT, uriOf } from './sources.ts';

/** A kustomization in the folder `.` (or `root`), and where it is refused. */
export interface KustomizeCase {
  readonly name: string;
  readonly files: Files;
  readonly root?: string;
  /** For what is refused: the problem's code, and the text it stands at, with its file. */
  readonly refused?: readonly [code: string, file: string, text: string];
}

/** What a tool makes of a case: its objects in order, or a refusal. */
export type Outcome = readonly unknown[] | 'refused';

/** Builds a case in process. */
export function buildOf({ files, root = '' }: KustomizeCase): Build {
  const source = new MemorySource(files);
  const folder = root === '' ? ROOT : uriOf(root);
  return new KustomizeBuilder(source).build(source.kustomizationIn(folder) ?? `${folder}/kustomization.yaml`);
}

/** The objects of a build as data. */
export function outcomeOf(build: Build): Outcome {
  if (build.refused) return 'refused';
  return build.objects.map((each) => builtData(each.node));
}

/** The errors of a build: code, file, and the text they stand at. */
export function errorsOf(build: Build): unknown[] {
  return build.problems
    .filter((each) => each.kind === 'error')
    .map(({ code, span }) => [
      code,
      span.source.uri.slice(ROOT.length + 1),
      span.source.text.slice(span.start, span.end),
    ]);
}
