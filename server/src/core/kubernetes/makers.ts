import type { Node } from '../model/node.ts';
import { entriesOf, get, itemsOf, stringOf } from '../model/read.ts';
import { type Cluster, sameNamespace } from './cluster.ts';
import { objectsOf } from './lookup.ts';
import { podOf } from './pod.ts';
import { dataKeysOf, type Reference } from './references.ts';
import type { Resource } from './resource.ts';

/** What in a cluster makes objects that are written nowhere. */

/** Objects that stand for a chart, a folder or a repository elsewhere. */
const BRINGERS = new Set([
  'HelmRelease',
  'HelmChart',
  'HelmChartConfig',
  'Application',
  'ApplicationSet',
  'Kustomization',
  'Subscription',
  'ClusterServiceVersion',
]);

/** Groups of objects that only describe others and make none of their own. */
const DESCRIBING =
  /^(?:|apps|batch|autoscaling|policy|extensions|argoproj\.io|keda\.sh|bitnami\.com|external-secrets\.io|monitoring\.coreos\.com\/(?:ServiceMonitor|PodMonitor|PrometheusRule|Probe)|.*\.k8s\.io|.*\.istio\.io|traefik\.(?:io|containo\.us)|kyverno\.io|apps\.openshift\.io|route\.openshift\.io)(?:\/|$)/;

/** Whether something brings objects that nobody sees here: what seems to be missing may come with it. */
export function bringsMore(cluster: Cluster): boolean {
  return [...BRINGERS].some((kind) =>
    objectsOf(cluster, kind).some(({ group }) => group !== 'kustomize.config.k8s.io' && group.includes('.')),
  );
}

/** Whether a custom resource may make an object of this name, or with this label: it is called so, or mentions it. */
export function mayBeMade(cluster: Cluster, word: string): boolean {
  return cluster.resources.some((each) => {
    if (DESCRIBING.test(`${each.group}/${each.kind}`) || podOf(each)) return false;
    const { name } = each;
    return name !== undefined && (word === name || word.startsWith(`${name}-`) || mentions(each.node, word));
  });
}

function mentions(node: Node, word: string, depth = 0): boolean {
  if (node.kind === 'scalar') return node.text === word;
  if (depth > 30) return false;
  return node.kind === 'seq'
    ? node.items.some(({ value }) => mentions(value, word, depth + 1))
    : node.entries.some(({ value }) => mentions(value, word, depth + 1));
}

/** A ConfigMap or Secret that there is or will be. */
export interface ConfigObject {
  readonly kind: string;
  readonly name: string;
  readonly namespace: string | undefined;
  /** Its keys; undefined where nobody can tell them. */
  readonly keys: ReadonlySet<string> | undefined;
  readonly resource: Resource;
}

const known = new WeakMap<Cluster, readonly ConfigObject[]>();

/** The ConfigMaps and Secrets of a cluster, with those that SealedSecrets, ExternalSecrets and Certificates make. */
export function configObjects(cluster: Cluster): readonly ConfigObject[] {
  let found = known.get(cluster);
  if (!found) {
    found = cluster.resources.flatMap((each) => configObjectOf(each) ?? []);
    known.set(cluster, found);
  }
  return found;
}

function configObjectOf(resource: Resource): ConfigObject | undefined {
  const { kind, node, namespace } = resource;
  const spec = get(node, 'spec');
  const made = (name: string | undefined, keys: readonly string[] | undefined): ConfigObject | undefined => {
    const of = kind === 'ConfigMap' ? 'ConfigMap' : 'Secret';
    return name === undefined
      ? undefined
      : { kind: of, name, namespace, keys: keys && new Set(keys), resource };
  };
  switch (kind) {
    case 'ConfigMap':
    case 'Secret': {
      const keys = dataKeysOf(node);
      // Without data somebody fills it in later; annotations have operators add to it.
      const filled = keys.length === 0 || hasInjection(resource);
      return made(resource.name, filled ? undefined : keys);
    }
    case 'SealedSecret': {
      const sealed = entriesOf(get(spec, 'encryptedData')).map(({ key }) => key);
      const plain = entriesOf(get(spec, 'template', 'data')).map(({ key }) => key);
      const name = stringOf(get(spec, 'template', 'metadata', 'name')) ?? resource.name;
      return made(name, sealed.length === 0 ? undefined : [...sealed, ...plain]);
    }
    case 'ExternalSecret': {
      const open = get(spec, 'dataFrom') ?? get(spec, 'target', 'template');
      const keys = itemsOf(get(spec, 'data')).flatMap((each) => stringOf(get(each, 'secretKey')) ?? []);
      return made(stringOf(get(spec, 'target', 'name')) ?? resource.name, open ? undefined : keys);
    }
    case 'Certificate':
      return made(stringOf(get(spec, 'secretName')), undefined);
    default:
      return undefined;
  }
}

function hasInjection({ node }: Resource): boolean {
  return entriesOf(get(node, 'metadata', 'annotations')).some(({ key }) => /(?:^|[./-])inject/.test(key));
}

/** The ConfigMaps or Secrets that a reference may mean. */
export function configMeantBy(cluster: Cluster, { kind, name, namespace }: Reference): ConfigObject[] {
  return configObjects(cluster).filter(
    (each) => each.kind === kind && each.name === name && sameNamespace(each.namespace, namespace),
  );
}

/**
 * Whether something else than a manifest may make a ConfigMap or Secret of this name: the cluster itself, a Service's or an
 * Ingress's certificate, a Job that is told the name.
 */
export function isMadeAtRunTime(cluster: Cluster, { kind, name }: Reference): boolean {
  if (
    kind === 'ConfigMap' &&
    /^(?:kube-root-ca\.crt|openshift-service-ca\.crt|istio-ca-root-cert)$/.test(name)
  )
    return true;
  if (mayBeMade(cluster, name)) return true;
  const told = cluster.pods.some((pod) =>
    pod.containers.some(({ node }) =>
      ['command', 'args'].some((field) =>
        itemsOf(get(node, field)).some((each) => stringOf(each)?.includes(name)),
      ),
    ),
  );
  if (told || kind !== 'Secret') return told;
  const annotated = objectsOf(cluster, 'Service').some(({ node }) =>
    entriesOf(get(node, 'metadata', 'annotations')).some(
      ({ key, value }) => key.endsWith('/serving-cert-secret-name') && stringOf(value) === name,
    ),
  );
  return (
    annotated ||
    objectsOf(cluster, 'Ingress').some(({ node }) =>
      itemsOf(get(node, 'spec', 'tls')).some((each) => stringOf(get(each, 'secretName')) === name),
    )
  );
}
