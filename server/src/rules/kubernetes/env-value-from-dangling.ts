import { newDocument } from '../../core/edit/newDocument.ts';
import {
  bringsMore,
  type ConfigObject,
  configMeantBy,
  configObjects,
  isMadeAtRunTime,
} from '../../core/kubernetes/makers.ts';
import type { Pod } from '../../core/kubernetes/pod.ts';
import { configReferences, type Reference } from '../../core/kubernetes/references.ts';
import { writtenName } from '../../core/kubernetes/resource.ts';
import type { Environment } from '../../core/rule/environment.ts';
import { bad, badFiles, good } from '../../core/rule/example.ts';
import type { Fix, Problem } from '../../core/rule/problem.ts';
import { defineRule } from '../../core/rule/rule.ts';
import { closestName } from '../../core/text/closestName.ts';
import { deployment } from './exampleManifests.ts';
import { replaceFixes } from './isMissing.ts';

const CONFIG = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\ndata:\n  level: info\n---\n';
const SEALED =
  'apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nmetadata:\n  name: login\nspec:\n  encryptedData:\n    password: AgBy3i4OJSWK+PiTySYZZA9rO43cGDEq\n---\n';

function variable(from: string): string {
  return deployment(
    `containers:\n  - name: api\n    image: example/api:1.4.2\n    env:\n      - name: LEVEL\n        valueFrom:\n          ${from}\n`,
  );
}

export default defineRule({
  id: 'kubernetes/env-value-from-dangling',
  title: 'Secret, ConfigMap or key that is not there',
  category: 'correctness',
  levels: { recommended: 'warning', strict: 'warning' },
  since: '0.1.0',
  target: 'pod',
  docs: {
    why: 'A pod that refers to a ConfigMap, a Secret or one of its keys waits until it is there: with `CreateContainerConfigError` for a variable, with `ContainerCreating` for a volume. A roll-out then hangs.',
    how: 'Correct the name or the key, create the object, or set `optional: true`. What generators, SealedSecrets, ExternalSecrets and Certificates make counts. Declare what is kept elsewhere under `external` in `.plumbline.yaml`: the finding is information then.',
    references: [
      'https://kubernetes.io/docs/tasks/configure-pod-container/configure-pod-configmap/',
      'https://kubernetes.io/docs/concepts/configuration/secret/#using-secrets-as-environment-variables',
    ],
  },
  aliases: { 'kube-linter': 'env-value-from' },
  check(pod, { environment, report }) {
    const seen = new Set<string>();
    for (const reference of configReferences(pod)) {
      const { kind, name, key } = reference;
      if (name === '' || /[${}]/.test(name)) continue;
      const meant = configMeantBy(environment.cluster, reference);
      const id = `${kind} ${name} ${meant.length > 0 ? (key?.name ?? '') : ''}`;
      if (seen.has(id)) continue;
      seen.add(id);
      const problem =
        meant.length > 0
          ? keyProblem(pod, reference, meant, environment)
          : objectProblem(pod, reference, environment);
      if (problem) report(problem);
    }
  },
  examples: {
    good: [
      good(CONFIG + variable('configMapKeyRef: {name: settings, key: level}')),
      good(SEALED + variable('secretKeyRef: {name: login, key: password}')),
      good(CONFIG + variable('configMapKeyRef: {name: other, key: level, optional: true}')),
      good(variable('secretKeyRef: {name: login, key: password}')),
      {
        files: {
          'kustomization.yaml':
            'resources: [api.yaml]\nconfigMapGenerator:\n  - name: settings\n    literals: [level=info]\n',
          'api.yaml': variable('configMapKeyRef: {name: settings, key: level}'),
        },
      },
      good(
        `apiVersion: cert-manager.io/v1\nkind: Certificate\nmetadata:\n  name: web\nspec:\n  secretName: web-tls\n---\n${deployment('volumes:\n  - name: tls\n    secret:\n      secretName: web-tls\ncontainers:\n  - name: web\n    image: example/web:1.0\n')}`,
      ),
    ],
    bad: [
      bad(
        CONFIG + variable('configMapKeyRef: {name: settings, key: «levle»}'),
        CONFIG + variable('configMapKeyRef: {name: settings, key: level}'),
      ),
      bad(
        CONFIG + variable('configMapKeyRef:\n            name: «setings» # shared\n            key: level'),
        CONFIG + variable('configMapKeyRef:\n            name: settings # shared\n            key: level'),
      ),
      bad(
        SEALED + variable('secretKeyRef: {name: login, key: «pasword»}'),
        SEALED + variable('secretKeyRef: {name: login, key: password}'),
      ),
      badFiles(
        {
          'kustomization.yaml':
            'resources: [api.yaml]\nconfigMapGenerator:\n  - name: settings\n    literals: [level=info]\n',
          'api.yaml': variable('configMapKeyRef: {name: «setting», key: level}'),
        },
        { 'api.yaml': variable('configMapKeyRef: {name: settings, key: level}') },
      ),
      badFiles({
        'kustomization.yaml': 'resources: [api.yaml]\n',
        'api.yaml': deployment(
          'containers:\n  - name: api\n    image: example/api:1.4.2\n    envFrom:\n      - secretRef:\n          name: «login»\n',
        ),
      }),
    ],
  },
});

function nameOf({ workload }: Pod): string {
  return `${workload.kind} "${workload.name ?? ''}"`;
}

/** That an object has not the key that is asked for. */
function keyProblem(
  pod: Pod,
  { kind, name, key }: Reference,
  meant: readonly ConfigObject[],
  { extent }: Environment,
): Problem | undefined {
  if (!key || extent === 'open') return undefined;
  if (meant.some(({ keys }) => keys === undefined || keys.has(key.name))) return undefined;
  const keys = meant.flatMap((each) => [...(each.keys ?? [])]);
  return {
    span: key.node.span,
    message: `${nameOf(pod)} uses key "${key.name}" of ${kind} "${name}", which has no such key: its pods do not start.`,
    related: meant.slice(0, 1).map(({ resource }) => ({
      span: resource.nameSpan,
      message: `This is where the ${kind} comes from.`,
    })),
    fixes: () => {
      const closest = closestName(key.name, keys) ?? (keys.length === 1 ? keys[0] : undefined);
      return closest === undefined ? [] : replaceFixes(key.node, closest);
    },
  };
}

/** That there is no object of the name that is asked for. */
function objectProblem(pod: Pod, reference: Reference, environment: Environment): Problem | undefined {
  const { kind, name, namespace, node } = reference;
  const { cluster, extent } = environment;
  const ofKind = configObjects(cluster).filter((each) => each.kind === kind);
  const names = ofKind.flatMap(({ resource }) => writtenName(resource) ?? []);
  // Names that kustomizations generate are written without their hash where Kustomize does not look.
  if (names.includes(name) || isMadeAtRunTime(cluster, reference)) return undefined;
  const closest = closestName(name, names);
  // What is deployed as a whole can be told what it lacks even where it has nothing of the kind.
  if (extent === 'open' || (extent === 'folder' && closest === undefined)) return undefined;
  if (extent !== 'alone' && bringsMore(cluster)) return undefined;
  const external = environment.isExternal(kind, name, namespace);
  return {
    span: node.span,
    message: external
      ? `${nameOf(pod)} uses ${kind} "${name}", which is kept elsewhere: its pods do not start before it is there.`
      : `${nameOf(pod)} uses ${kind} "${name}", which is not deployed with it: its pods do not start without it.`,
    ...(external ? { severity: 'information' as const } : {}),
    fixes: () => [
      ...(closest === undefined ? [] : replaceFixes(node, closest)),
      ...(external ? [] : creation(reference, pod.workload.namespace)),
    ],
  };
}

/** The ConfigMap, with the key that is asked for; a Secret's values have no place in a repository. */
function creation({ kind, name, key, node }: Reference, namespace: string | undefined): Fix[] {
  if (kind !== 'ConfigMap' || node.made) return [];
  const edits = newDocument(node.span.source, {
    apiVersion: 'v1',
    kind,
    metadata: namespace === undefined ? { name } : { name, namespace },
    data: key ? { [key.name]: '' } : {},
  });
  return [{ title: `Create the ConfigMap "${name}" with an empty value to fill in`, safe: false, edits }];
}
