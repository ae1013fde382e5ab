import { type Cluster, clusterOf } from '../kubernetes/cluster.ts';
import type { Environment } from '../rule/environment.ts';
import type { FactBook } from './factBook.ts';
import type { SurroundingsIndex } from './surroundings.ts';
import type { Unit } from './unit.ts';

/** Where the objects of an environment are judged, and a key that changes whenever something they depend on may. */
export function unitSurroundings(
  unit: Unit,
  index: SurroundingsIndex,
  facts: FactBook,
): { readonly environment: Environment; readonly key: string } {
  const objects = unit.project ? index.everything() : clusterOfObjects(unit, facts);
  const { spec } = unit;
  const names = spec?.named ? [spec.name] : [];
  const extent = unit.open ? 'open' : 'deployed';
  const environment: Environment = {
    names,
    kind: spec?.kind,
    cluster: objects.cluster,
    extent,
    compose: index.compose,
    ...index.configured(spec?.kind, names),
    // Tags that a kustomization sets are in the objects already.
    setsImage: () => false,
    dockerfileOf: (service) => index.dockerfileOf(service),
    usedInPlaceOf: (uri) => index.usedInPlaceOf(uri),
  };
  const used = usedInPlace(unit, index, facts);
  return {
    environment,
    key: [
      spec?.kind ?? '',
      JSON.stringify(environment.policy),
      extent,
      objects.key,
      index.composeKey(index.compose),
      index.customKey,
      used,
    ].join('|'),
  };
}

function clusterOfObjects({ objects }: Unit, facts: FactBook): { cluster: Cluster; key: string } {
  const resources = objects.map((each) => each.resource);
  return { cluster: clusterOf(resources), key: resources.map((each) => facts.factsOf(each)).join() };
}

function usedInPlace({ spec }: Unit, index: SurroundingsIndex, facts: FactBook): string {
  const files = spec?.deploys.tool === 'compose' ? spec.deploys.files : [];
  const used = files.flatMap((uri) => index.usedInPlaceOf(uri) ?? []);
  return used.map((each) => facts.idOf(each)).join();
}
