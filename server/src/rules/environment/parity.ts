import type { MapNode, Node } from '../../core/model/node.ts';
import {
  asMap,
  entriesOf,
  get,
  isNull,
  itemsOf,
  numberOf,
  stringOf,
  writtenText,
} from '../../core/model/read.ts';
import type { Compared, Comparison } from '../../core/rule/comparison.ts';
import { kindOfName } from '../../core/rule/environmentKind.ts';
import { badFiles, good } from '../../core/rule/example.ts';
import type { Problem } from '../../core/rule/problem.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { canonicalRepository, parseImage } from '../../core/text/imageReference.ts';
import { shortened } from '../../core/text/shortened.ts';
import type { Span } from '../../core/text/span.ts';

const ENV = 'env: [{name: PORT, value: "80"}, {name: LOCALE, value: de}, {name: QUEUE, value: jobs}]';
const BASE = `apiVersion: apps/v1
kind: Deployment
metadata: {name: api}
spec:
  selector: {matchLabels: {app: api}}
  template:
    metadata: {labels: {app: api}}
    spec:
      containers:
        - name: api
          image: example/api:1.4.2
          ${ENV}
`;

/** A base with an overlay for production and one for staging, each with what it changes in the container. */
const overlays = (production: string, staging: string): { readonly [path: string]: string } => ({
  'base/kustomization.yaml': 'resources: [api.yaml]\n',
  'base/api.yaml': BASE,
  'overlays/production/kustomization.yaml': 'resources: [../../base]\npatches: [{path: api.yaml}]\n',
  'overlays/production/api.yaml': patch(production),
  'overlays/staging/kustomization.yaml': 'resources: [../../base]\npatches: [{path: api.yaml}]\n',
  'overlays/staging/api.yaml': patch(staging),
});

const patch = (own: string): string => `apiVersion: apps/v1
kind: Deployment
metadata: {name: api}
spec:
  template:
    spec:
      containers:
        - name: api
          ${own}
`;

/** A Compose file with one for production and one for staging, each with what it changes in the service. */
const composeFiles = (production: string, staging: string): { readonly [path: string]: string } => ({
  'compose.yaml':
    'services:\n  api:\n    image: example/api:1.4.2\n    environment: {PORT: "80", LOCALE: de, QUEUE: jobs}\n',
  'compose.production.yaml': `services:\n  api:\n    ${production}\n`,
  'compose.staging.yaml': `services:\n  api:\n    ${staging}\n`,
});

export default defineRule({
  id: 'environment/parity',
  title: 'Difference between environments that nothing explains',
  category: 'correctness',
  levels: { recommended: 'information', strict: 'warning' },
  since: '0.1.0',
  target: 'comparison',
  docs: {
    why: 'Staging is there to show what production will do. Where the two run another image, another user, or a program that is set up with other variables, what works in one may fail in the other; mostly one of them was forgotten.',
    how: 'Make both the same, or move what they share into the base. Approve a difference that is meant by an exception with a reason. Production is compared with staging, and environments of one kind with each other; amounts, tags, ports and values of variables may differ.',
    references: ['https://12factor.net/dev-prod-parity'],
  },
  check(comparison, { environment, report }) {
    const said = new Set<Span>();
    const once = (problem: Problem): void => {
      if (said.has(problem.span)) return;
      said.add(problem.span);
      report(problem);
    };
    for (const other of comparison.others) {
      // A user that the policy sets for an environment is explained.
      const users = environment.policy.user === undefined;
      for (const [own, theirs] of pairsOf(comparison, other)) {
        missingVariables(own, theirs, comparison, other).forEach(once);
        const image = otherImage(own, theirs, comparison, other);
        if (image) once(image);
        const user = users ? otherUser(own, theirs, comparison, other) : undefined;
        if (user) once(user);
      }
    }
  },
  examples: {
    good: [
      good(
        overlays(
          'env: [{name: SENTRY_DSN, value: "https://o1.example.com/1"}]',
          'env: [{name: SENTRY_DSN, value: "https://o1.example.com/2"}, {name: DEBUG, value: "1"}]',
        ),
      ),
      good(
        overlays('image: registry.example.com/live/api:1.4.1', 'image: staging.example.com/test/api:1.5.0'),
      ),
      good(overlays('envFrom: [{configMapRef: {name: api}}]', 'env: [{name: SENTRY_DSN, value: none}]')),
      good(composeFiles('user: "1000"', 'user: "1000:1000"')),
      good({
        'base/kustomization.yaml': 'resources: [api.yaml]\n',
        'base/api.yaml': BASE,
        'overlays/production/kustomization.yaml': 'resources: [../../base]\n',
        'overlays/dev/kustomization.yaml': 'resources: [../../base]\npatches: [{path: api.yaml}]\n',
        'overlays/dev/api.yaml': patch('env: [{name: MAIL_HOST, value: localhost}]'),
      }),
    ],
    bad: [
      badFiles(overlays('imagePullPolicy: Always', 'env: [{name: «MAIL_HOST», value: mail.example.com}]')),
      badFiles(overlays('image: «example/api-next:1.4.2»', 'imagePullPolicy: Always')),
      badFiles(overlays('securityContext: {runAsUser: «2000»}', 'securityContext: {runAsUser: 1000}')),
      badFiles(composeFiles('environment: {«MAIL_HOST»: mail.example.com}', 'restart: always')),
    ],
  },
});

interface Side {
  readonly name: string;
  readonly node: MapNode;
  readonly variables: ReadonlyMap<string, Span>;
  /** Whether it may have variables that are not seen here. */
  readonly open: boolean;
  readonly user: Node | undefined;
}

/** The containers of one name on both sides. */
function pairsOf(one: Compared, other: Compared): (readonly [Side, Side])[] {
  const theirs = sidesOf(other);
  return sidesOf(one).flatMap((own) => {
    const same = theirs.find(({ name }) => name === own.name);
    return same ? [[own, same] as const] : [];
  });
}

const sides = new WeakMap<Compared['node'], readonly Side[]>();

function sidesOf({ node, pod, service }: Compared): readonly Side[] {
  const known = sides.get(node);
  if (known) return known;
  const read = service ? [sideOfService(service.name, node)] : [];
  for (const container of pod?.containers ?? []) {
    const security = 'securityContext';
    read.push({
      name: `${container.role} ${container.name}`,
      node: container.node,
      variables: variablesIn(get(container.node, 'env')),
      open: !isNull(get(container.node, 'envFrom')),
      user: get(container.node, security, 'runAsUser') ?? get(pod?.spec, security, 'runAsUser'),
    });
  }
  sides.set(node, read);
  return read;
}

function sideOfService(name: string, node: MapNode): Side {
  return {
    name,
    node,
    variables: variablesIn(get(node, 'environment')),
    open: !isNull(get(node, 'env_file')) || !isNull(get(node, 'extends')),
    user: get(node, 'user'),
  };
}

/** The names of variables, as Kubernetes or as Compose lists them. */
function variablesIn(node: Node | undefined): ReadonlyMap<string, Span> {
  const result = new Map<string, Span>();
  for (const { key, keySpan } of entriesOf(node)) result.set(key, keySpan);
  for (const item of itemsOf(node)) {
    const named = asMap(item) ? get(item, 'name') : item;
    const name = writtenText(named)?.replace(/=.*$/s, '');
    if (named && name !== undefined && !name.includes('$')) result.set(name, named.span);
  }
  return result;
}

const ENOUGH_IN_COMMON = 3;

/** Variables that are written in this environment's own layer, and that the other one has not. */
function missingVariables(own: Side, theirs: Side, one: Comparison, other: Compared): Problem[] {
  if (theirs.open || own.node === theirs.node) return [];
  const names = [...own.variables.keys()];
  const common = names.filter((name) => theirs.variables.has(name)).length;
  const missing = names.filter((name) => !theirs.variables.has(name) && !isForOneKind(name));
  // With so little in common it is set up in another way altogether.
  if (common < ENOUGH_IN_COMMON || missing.length >= common) return [];
  return missing.flatMap((name): Problem[] => {
    const span = own.variables.get(name);
    if (!span || other.uses(span.source.uri)) return [];
    return [
      {
        span,
        message: `${shortened(name, 26)} is set for "${called(one)}" in ${shortened(one.environment, 18)}, not in ${shortened(other.environment, 18)}: what reads it may fail there.`,
      },
    ];
  });
}

/** Whether a variable is there to look into a program, or to keep it from the world. */
function isForOneKind(name: string): boolean {
  const words = name.toLowerCase().split(/[^a-z0-9]+/);
  const usual =
    /^(?:debug|debugger|debugging|log|logging|trace|verbose|mock|mocks|fake|dummy|sandbox|seed|fixtures?|profil(?:er|ing)|xdebug)$/;
  return kindOfName(name) !== undefined || words.some((word) => usual.test(word));
}

function otherImage(own: Side, theirs: Side, one: Comparison, other: Compared): Problem | undefined {
  const node = get(own.node, 'image');
  const ours = pathOf(node);
  const path = pathOf(get(theirs.node, 'image'));
  if (
    !node ||
    !ours ||
    !path ||
    ours.name === path.name ||
    !speaks(node, get(theirs.node, 'image'), one, other)
  )
    return undefined;
  return {
    span: node.span,
    message: `"${called(one)}" runs image ${shortened(ours.name, 18)} in ${shortened(one.environment, 18)}, ${shortened(path.name, 18)} in ${shortened(other.environment, 18)}: one is not tried out.`,
  };
}

/**
 * The last part of an image's name without words for environments: registries and accounts differ between environments,
 * what is in them does not.
 */
function pathOf(node: Node | undefined): { readonly name: string } | undefined {
  const text = writtenText(node);
  const image = text === undefined || text.includes('$') ? undefined : parseImage(text);
  if (!image) return undefined;
  const last = canonicalRepository(image.repository).split('/').at(-1) ?? '';
  const words = last
    .toLowerCase()
    .split(/[._-]+/)
    .filter((word) => kindOfName(word) === undefined);
  return words.length === 0 ? undefined : { name: words.join('-') };
}

function otherUser(own: Side, theirs: Side, one: Comparison, other: Compared): Problem | undefined {
  const [ours, uid] = [userOf(own.user), userOf(theirs.user)];
  if (!own.user || ours === undefined || uid === undefined || ours === uid) return undefined;
  // Root is the matter of other rules.
  if (isRoot(ours) || isRoot(uid) || !speaks(own.user, theirs.user, one, other)) return undefined;
  return {
    span: own.user.span,
    message: `"${called(one)}" runs as user ${shortened(ours, 10)} in ${shortened(one.environment, 18)}, as ${shortened(uid, 10)} in ${shortened(other.environment, 18)}: one may lack access to its files.`,
  };
}

/** The user, without its group; two of them are told apart only where both are numbers or both are names. */
function userOf(node: Node | undefined): string | undefined {
  const text = writtenText(node);
  if (text === undefined || text.includes('$')) return undefined;
  return numberOf(node) === undefined ? text.split(':')[0] : stringOf(node);
}

function isRoot(user: string): boolean {
  return user === '0' || user === 'root';
}

/** Whether a value that differs is told here: in a layer of this environment's own; where both have one, in production's. */
function speaks(node: Node, theirs: Node | undefined, one: Comparison, other: Compared): boolean {
  if (other.uses(node.span.source.uri)) return false;
  const both = theirs !== undefined && !one.uses(theirs.span.source.uri);
  if (!both) return true;
  if (one.kind !== other.kind) return one.kind === 'production';
  return one.environment > other.environment;
}

function called({ pod, service }: Compared): string {
  return shortened(pod?.workload.name ?? service?.name ?? '', 18);
}
