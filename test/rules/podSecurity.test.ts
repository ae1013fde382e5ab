import { describe, expect, it } from 'vitest';
import { Analyzer } from '../../server/src/core/analysis/analyzer.ts';
import { RULES } from '../../server/src/rules/index.gen.ts';
import { api, deployment, pod } from '../../server/src/rules/kubernetes/exampleManifests.ts';
import {
  configurationOf,
  type Files,
  findingsOf,
  ROOT,
  type Setting,
  snapshotOf,
} from '../support/analysis.ts';

/** What one rule says of files, with the titles of its fixes. */
function said(rule: string, files: Files | string, setting: Setting = {}): string[][] {
  return findingsOf(typeof files === 'string' ? { 'deploy/prod/api.yaml': files } : files, {
    preset: 'all',
    ...setting,
  })
    .filter((each) => each.ruleId === `kubernetes/${rule}`)
    .map((each) => [each.severity, ...each.fixes().map((fix) => fix.title)]);
}

describe('the policy of an environment', () => {
  const policies = { production: { user: 4000, registries: ['ghcr.io'] } };

  it('tells the UID that fixes set', () => {
    const zero = pod(api('securityContext: {runAsUser: 0}\n'));
    expect(said('run-as-user-zero', zero)).toEqual([['error', 'Set "runAsUser" to 1000']]);
    expect(said('run-as-user-zero', zero, { policies })).toEqual([['error', 'Set "runAsUser" to 4000']]);
    const group = pod(api('securityContext: {runAsGroup: 0}\n'));
    expect(said('root-group', group, { policies })).toEqual([['information', 'Set "runAsGroup" to 4000']]);
    expect(said('run-as-non-root', pod(api()), { policies })[0]?.slice(1)).toEqual([
      'Set "runAsNonRoot" to true and "runAsUser" to 4000, as the policy asks',
      'Set "runAsNonRoot" to true',
    ]);
  });

  it('is never told that its UID is too low', () => {
    const user = (uid: number) => pod(api(`securityContext: {runAsUser: ${uid}}\n`));
    expect(said('low-uid', user(4000))).toEqual([['information', 'Set "runAsUser" to 10001']]);
    expect(said('low-uid', user(4000), { policies })).toEqual([]);
    expect(said('low-uid', user(3999), { policies })).toEqual([['information', 'Set "runAsUser" to 4000']]);
    expect(said('low-uid', user(0), { policies })[0]?.[0]).toBe('hint');
  });

  it('goes before the registries of the option', () => {
    const rules = { 'kubernetes/image-untrusted-registry': { options: { registries: ['docker.io'] } } };
    expect(said('image-untrusted-registry', pod(api()))).toEqual([]);
    expect(said('image-untrusted-registry', pod(api()), { rules })).toEqual([]);
    expect(said('image-untrusted-registry', pod(api()), { rules, policies })).toEqual([['warning']]);
  });
});

describe('the version of Kubernetes', () => {
  it('decides which sysctls are safe', () => {
    const text = pod(`securityContext: {sysctls: [{name: net.ipv4.tcp_rmem, value: "1 2 3"}]}\n${api()}`);
    expect(said('unsafe-sysctls', text)).toEqual([]);
    expect(said('unsafe-sysctls', text, { kubernetesMinor: 31 })).toEqual([
      ['error', 'Remove "net.ipv4.tcp_rmem"'],
    ]);
  });

  it('decides whether AppArmor is a field or an annotation', () => {
    const edits = (kubernetesMinor: number) =>
      findingsOf({ 'api.yaml': deployment(api()) }, { preset: 'all', kubernetesMinor })
        .filter((each) => each.ruleId === 'kubernetes/apparmor-missing')
        .flatMap((each) => each.fixes().flatMap((fix) => fix.edits.map((edit) => edit.newText)))
        .join();
    expect(edits(30)).toContain('appArmorProfile:');
    expect(edits(29)).toContain('container.apparmor.security.beta.kubernetes.io/api: runtime/default');
  });
});

describe('a service account', () => {
  const account = 'apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: other}\n';
  const named = pod(`serviceAccountName: operator\n${api()}`);

  it('is not missing where it is kept elsewhere', () => {
    const files = { 'api.yaml': named, 'account.yaml': account };
    expect(said('non-existent-service-account', files)).toHaveLength(1);
    expect(said('non-existent-service-account', files, { external: ['ServiceAccount/operator'] })).toEqual(
      [],
    );
  });

  it('is not missing where a part of what is deployed is not at hand', () => {
    const files = (more: string) => ({
      'kustomization.yaml': `resources: [api.yaml, account.yaml${more}]\n`,
      'api.yaml': named,
      'account.yaml': account,
    });
    expect(said('non-existent-service-account', files(''))).toHaveLength(1);
    expect(said('non-existent-service-account', files(', "https://example.com/base"'))).toEqual([]);
  });

  it('is found to be shared when another pod comes to name it, by the old field too', () => {
    const rule = 'kubernetes/shared-service-account';
    const configuration = configurationOf({ rules: { [rule]: { level: 'warning' } } });
    const analyzer = new Analyzer(RULES, (_, error) => {
      throw error;
    });
    const shared = (other: string) =>
      analyzer
        .analyzeAtOnce(
          snapshotOf({ 'api.yaml': named, 'other.yaml': deployment(`serviceAccount: ${other}\n${api()}`) }),
          configuration,
        )
        .findings.get(`${ROOT}/api.yaml`)
        ?.filter((each) => each.ruleId === rule).length;
    expect(shared('web')).toBe(0);
    expect(shared('operator')).toBe(1);
    expect(shared('web')).toBe(0);
  });
});

describe('an image', () => {
  it('that moves is told of louder than one with a version', () => {
    const severity = (tag: string) =>
      said('image-pull-policy', pod(`containers: [{name: api, image: "example/api:${tag}"}]\n`))[0]?.[0];
    for (const tag of ['main', 'stable', '16', '20-alpine']) expect(severity(tag), tag).toBe('information');
    for (const tag of ['1.4.2', 'v5', '7.2', 'e3b0c44298fc']) expect(severity(tag), tag).toBe('hint');
    expect(severity('latest')).toBeUndefined();
  });

  it('that a kustomization sets is judged as it is deployed', () => {
    const files = (image: string) => ({
      'prod/kustomization.yaml': `resources: [api.yaml]\nimages: [${image}]\n`,
      'prod/api.yaml': pod(api()),
    });
    expect(said('image-no-digest', files('{name: example/api, newTag: "2"}'))).toHaveLength(1);
    const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;
    expect(said('image-no-digest', files(`{name: example/api, digest: "${digest}"}`))).toEqual([]);
  });
});

describe('a folder of the node', () => {
  it('has one loud finding, whichever rules know it', () => {
    const mounting = (path: string) =>
      findingsOf({ 'api.yaml': pod(`${api()}volumes: [{name: a, hostPath: {path: ${path}}}]\n`) })
        .filter((each) => /hostpath|docker-sock/.test(each.ruleId) && each.severity !== 'hint')
        .map((each) => each.ruleId.replace('kubernetes/', ''));
    expect(mounting('/srv/data')).toEqual(['hostpath-volume']);
    expect(mounting('//etc/')).toEqual(['sensitive-hostpath']);
    expect(mounting('/etc/kubernetes/pki')).toEqual(['sensitive-hostpath']);
    expect(mounting('/etc/localtime')).toEqual(['hostpath-volume']);
    expect(mounting('/var/run')).toEqual(['sensitive-hostpath']);
    expect(mounting('/run/containerd')).toEqual(['docker-sock']);
  });
});

it('messages of long names stay short', () => {
  const long = (length: number) => 'x'.repeat(length);
  const text = `apiVersion: v1
kind: ReplicationController
metadata: {name: ${long(63)}}
spec:
  template:
    spec:
      serviceAccount: ${long(60)}
      hostAliases: [{ip: 10.1.2.3, hostnames: [a]}]
      securityContext:
        runAsUser: 101
        runAsGroup: 0
        supplementalGroups: [0]
        seccompProfile: {type: Unconfined}
        appArmorProfile: {type: Unconfined}
        seLinuxOptions: {role: a}
        windowsOptions: {hostProcess: true}
        sysctls: [{name: net.${long(60)}, value: "1"}]
      containers:
        - name: ${long(63)}
          image: k8s.gcr.io/${long(90)}:1
          command: [sudo, a]
          ports: [{containerPort: 22, hostPort: 65535}]
          env: [{name: A, valueFrom: {secretKeyRef: {name: a, key: a}}}]
          securityContext: {procMount: Unmasked, capabilities: {add: [DAC_READ_SEARCH]}}
          volumeMounts: [{name: a, mountPath: /a, mountPropagation: Bidirectional}]
        - {name: b, image: b:1, volumeMounts: [{name: a, mountPath: /a}]}
      volumes:
        - {name: a, hostPath: {path: /etc/kubernetes/${long(60)}}}
        - {name: b, hostPath: {path: /run/docker.sock}}
        - {name: c, awsElasticBlockStore: {volumeID: a}}
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: a}
`;
  const registries = ['ghcr.io'];
  const findings = findingsOf(
    { 'prod.yaml': text },
    { preset: 'all', rules: { 'kubernetes/image-untrusted-registry': { options: { registries } } } },
  );
  expect(new Set(findings.map((each) => each.ruleId)).size).toBeGreaterThan(35);
  const tooLong = findings.filter((each) => each.message.length > 140);
  expect(tooLong.map((each) => `${each.ruleId} ${each.message.length} ${each.message}`)).toEqual([]);
});
