import { describe, expect, it } from 'vitest';
import { findingsOf } from '../../support/analysis.ts';

const PROBES = ['kubernetes/liveness-probe', 'kubernetes/readiness-probe'];

/** Which of the probe rules and of one more still speak of a Deployment. */
function left(files: { readonly [path: string]: string }, ...more: string[]): string[] {
  const found = findingsOf(files, { today: '2026-06-01' }).map(({ ruleId }) => ruleId);
  return [...PROBES, ...more].filter((id) => found.includes(id));
}

function deployment(annotations = '', head = '', container = ''): string {
  return `${head}apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: api\n  annotations: {${annotations}}\nspec:\n  selector: {matchLabels: {app: api}}\n  template:\n    metadata: {labels: {app: api}}\n    spec:\n      containers:\n        - name: api${container}\n          image: example/api:1.4.2\n`;
}

describe('annotations of other tools', () => {
  it.each([
    ['kube-linter', 'ignore-check.kube-linter.io/no-liveness-probe: "why"', ['kubernetes/readiness-probe']],
    ['kube-linter, all', 'kube-linter.io/ignore-all: "why"', []],
    ['kube-score', 'kube-score/ignore: "pod-probes, container-resources"', []],
    ['Polaris', 'polaris.fairwinds.com/livenessProbeMissing-exempt: "true"', ['kubernetes/readiness-probe']],
    ['Polaris, all', 'polaris.fairwinds.com/exempt: "true"', []],
    ['Checkov', 'checkov.io/skip1: "CKV_K8S_8=why"', ['kubernetes/readiness-probe']],
    ['another check', 'ignore-check.kube-linter.io/no-such-check: "why"', PROBES],
    ['Polaris, but not', 'polaris.fairwinds.com/livenessProbeMissing-exempt: "false"', PROBES],
  ])('of %s count as ours', (_, annotations, rules) => {
    expect(left({ 'api.yaml': deployment(annotations) })).toEqual(rules);
  });

  it('hold for what the rule is called there, and for that object alone', () => {
    const annotated = deployment('ignore-check.kube-linter.io/no-liveness-probe: x');
    const other = deployment().replaceAll(': api', ': web');
    expect(left({ 'api.yaml': `${annotated}---\n${other}` })).toEqual(PROBES);
  });
});

describe('comments of other tools', () => {
  it('of Checkov hold for their object', () => {
    const skip = '# checkov:skip=CKV_K8S_8:no need\n';
    expect(left({ 'api.yaml': deployment('', skip) })).toEqual(['kubernetes/readiness-probe']);
    expect(
      left({ 'api.yaml': `${deployment('', skip)}---\n${deployment().replaceAll(': api', ': web')}` }),
    ).toEqual(PROBES);
  });

  it.each(['KSV-0012', 'KSV012', 'AVD-KSV-0012'])(
    'of Trivy hold for the line, by any of its ids: %s',
    (id) => {
      const rule = 'kubernetes/run-as-non-root';
      expect(left({ 'api.yaml': deployment() }, rule)).toContain(rule);
      expect(left({ 'api.yaml': deployment('', '', ` # trivy:ignore:${id}`) }, rule)).not.toContain(rule);
      expect(left({ 'api.yaml': deployment('', `# trivy:ignore:${id}\n`) }, rule)).not.toContain(rule);
    },
  );

  it('of KICS hold for a line, a block or the file', () => {
    const api = (above: string, head = '') =>
      `${head}services:\n${above}  api:\n    image: example/api:1.4.2\n    privileged: true\n  web:\n    image: example/web:1.4.2\n    privileged: true\n`;
    const privileged = (text: string) =>
      findingsOf({ 'compose.yaml': text }).filter(({ ruleId }) => ruleId === 'compose/privileged').length;
    expect(privileged(api(''))).toBe(2);
    expect(privileged(api('  # kics-scan ignore-block\n'))).toBe(1);
    expect(privileged(api('  # kics-scan ignore-line\n'))).toBe(2);
    expect(privileged(api('', '# kics-scan ignore\n'))).toBe(0);
    expect(privileged(api('', '# kics-scan disable=Privileged Containers Enabled\n'))).toBe(0);
  });

  it('of dclint hold for the line or the file', () => {
    const tags = (text: string) =>
      findingsOf({ 'compose.yaml': text }).filter(({ ruleId }) => ruleId === 'compose/image-tag').length;
    const file = (head: string, behind: string) => `${head}services:\n  a:\n    image: example/a${behind}\n`;
    expect(tags(file('', ''))).toBe(1);
    expect(tags(file('', ' # dclint disable-line service-image-require-explicit-tag'))).toBe(0);
    expect(tags(file('# dclint disable service-image-require-explicit-tag\n', ''))).toBe(0);
    expect(tags(file('# dclint disable\n', ''))).toBe(0);
    expect(tags(file('# dclint disable no-version-field\n', ''))).toBe(1);
  });
});

describe('ignore files of other tools', () => {
  const files = (name: string, text: string) => ({ 'api.yaml': deployment(), [name]: text });

  it('count as ours', () => {
    expect(left(files('.kube-linter.yaml', 'checks: {exclude: [no-readiness-probe]}\n'))).toEqual([
      'kubernetes/liveness-probe',
    ]);
    expect(left(files('.kube-linter.yaml', 'checks: {ignorePaths: ["api.*"]}\n'))).toEqual([]);
    expect(left(files('.checkov.yaml', 'skip-check: [CKV_K8S_8, CKV_K8S_9]\n'))).toEqual([]);
    expect(left(files('.checkov.yml', 'skip-check: CKV_K8S_9, CKV_K8S_8\n'))).toEqual([]);
    const trivy = 'kubernetes/run-as-non-root';
    expect(left(files('.trivyignore', '# ours\nAVD-KSV-0012\n'), trivy)).not.toContain(trivy);
    expect(left(files('.trivyignore', 'KSV012 exp:2026-05-31\n'), trivy)).toContain(trivy);
  });

  it('that can not be read say nothing', () => {
    expect(left(files('.kube-linter.yaml', 'checks: [\n'))).toEqual(PROBES);
  });
});
