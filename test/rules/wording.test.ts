import { describe, expect, it } from 'vitest';
import { deployment } from '../../server/src/rules/kubernetes/exampleManifests.ts';
import { findingsOf } from '../support/analysis.ts';

describe('a container without a name', () => {
  const text = `apiVersion: serving.knative.dev/v1
kind: Service
metadata: {name: hello}
spec:
  template:
    spec:
      containers:
        - image: example/hello
          env: [{name: DB_PASSWORD, value: hunter2}, {name: A, value: b}, {name: A, value: c}]
          securityContext: {runAsUser: 0, privileged: true, capabilities: {add: [NET_ADMIN]}}
`;

  it('is called the container', () => {
    const findings = findingsOf({ 'service.yaml': text });
    expect(findings.length).toBeGreaterThan(8);
    for (const each of findings) expect(each.message).not.toContain('""');
    expect(findings.map((each) => each.message).join('\n')).toContain('The container ');
  });

  it('is not told what Knative does by itself, or refuses', () => {
    const findings = findingsOf({ 'service.yaml': text.replace('privileged: true', 'privileged: false') });
    expect(findings.map((each) => each.ruleId)).not.toContain('kubernetes/readiness-probe');
    const fixes = findings
      .filter((each) => each.ruleId === 'kubernetes/seccomp-missing')
      .flatMap((each) => each.fixes());
    expect(fixes.map((each) => each.safe)).toEqual([false]);
  });
});

describe('a Secret that a fix refers to', () => {
  const pod = deployment(
    'containers:\n- name: api\n  image: example/api:1.4.2\n  env:\n  - {name: DB_PASSWORD, value: hunter2}\n',
  );
  const title = (secret: string) =>
    findingsOf({ 'api.yaml': pod, 'secret.yaml': secret })
      .filter((each) => each.ruleId === 'kubernetes/env-hardcoded-secret')
      .flatMap((each) => each.fixes().map((fix) => fix.title));

  it('has to be created where nothing makes it', () => {
    expect(title('')).toEqual([
      'Take it from key "db-password" of Secret "demo-secrets", which has to be created',
    ]);
    expect(title('apiVersion: v1\nkind: Secret\nmetadata: {name: other-secrets}\n')[0]).toMatch(/created$/);
  });

  it.each([
    'apiVersion: v1\nkind: Secret\nmetadata: {name: demo-secrets}\n',
    'apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nmetadata: {name: demo-secrets}\n',
    'apiVersion: external-secrets.io/v1\nkind: ExternalSecret\nmetadata: {name: x}\nspec: {target: {name: demo-secrets}}\n',
  ])('is there where something makes it: %s', (secret) => {
    expect(title(secret)).toEqual(['Take it from key "db-password" of Secret "demo-secrets"']);
  });
});

describe('a Service of a port that is not declared', () => {
  const service = (port: string) =>
    `apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {selector: {app: demo}, ports: [{port: 80, targetPort: ${port}}]}\n`;
  const api = deployment('containers:\n- name: api\n  image: x:1\n  ports: [{containerPort: 8000}]\n');
  const message = (port: string, more = '') =>
    findingsOf({ 'api.yaml': api + more, 'web.yaml': service(port) })
      .filter((each) => each.ruleId === 'kubernetes/service-target-port-invalid')
      .map((each) => each.message);

  it('is told what is true of a name, and what is likely of a number', () => {
    expect(message('http')).toEqual([
      'Service "web" targets port http, which Deployment "demo" does not declare: no traffic arrives.',
    ]);
    expect(message('8080')).toEqual([
      'Service "web" targets port 8080, which Deployment "demo" does not declare: most likely nothing listens there.',
    ]);
    expect(message('8080', `---\n${api.replace('name: demo', 'name: other')}`)).toEqual([
      'Service "web" targets port 8080, which no selected pod declares: most likely nothing listens there.',
    ]);
  });
});

describe('a dangerous capability', () => {
  const levels = (files: { readonly [path: string]: string }, rule: string) =>
    findingsOf(files)
      .filter((each) => each.ruleId === rule)
      .map((each) => [each.severity, each.message]);
  const compose = (more: string) => ({
    'compose.yaml': `services:\n  vpn:\n    image: x:1\n    cap_add: [NET_ADMIN, SYS_ADMIN]\n${more}`,
  });
  const agent = (more: string) => ({
    'pod.yaml': deployment(
      `${more}containers:\n- name: vpn\n  image: x:1\n  securityContext: {capabilities: {add: [NET_RAW, SYS_ADMIN]}}\n`,
    ),
  });

  it('ends at the network that a service is on, unless that is of the host', () => {
    expect(levels(compose(''), 'compose/cap-add')).toEqual([
      ['warning', 'Service "vpn" has the capability NET_ADMIN: it can pose as others on its network.'],
      ['error', 'Service "vpn" has the capability SYS_ADMIN: it reaches far beyond the container.'],
    ]);
    const [first] = levels(compose('    network_mode: host\n'), 'compose/cap-add');
    expect(first).toEqual([
      'error',
      'Service "vpn" has the capability NET_ADMIN: it reaches far beyond the container.',
    ]);
  });

  it('ends at the network that a pod is on, unless that is of the node', () => {
    const rule = 'kubernetes/dangerous-capabilities';
    expect(levels(agent(''), rule)).toEqual([
      ['warning', 'Container "vpn" has the capability NET_RAW: it can pose as others on its network.'],
      ['error', 'Container "vpn" has the capability SYS_ADMIN: it reaches far beyond the container.'],
    ]);
    expect(levels(agent('hostNetwork: true\n'), rule).map(([severity]) => severity)).toEqual([
      'error',
      'error',
    ]);
  });
});

describe('a wildcard in a role', () => {
  const told = (groups: string) =>
    findingsOf({
      'role.yaml': `apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: dex}\nrules: [{apiGroups: ${groups}, resources: ["*"], verbs: ["*"]}]\n`,
    })
      .filter((each) => each.ruleId === 'kubernetes/rbac-wildcard')
      .map((each) => `${each.severity}: ${each.message}`);

  it('is not said to allow everything where it is for the groups of an operator', () => {
    expect(told('[dex.coreos.com]')).toEqual([
      'information: ClusterRole "dex" allows every resource and every verb of "dex.coreos.com": those of later versions, too.',
    ]);
    for (const groups of ['[""]', '[apps]', '[dex.coreos.com, batch]', '[rbac.authorization.k8s.io]']) {
      expect(told(groups)).toEqual([
        'warning: ClusterRole "dex" allows every resource and every verb with a wildcard: more than anybody has thought of.',
      ]);
    }
  });
});

describe('a long name', () => {
  const name = 'istiod-gateway-controller-istio-system-of-the-second-region-1234';
  const workload = deployment(
    `containers:\n- name: ${name.slice(0, 63)}\n  image: x:1\n  ports: [{containerPort: 80}]\n  livenessProbe: {httpGet: {path: /, port: a-long-port-nam}}\n`,
  ).replaceAll('demo', name);
  const role = (group: string, resources: string) =>
    `---\napiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: ${name}}\nrules: [{apiGroups: [${group}], resources: [${resources}], verbs: ["*"]}]\n`;
  const files = {
    'all.yaml': `${workload}---
apiVersion: v1
kind: Service
metadata: {name: ${name}}
spec: {selector: {app: ${name}}, ports: [{port: 80}]}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: ${name}}
spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: ${name}}, minReplicas: 1, maxReplicas: 3}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: ${name}}
spec: {minAvailable: 1, selector: {matchLabels: {app: ${name.slice(0, 60)}}}}
---
apiVersion: batch/v1
kind: Job
metadata: {name: ${name}}
spec: {template: {spec: {restartPolicy: Always, containers: [{name: a, image: x:1}]}}}
${role('""', 'pods, pods/exec, secrets, services, namespaces, serviceaccounts/token')}
${role('apps', 'deployments')}${role('admissionregistration.k8s.io', 'validatingwebhookconfigurations')}`,
  };

  it('makes no message long', () => {
    const findings = findingsOf(files, { preset: 'all' });
    const ids = new Set(findings.map((each) => each.ruleId));
    for (const id of [
      'rbac-webhooks',
      'rbac-exec-attach',
      'hpa-min-replicas',
      'restart-policy',
      'pdb-dangling',
    ])
      expect(ids).toContain(`kubernetes/${id}`);
    const long = findings.filter((each) => each.message.length >= 140);
    expect(long.map((each) => `${each.ruleId} ${each.message.length} ${each.message}`)).toEqual([]);
  });
});
