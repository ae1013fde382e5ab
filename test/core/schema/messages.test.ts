import { describe, expect, it } from 'vitest';
import { deployment, pod } from '../../../server/src/rules/kubernetes/exampleManifests.ts';
import { analyze, findingsOf } from '../../support/analysis.ts';

function messages(text: string): string[] {
  return findingsOf({ 'a.yaml': text })
    .filter(({ ruleId }) => ruleId === 'kubernetes/schema-invalid')
    .map(({ message }) => message);
}

const secret = (data: string) => `apiVersion: v1\nkind: Secret\nmetadata: {name: s}\n${data}`;
const service = (spec: string) => `apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: ${spec}\n`;

describe('a message on a schema', () => {
  it.each([
    [service('{ports: 80}'), 'Service "web": spec.ports must be a list, not a number: kubectl refuses it.'],
    [service('[]'), 'Service "web": spec must be a mapping, not a list: kubectl refuses it.'],
    [
      service('{ports: [{port: 8.5}]}'),
      'Service "web": spec.ports[0].port must be a whole number, not a fraction: kubectl refuses it.',
    ],
    [
      service('{ports: [{port: 99999999999}]}'),
      'Service "web": spec.ports[0].port must not be more than 2147483647: kubectl refuses it.',
    ],
    [service('{containers: []}'), 'Service "web": spec has no field "containers": kubectl refuses it.'],
    [service('{labels: {a: b}}'), 'Service "web": spec has no field "labels": kubectl refuses it.'],
    [
      deployment('containers: []\nreplicas: 2\n'),
      'Deployment "demo": spec.template.spec has no field "replicas": kubectl refuses it. It belongs in spec.',
    ],
    [
      pod('containers:\n- name: api\n  ports: [{containerPort: 80, protocol: tcp}]\n'),
      'Pod "demo": spec.containers[0].ports[0].protocol must be one of TCP, UDP, SCTP: kubectl refuses it. Did you mean "TCP"?',
    ],
    [
      'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: n}\nspec: {podSelector: {app: web}}\n',
      'NetworkPolicy "n": spec.podSelector has no field "app": kubectl refuses it. It belongs under "matchLabels".',
    ],
    [
      secret('data: {token: not base64!}\n'),
      'Secret "s": data.token is not in base64: plain text goes under "stringData": kubectl refuses it.',
    ],
    [
      secret('stringData: {token: 12345}\n'),
      'Secret "s": stringData.token must be a string, not a number: kubectl refuses it.',
    ],
  ])('of %s says what is wrong', (text, message) => {
    expect(messages(text)).toEqual([message]);
  });

  it.each([
    service('{ports: [{port: ${PORT}}], type: $TYPE}'),
    service('{externalTrafficPolicy: "", ports: [{port: 80, nodePort: }]}'),
    service('{publishNotReadyAddresses: yes}'),
    secret('sops: {mac: x}\ndata: {a: "ENC[x]"}\nany: thing\n'),
    'apiVersion: v1\nkind: Config\nclusters: []\n',
    'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c, annotations: }\ndata:\n',
  ])('is not there where nobody can tell: %s', (text) => {
    expect(messages(text)).toEqual([]);
  });

  it('tells what is missing because it is misspelt once', () => {
    expect(messages(pod('contaners: [{name: api, image: x}]\n'))).toEqual([
      'Pod "demo": spec has no field "contaners": kubectl refuses it. Did you mean "containers"?',
    ]);
  });

  it('goes by the version of Kubernetes', () => {
    const text = pod('containers: [{name: api, image: "a:1"}]\nevictionResponders: []\n');
    const found = (kubernetesMinor: number) =>
      [...analyze({ 'a.yaml': text }, { kubernetesMinor }).findings.values()]
        .flat()
        .filter(({ ruleId }) => ruleId === 'kubernetes/schema-invalid').length;
    // What lies beyond the versions that there are schemas of is judged by the nearest.
    expect([20, 34, 36, 37, 40].map(found)).toEqual([1, 1, 1, 0, 0]);
  });

  it('never holds a value', () => {
    const found = findingsOf({
      'a.yaml': secret(
        'stringData: {token: 4815162342}\ndata: {a: "hunter2 hunter2"}\nhunter2: {}\n',
      ).replace('hunter2:', 'stringDate:'),
    });
    expect(found.map(({ message }) => message).join()).not.toMatch(/hunter2|4815/);
    const titles = found.flatMap((each) => each.fixes().map((fix) => fix.title));
    expect(titles.join()).not.toMatch(/hunter2|4815/);
  });
});
