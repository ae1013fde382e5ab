import type { Judging } from '../compose/effective/compose.ts';
import { namesSecret, secretIn } from '../secrets/secret.ts';

/** How Compose projects are read to be judged: no value of an env file that may be a secret comes near a message. */
export const JUDGING: Judging = {
  hides: (name, value) => namesSecret(name) || secretIn(name, value) !== undefined,
};
