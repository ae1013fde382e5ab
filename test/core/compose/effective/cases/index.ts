import type { ComposeCase } from '../composeCase.ts';
import { corners } from './corners.ts';
import { envFiles } from './envFiles.ts';
import { extending } from './extends.ts';
import { forms } from './forms.ts';
import { includes } from './includes.ts';
import { interpolation } from './interpolation.ts';
import { merge } from './merge.ts';
import { mergeLists } from './mergeLists.ts';
import { profiles } from './profiles.ts';
import { refusals } from './refusals.ts';
import { resets } from './resets.ts';

/** The cases by topic; what Compose says of them stands beside, in `<topic>.expected.gen.json`. */
export const TOPICS: { readonly [topic: string]: readonly ComposeCase[] } = {
  interpolation,
  envFiles,
  merge,
  mergeLists,
  resets,
  extends: extending,
  includes,
  forms,
  profiles,
  refusals,
  corners,
};
