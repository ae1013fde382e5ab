import { createRequire } from 'node:module';
import path from 'node:path';
import { SchemaBook } from '../core/schema/schemaBook.ts';

/**
 * The schemas in the files that the build made. None of them is read before something is held against it.
 * @param folder where they are: `dist/schemas`
 */
export function schemaBookIn(folder: string): SchemaBook {
  const load = createRequire(path.join(folder, 'index.js'));
  return new SchemaBook({
    kubernetes: () => load('./kubernetes.js'),
    kubernetesTypes: () => load('./kubernetesTypes.js'),
    compose: () => load('./compose.js'),
  });
}
