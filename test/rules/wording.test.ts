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
