import type { KustomizeCase } from '../kustomizeCase.ts';
import { configuration } from './configuration.ts';
import { files } from './files.ts';
import { generators } from './generators.ts';
import { jsonPatches } from './jsonPatches.ts';
import { marks } from './marks.ts';
import { mergedLists } from './mergedLists.ts';
import { names } from './names.ts';
import { resources } from './resources.ts';
import { strategicMerge } from './strategicMerge.ts';
import { values } from './values.ts';

/** All cases, by topic. */
export const TOPICS: Readonly<Record<string, readonly KustomizeCase[]>> = {
  names,
  marks,
  values,
  generators,
  strategicMerge,
  mergedLists,
  jsonPatches,
  resources,
  files,
  configuration,
};
