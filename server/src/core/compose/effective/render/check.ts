import type { Entry, MapNode, Node } from '../../../model/node.ts';
import { type Data, entriesOf, entry, get, isFalse, isNull, itemsOf, stringOf } from '../../../model/read.ts';
import type { Span } from '../../../text/span.ts';
import { dependenciesAsMap, networksAsMap, shown } from '../forms.ts';
import { isExternal, type Rendered, type Rendering } from './codec.ts';
import { impliedDependencies } from './service.ts';

interface Checking extends Rendering {
  /** The project with the services of every profile. */
  readonly whole: MapNode;
}

/** Reports what contradicts itself, or names what there is not. */
export function checkProject(
  on: Checking,
  root: MapNode,
  services: { readonly [name: string]: Rendered },
): void {
  const check = new Check(on, root, services);
  for (const section of ['volumes', 'networks', 'secrets', 'configs']) {
    for (const each of entriesOf(get(root, section))) check.resource(section, each);
  }
  for (const each of entriesOf(get(root, 'services')))
    if (each.value.kind === 'map') check.service(each, each.value);
  check.cycles();
}

class Check {
  private readonly on: Checking;
  private readonly root: MapNode;
  private readonly services: { readonly [name: string]: Rendered };

  constructor(on: Checking, root: MapNode, services: { readonly [name: string]: Rendered }) {
    this.on = on;
    this.root = root;
    this.services = services;
  }

  private error(code: string, place: Span, message: string): void {
    this.on.session.error(code, place, message);
  }

  resource(section: string, { key, keySpan, value }: Entry): void {
    const path = `${section}.${key}`;
    const external = entry(value, 'external');
    const outside = isExternal(value);
    if (external?.value.kind === 'map') {
      const [name, old] = [get(value, 'name'), get(external.value, 'name')];
      if (name && old && stringOf(name) !== stringOf(old)) {
        this.error(
          'external-name',
          old.span,
          `${path} has two names: keep "name", and write "external: true".`,
        );
      }
    }
    if (section === 'volumes' && outside) {
      const other = entriesOf(value).find((each) => !/^(?:external|name|x-.*)$/.test(each.key));
      if (other) {
        const message = `${path} is external and can not have "${other.key}": take one of the two out.`;
        this.error('external-conflict', other.keySpan, message);
      }
    }
    if (section !== 'secrets' && section !== 'configs') return;
    const kinds = section === 'secrets' ? ['file', 'environment'] : ['file', 'environment', 'content'];
    const set = kinds.flatMap((kind) => entry(value, kind) ?? []);
    const driver = entry(value, 'driver');
    if (set.length > 1) {
      this.error(
        'resource-source',
        set[1]?.keySpan ?? keySpan,
        `${path} can have only one of ${kinds.join(', ')}.`,
      );
    } else if (set.length === 0 && !outside && !driver) {
      this.error(
        'resource-source',
        keySpan,
        `${path} needs one of ${kinds.join(', ')}, or "external: true".`,
      );
    }
  }

  service({ key, keySpan }: Entry, node: MapNode): void {
    const rendered = this.services[key] ?? {};
    if (rendered['image'] === undefined && rendered['build'] === undefined) {
      this.error(
        'no-image',
        keySpan,
        `The service "${key}" has neither an image nor a build: add one of them.`,
      );
    }
    this.build(node);
    this.networks(key, node, rendered);
    this.dependencies(key, node);
    this.references(key, node, rendered);
    this.counts(node);
    this.rest(key, node);
  }

  private build(node: MapNode): void {
    const build = get(node, 'build');
    const inline = entry(build, 'dockerfile_inline');
    if (inline && entry(build, 'dockerfile')) {
      this.error(
        'dockerfile-twice',
        inline.keySpan,
        'A build has "dockerfile" or "dockerfile_inline", not both.',
      );
    }
    const platforms = itemsOf(get(build, 'platforms'));
    const platform = get(node, 'platform');
    if (!platform || platforms.length === 0) return;
    if (!platforms.some((each) => stringOf(each) === stringOf(platform))) {
      this.error(
        'platform',
        platform.span,
        `The platforms of the build do not contain "${shown(stringOf(platform) ?? '', platform.span)}": add it.`,
      );
    }
  }

  private networks(name: string, node: MapNode, rendered: Rendered): void {
    const written = entry(node, 'networks');
    const mode = get(node, 'network_mode');
    const named = written ? entriesOf(networksAsMap(written.value)) : [];
    if (mode && named.length > 0 && rendered['network_mode'] !== undefined) {
      const message = `The service "${name}" has "network_mode" and "networks": take one of them out.`;
      this.error('network-mode', written?.keySpan ?? mode.span, message);
    }
    for (const { key, keySpan } of named) {
      if (key !== 'default' && !entry(get(this.root, 'networks'), key)) {
        this.undefined_('network', 'networks', name, key, keySpan);
      }
    }
  }

  private dependencies(name: string, node: MapNode): void {
    const written = get(node, 'depends_on');
    const named = written ? entriesOf(dependenciesAsMap(written)) : [];
    const wanted = [
      ...named.map(({ key, keySpan, value }) => ({ name: key, place: keySpan, optional: isOptional(value) })),
      ...impliedDependencies(node).map((each) => ({
        name: each.name,
        place: each.node.span,
        optional: false,
      })),
    ];
    const there = get(this.on.whole, 'services');
    for (const each of wanted) {
      if (this.services[each.name] || (each.optional && entry(there, each.name))) continue;
      const message = `The service "${name}" needs the service "${shown(each.name, each.place)}", which is not there, or not in an active profile.`;
      this.error('service-undefined', each.place, message);
    }
  }

  private references(name: string, node: MapNode, rendered: Rendered): void {
    const mounts = itemsOf(get(node, 'volumes'));
    const sources = Array.isArray(rendered['volumes']) ? rendered['volumes'] : [];
    for (const mount of sources) {
      const { type, source, target } = mount as Rendered;
      if (type !== 'volume' || typeof source !== 'string' || entry(get(this.root, 'volumes'), source))
        continue;
      const written = mounts.find((each) => isMountOf(each, source, String(target)));
      const place = written?.kind === 'map' ? get(written, 'source')?.span : written?.span;
      this.undefined_('volume', 'volumes', name, source, place ?? node.span);
    }
    for (const [kind, section, list] of [
      ['secret', 'secrets', get(node, 'secrets')],
      ['secret', 'secrets', get(node, 'build', 'secrets')],
      ['config', 'configs', get(node, 'configs')],
    ] as const) {
      for (const item of itemsOf(list)) {
        const source = item.kind === 'map' ? get(item, 'source') : item;
        const key = stringOf(source);
        if (source && key !== undefined && !entry(get(this.root, section), key)) {
          this.undefined_(kind, section, name, key, source.span);
        }
      }
    }
  }

  private undefined_(kind: string, section: string, service: string, name: string, place: Span): void {
    const message = `The service "${service}" uses the ${kind} "${shown(name, place)}", which is not among the project's ${section}: add it there.`;
    this.error(`${kind}-undefined`, place, message);
  }

  private counts(node: MapNode): void {
    const scale = get(node, 'scale');
    const replicas = get(node, 'deploy', 'replicas');
    const container = get(node, 'container_name');
    if (container && [scale, replicas].some((each) => Number(stringOf(each) ?? 1) > 1)) {
      const message = 'A service with a container name runs once only: take the name or the number out.';
      this.error('container-name-scale', container.span, message);
    }
  }

  private rest(name: string, node: MapNode): void {
    const test = get(node, 'healthcheck', 'test');
    const [first] = itemsOf(test);
    if (first && !/^(?:NONE|CMD|CMD-SHELL)$/.test(stringOf(first) ?? '')) {
      this.error('healthcheck-test', first.span, 'A list as test begins with "CMD", "CMD-SHELL" or "NONE".');
    }
    for (const watch of itemsOf(get(node, 'develop', 'watch'))) {
      const action = get(watch, 'action');
      if (!/^sync/.test(stringOf(action) ?? '') || !isNull(get(watch, 'target'))) continue;
      this.error(
        'watch-target',
        action?.span ?? watch.span,
        'To sync files there must be a "target": add it.',
      );
    }
    this.agree(name, node, ['scale'], ['deploy', 'replicas']);
    this.agree(name, node, ['cpus'], ['deploy', 'resources', 'limits', 'cpus']);
    this.agree(name, node, ['mem_limit'], ['deploy', 'resources', 'limits', 'memory']);
    this.agree(name, node, ['mem_reservation'], ['deploy', 'resources', 'reservations', 'memory']);
    this.agree(name, node, ['pids_limit'], ['deploy', 'resources', 'limits', 'pids']);
  }

  /** Two ways to say the same must not contradict each other. */
  private agree(service: string, node: MapNode, short: readonly string[], long: readonly string[]): void {
    const name = short[0] ?? '';
    const one = get(node, name);
    const other = get(node, ...long);
    const rendered = this.services[service] ?? {};
    if (!one || isNull(one)) return;
    const [a, b] = [dig(rendered, short), dig(rendered, long)];
    if (a === b || a === undefined) return;
    const section = long.length > 2 ? dig(rendered, long.slice(0, -1)) : undefined;
    if (b === undefined && section === undefined) return;
    const message = `"${name}" and "${long.join('.')}" say different things: keep one of them.`;
    this.error('limits-disagree', (other ?? one).span, message);
  }

  cycles(): void {
    const done = new Set<string>();
    for (const { key, keySpan } of entriesOf(get(this.root, 'services'))) {
      const cycle = this.cycleFrom(key, done);
      if (!cycle) continue;
      const message = `These services wait for each other: ${cycle.join(' -> ')}. Take one of the dependencies out.`;
      this.error('dependency-cycle', keySpan, message);
      return;
    }
  }

  /** Without recursion, since chains may be long. */
  private cycleFrom(start: string, done: Set<string>): string[] | undefined {
    const path: { readonly name: string; readonly next: string[] }[] = [];
    const enter = (name: string) =>
      path.push({ name, next: Object.keys(this.services[name]?.['depends_on'] ?? {}) });
    if (!done.has(start)) enter(start);
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const next = top.next.pop();
      if (next === undefined) {
        done.add(top.name);
        path.pop();
      } else if (path.some((each) => each.name === next)) {
        const names = path.map((each) => each.name);
        return [...names.slice(names.indexOf(next)), next];
      } else if (!done.has(next)) enter(next);
    }
    return undefined;
  }
}

function isOptional(dependency: Node): boolean {
  const required = get(dependency, 'required');
  return required !== undefined && isFalse(required);
}

function isMountOf(mount: Node, source: string, target: string): boolean {
  if (mount.kind === 'map') return stringOf(get(mount, 'source')) === source;
  const text = stringOf(mount) ?? '';
  return text.startsWith(`${source}:${target}`) || text.startsWith(`${source}:`);
}

function dig(data: Data | undefined, keys: readonly string[]): Data | undefined {
  let at = data;
  for (const key of keys) {
    if (typeof at !== 'object' || at === null || Array.isArray(at)) return undefined;
    at = (at as Rendered)[key];
  }
  return at;
}
