import type { ComposeCase } from '../composeCase.ts';
import { envFiles } from './envFiles.ts';
import { interpolation } from './interpolation.ts';

/** The cases by topic; what Compose says of them stands beside, in `<topic>.expected.gen.json`. */
export const TOPICS: { readonly [topic: string]: readonly ComposeCase[] } = {
  interpolation,
  envFiles,
};
