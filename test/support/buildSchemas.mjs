import { buildSchemas } from '../../scripts/schemas/build.mjs';

/** Before any test runs: the schemas that rules are tested with. */
export async function setup() {
  await buildSchemas();
}
