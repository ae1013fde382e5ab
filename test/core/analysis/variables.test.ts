import { describe, expect, it } from 'vitest';
import { Analyzer } from '../../../server/src/core/analysis/analyzer.ts';
import { RULES } from '../../../server/src/rules/index.gen.ts';
import { configurationOf, type Files, findingsOf, snapshotOf } from '../../support/analysis.ts';

const STRICT = { preset: 'strict' } as const;

function ids(files: Files): string[] {
  return findingsOf(files, STRICT).map(({ ruleId }) => ruleId.replace('compose/', ''));
}

function service(...lines: string[]): string {
  return [
    'services:',
    '  a:',
    '    image: example/api:1.4.2',
    ...lines.map((each) => `    ${each}`),
    '',
  ].join('\n');
}

describe('values that variables have', () => {
  it.each([
    ['privileged', 'privileged: ${V:-true}', 'privileged: ${V:-false}'],
    ['privileged', 'privileged: "yes"', 'privileged: "no"'],
    ['run-as-root', 'user: ${V:-root}', 'user: ${V:-app}'],
    ['docker-sock', 'volumes: ["${V:-/var/run/docker.sock}:/s"]', 'volumes: ["${V:-/srv/s}:/s"]'],
    ['sensitive-host-dir', 'volumes: ["${V:-/etc}:/s"]', 'volumes: ["${V:-/srv}:/s"]'],
    ['host-network', 'network_mode: ${V:-host}', 'network_mode: ${V:-bridge}'],
    ['cap-add', 'cap_add: ["${V:-SYS_ADMIN}"]', 'cap_add: ["${V:-CHOWN}"]'],
    ['port-unbound-interface', 'ports: ["${V:-8080}:80"]', 'ports: ["${IP:-127.0.0.1}:${V:-8080}:80"]'],
    [
      'privileged-ports',
      'ports: ["${IP:-127.0.0.1}:${V:-80}:80"]',
      'ports: ["${IP:-127.0.0.1}:${V:-8080}:80"]',
    ],
    [
      'depends-on-healthy-without-healthcheck',
      'depends_on: {a: {condition: "${V:-service_healthy}"}}',
      'depends_on: {a: {condition: "${V:-service_started}"}}',
    ],
  ])('are judged: %s', (rule, bad, good) => {
    expect(ids({ 'compose.yaml': service(bad) })).toContain(rule);
    expect(ids({ 'compose.yaml': service(good) })).not.toContain(rule);
  });

  it.each(['${V:?}', '${V}', '${V:-${W}}'])('are not made up: %s', (written) => {
    const found = ids({ 'compose.yaml': service(`privileged: ${written}`, `container_name: x@${written}`) });
    expect(found).not.toContain('privileged');
    expect(found).not.toContain('container-name-regex');
  });

  it('are judged again when they change', () => {
    const living = new Analyzer(RULES, () => undefined);
    const configuration = configurationOf();
    const found = (env: string): string[] => {
      const files = { 'compose.yaml': service('privileged: ${PRIV}'), '.env': env };
      const { findings } = living.analyzeAtOnce(snapshotOf(files), configuration);
      return [...findings.values()].flat().map(({ ruleId }) => ruleId);
    };
    expect(found('PRIV=false\n')).not.toContain('compose/privileged');
    expect(found('PRIV=true\n')).toContain('compose/privileged');
    expect(found('PRIV=\n')).not.toContain('compose/privileged');
  });

  it('never come out where they may be secrets', () => {
    const canary = 'kJ8sQ2canary';
    const lines = [
      'user: ${DB_PASSWORD}',
      'container_name: "${API_TOKEN} x"',
      'command: server --password ${PLAIN} --reload',
      'environment:',
      '  DB_PASSWORD: ${PLAIN}',
      '  DATABASE_URL: ${URL}',
      '  NODE_ENV: ${DB_PASSWORD}',
      'healthcheck: {test: "curl -u a:${PLAIN} http://localhost"}',
      'labels: {key: "${PLAIN}"}',
    ];
    const env = `DB_PASSWORD=${canary}\nAPI_TOKEN=${canary}\nPLAIN=${canary}\nURL=postgres://u:${canary}@db/x\n`;
    const found = findingsOf({ 'compose.prod.yaml': service(...lines), '.env': env }, STRICT);
    const told = found.flatMap((each) => [
      each.message,
      ...each.fixes().map((fix) => JSON.stringify(fix)),
      JSON.stringify(each.related ?? []),
    ]);
    expect(told.length).toBeGreaterThan(10);
    expect(told.join('\n')).not.toContain('canary');
    expect(found.map(({ ruleId }) => ruleId)).not.toContain('compose/env-hardcoded-secret');
  });
});
