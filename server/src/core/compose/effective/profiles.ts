import { withEntries, withValue } from '../../model/derive.ts';
import type { Entry, MapNode } from '../../model/node.ts';
import { asMap, entry, get, itemsOf, stringOf } from '../../model/read.ts';
import type { Environment } from './environment.ts';

/** The profiles that are asked for; without any, those of `COMPOSE_PROFILES`. One of them is then the empty one. */
export function activeProfiles(asked: readonly string[], environment: Environment): readonly string[] {
  if (asked.length > 0) return asked;
  return (environment.lookup('COMPOSE_PROFILES') ?? '').split(',').map((each) => each.trim());
}

/** A project without the services whose profiles are not asked for (Compose specification, "Profiles"). */
export function enabledServices(root: MapNode, profiles: readonly string[]): MapNode {
  const services = entry(root, 'services');
  const map = asMap(services?.value);
  if (!services || !map) return root;
  const enabled = map.entries.filter((each) => isEnabled(each, profiles));
  const kept = withValue(services, withEntries(map, enabled));
  return withEntries(
    root,
    root.entries.map((each) => (each === services ? kept : each)),
  );
}

function isEnabled(service: Entry, profiles: readonly string[]): boolean {
  const own = itemsOf(get(service.value, 'profiles')).map(stringOf);
  return (
    own.length === 0 ||
    profiles.includes('*') ||
    own.some((each) => each !== undefined && profiles.includes(each))
  );
}
