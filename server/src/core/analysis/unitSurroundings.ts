import { clusterOf } from '../kubernetes/cluster.ts';
import type { Environment } from '../rule/environment.ts';
import type { FactBook, SurroundingsIndex } from './surroundings.ts';
import type { Unit } from './unit.ts';

/** Where the objects of an environment are judged, and a key that changes whenever something they depend on may. */
export function unitSurroundings(
  unit: Unit,
  index: SurroundingsIndex,
  facts: FactBook,
): { readonly environment: Environment; readonly key: string } {
  const resources = unit.objects.map((each) => each.resource);
  const cluster = clusterOf(resources);
  const numbers = resources.map((each) => facts.factsOf(each));
  const { spec } = unit;
  const environment: Environment = {
    names: spec?.named ? [spec.name] : [],
    kind: spec?.kind,
    cluster,
    compose: index.compose,
    // Tags that a kustomization sets are in the objects already.
    setsImage: () => false,
    dockerfileOf: (service) => index.dockerfileOf(service),
  };
  return { environment, key: `${spec?.kind ?? ''}|${numbers.join()}|${index.composeKey(index.compose)}` };
}
