import { describe, expect, it } from 'vitest';
import {
  configReferences,
  ingressBackends,
  type Reference,
  routeBackends,
  routeParents,
  scalerOf,
} from '../../../server/src/core/kubernetes/references.ts';
import { objectOf, podIn, textAt } from './objects.ts';

function shown({ kind, name, namespace, node, key, port }: Reference): string {
  expect(textAt(node.span)).toBe(name);
  const where = namespace === undefined ? '' : `${namespace}/`;
  const what = key ? `#${key.name}` : '';
  return `${kind} ${where}${name}${what}${port ? `:${port.name ?? port.number}` : ''}`;
}

describe('a pod', () => {
  it('refers to ConfigMaps and Secrets in every way there is, but for what it can do without', () => {
    const pod = podIn(`apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec:
  initContainers:
    - name: init
      envFrom:
        - configMapRef: {name: a}
        - secretRef: {name: b}
        - secretRef: {name: no, optional: true}
  containers:
    - name: web
      env:
        - {name: A, value: b}
        - name: B
          valueFrom: {secretKeyRef: {name: c, key: k}}
        - name: C
          valueFrom: {configMapKeyRef: {name: d, key: k}}
        - name: D
          valueFrom: {configMapKeyRef: {name: no, key: k, optional: true}}
        - name: E
          valueFrom: {fieldRef: {fieldPath: metadata.name}}
  volumes:
    - {name: v, secret: {secretName: e}}
    - {name: w, configMap: {name: f, items: [{key: x, path: x}, {key: y, path: y}]}}
    - {name: x, emptyDir: {}}
    - name: y
      projected:
        sources:
          - secret: {name: g, items: [{key: z, path: z}]}
          - configMap: {name: h}
          - serviceAccountToken: {path: token}
`);
    expect(configReferences(pod).map(shown)).toEqual([
      'ConfigMap shop/a',
      'Secret shop/b',
      'Secret shop/c#k',
      'ConfigMap shop/d#k',
      'Secret shop/e',
      'ConfigMap shop/f#x',
      'ConfigMap shop/f#y',
      'Secret shop/g#z',
      'ConfigMap shop/h',
    ]);
  });
});

describe('what requests are sent to', () => {
  it('is told by Ingresses, old and new', () => {
    const ingress = objectOf(`apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web}
spec:
  defaultBackend: {service: {name: a, port: {name: http}}}
  rules:
    - {host: a.example.com}
    - http:
        paths:
          - {backend: {service: {name: b, port: {number: 80}}}}
          - {backend: {serviceName: c, servicePort: 8080}}
          - {backend: {resource: {kind: Bucket, name: d}}}
`);
    expect(ingressBackends(ingress).map(shown)).toEqual(['Service a:http', 'Service b:80', 'Service c:8080']);
  });

  it('is told by routes, with the Gateways they are attached to', () => {
    const route = objectOf(`apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: web, namespace: shop}
spec:
  parentRefs: [{name: public, namespace: infra}, {name: mesh, group: "", kind: Service}]
  rules:
    - filters: [{type: RequestMirror, requestMirror: {backendRef: {name: copy, port: 81}}}]
      backendRefs: [{name: a, port: 80}, {name: b, namespace: other, port: 80}, {name: c, kind: Bucket, group: x.io}]
`);
    expect(routeBackends(route).map(shown)).toEqual([
      'Service shop/a:80',
      'Service other/b:80',
      'Service shop/copy:81',
    ]);
    expect(routeParents(route).map(shown)).toEqual(['Gateway infra/public']);
  });
});

describe('what scales', () => {
  it('is a HorizontalPodAutoscaler or a ScaledObject', () => {
    const of = (head: string, spec: string) => {
      const found = scalerOf(objectOf(`${head}\nmetadata: {name: x}\nspec: ${spec}\n`));
      return found && [shown(found.target), found.min, found.max];
    };
    expect(
      of(
        'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler',
        '{scaleTargetRef: {kind: StatefulSet, name: db}, minReplicas: 2, maxReplicas: 5}',
      ),
    ).toEqual(['StatefulSet db', 2, 5]);
    expect(
      of(
        'apiVersion: keda.sh/v1alpha1\nkind: ScaledObject',
        '{scaleTargetRef: {name: web}, maxReplicaCount: 9}',
      ),
    ).toEqual(['Deployment web', undefined, 9]);
    expect(of('apiVersion: apps/v1\nkind: Deployment', '{scaleTargetRef: {name: web}}')).toBeUndefined();
  });
});
