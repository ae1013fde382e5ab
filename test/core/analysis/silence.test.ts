import { describe, expect, it } from 'vitest';
import { Analyzer } from '../../../server/src/core/analysis/analyzer.ts';
import { RULES } from '../../../server/src/rules/index.gen.ts';
import { configurationOf, findingsOf, ROOT } from '../../support/analysis.ts';
import { deployment, PRIVILEGED, shown } from './shown.ts';

const BAD = deployment('securityContext:\n  privileged: true\n');
const PRIVILEGED_CONTAINER = 'kubernetes/privileged-container';

/** Whether the container that is privileged is found. */
function finds(text: string, path = 'api.yaml'): boolean {
  return shown({ [path]: text }, {}, PRIVILEGED_CONTAINER).length > 0;
}

describe('templates', () => {
  it.each([
    ['an action in place of a value', BAD.replace('name: api', 'name: {{ .Values.name }}')],
    ['an action by itself', BAD.replace('metadata:', '{{- if .Values.on }}\nmetadata:')],
    [
      'an action as an item',
      BAD.replace('- name: api', '- {{ include "container" . }}\n        - name: api'),
    ],
    ['an include with an indent', BAD.replace('spec:', '{{ include "labels" . | nindent 4 }}\nspec:')],
    ['a Jinja statement', `{% if production %}\n${BAD}{% endif %}\n`],
    ['a Jinja value', BAD.replace('name: api', 'name: {{ name }}')],
    [
      'an action whose value looks like YAML',
      BAD.replace('name: api', 'name: {{ toYaml .Values.x | quote }}'),
    ],
  ])('are left alone: %s', (_, text) => {
    expect(shown({ 'api.yaml': text })).toEqual([]);
    expect(shown({ 'api.yaml': text.replaceAll('\n', '\r\n') })).toEqual([]);
  });

  it.each([
    ['in quotes', BAD.replace('name: api', 'name: "{{ .Values.name }}"')],
    ['in single quotes', BAD.replace('name: api', "name: '{{ name }}'")],
    ['in a comment', `# {{ .Values.name }}\n${BAD}`],
    [
      'in a literal block',
      `${BAD}          args:\n            - |\n              {{ range . }}\n              {{ end }}\n`,
    ],
    ['behind other text', BAD.replace('example/api:1.4.2', 'example/{{api}}:1.4.2')],
    ['in a comment behind a value', BAD.replace('metadata:', 'metadata: # {% raw %}')],
  ])('are not what only has the marks %s', (_, text) => {
    expect(finds(text)).toBe(true);
  });

  it('are judged document by document', () => {
    const template = BAD.replace('name: api', 'name: {{ .Values.name }}');
    expect(shown({ 'all.yaml': `${template}---\n${BAD}` }, {}, PRIVILEGED_CONTAINER)).toEqual([
      'all.yaml:33:25-29 kubernetes/privileged-container',
    ]);
  });

  it('are all that a Helm chart has in its templates, whatever they look like', () => {
    const chart = { 'chart/Chart.yaml': 'apiVersion: v2\nname: x\nversion: 1.0.0\n' };
    expect(shown({ ...chart, 'chart/templates/api.yaml': BAD })).toEqual([]);
    expect(shown({ ...chart, 'chart/templates/jobs/api.yaml': BAD })).toEqual([]);
    expect(shown({ 'chart/templates/api.yaml': BAD }, {}, PRIVILEGED_CONTAINER)).toHaveLength(1);
    expect(shown({ ...chart, 'chart/api.yaml': BAD }, {}, PRIVILEGED_CONTAINER)).toHaveLength(1);
    const alone = shown(
      { ...chart, 'chart/templates/api.yaml': BAD },
      { isolated: true },
      PRIVILEGED_CONTAINER,
    );
    expect(alone).toHaveLength(1);
  });

  it('are known as such in Compose files, too', () => {
    expect(shown({ 'compose.yaml': PRIVILEGED.replace('example/api:1.4.2', '{{ image }}') })).toEqual([]);
    expect(shown({ 'compose.yaml': `{% for x in y %}\n${PRIVILEGED}{% endfor %}\n` })).toEqual([]);
  });
});

describe('files that are neither Compose nor Kubernetes', () => {
  it.each([
    ['plain YAML', 'config.yaml', 'privileged: true\nhostNetwork: true\n'],
    ['plain YAML that is broken', 'config.yaml', 'a: [\nb: {\n'],
    ['plain YAML with a key twice', 'config.yaml', 'a: 1\na: 2\n'],
    ['a list', 'list.yaml', '- privileged: true\n'],
    [
      'services of something else',
      'app.yaml',
      'services:\n  api:\n    class: App\\Api\n    arguments: [x]\n    public: true\n',
    ],
    ['services in a list', 'gitlab.yaml', 'services:\n  - image: postgres\n    privileged: true\n'],
    ['services with keys that Compose has not', 'x.yaml', `framework: y\n${PRIVILEGED}`],
    ['an object without a kind', 'x.yaml', 'apiVersion: v1\nspec:\n  containers:\n    - image: x\n'],
    ['a kind without an API version', 'x.yaml', 'kind: Pod\nspec:\n  hostNetwork: true\n'],
    ['a Compose file that is none', 'compose.yaml', 'apiVersion: v1\nkind: Nothing\n'],
    ['a name of Compose with something else in it', 'docker-compose.yml', 'a: 1\nb: []\n'],
    ['an empty file', 'compose.yaml', ''],
    ['comments only', 'compose.yaml', '# services:\n'],
    ['another language', 'notes.md', PRIVILEGED],
    ['JSON', 'compose.json', '{"services": {"api": {"privileged": true}}}'],
    [
      'a schema of a custom resource',
      'crd.yaml',
      'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: x}\nspec:\n  group: example.com\n  scope: Namespaced\n  names: {kind: X, plural: xs}\n  versions:\n    - name: v1\n      served: true\n      storage: true\n      schema:\n        openAPIV3Schema:\n          default: {spec: {template: {spec: {containers: [{name: a, securityContext: {privileged: true}}]}}}}\n',
    ],
    ['the configuration', '.plumbline.yaml', `${PRIVILEGED}\n`],
  ])('are left alone: %s', (_, path, text) => {
    expect(shown({ [path]: text }, { preset: 'all' })).toEqual([]);
  });

  it.each([
    ['compose.yaml', PRIVILEGED],
    ['docker-compose.yml', PRIVILEGED],
    ['compose.dev.yml', PRIVILEGED],
    ['app.docker-compose.yaml', PRIVILEGED],
    ['stack.yaml', PRIVILEGED],
    ['Stack.YML', `"services":${PRIVILEGED.slice('services:'.length)}`],
    ['stack.yaml', `\uFEFF${PRIVILEGED}`],
    ['50%.yaml', PRIVILEGED],
    ['%7Bapp%7D.yaml', PRIVILEGED],
  ])('are told from Compose files by name or content: %s', (path, text) => {
    expect(shown({ [path]: text }, {}, 'compose/privileged')).toHaveLength(1);
  });

  it('are told from Compose files by the language that the editor gives them', () => {
    const uri = `${ROOT}/stack`;
    const judge = (languageId: string): string[] => {
      const files = new Map([[uri, { uri, text: PRIVILEGED, languageId }]]);
      const analyzer = new Analyzer(RULES, () => {});
      const { findings } = analyzer.analyzeAtOnce({ root: ROOT, files }, configurationOf());
      return [...findings.values()].flat().map((each) => each.ruleId);
    };
    expect(judge('plaintext')).toEqual([]);
    expect(judge('yaml')).toContain('compose/privileged');
    expect(judge('dockercompose')).toContain('compose/privileged');
  });

  it('stay silent beside documents that are judged', () => {
    const text = `plain: data\nplain: twice\n---\n${BAD}---\nother: [\n`;
    const found = findingsOf({ 'all.yaml': text }).map((each) => each.ruleId);
    expect(found).toContain(PRIVILEGED_CONTAINER);
    expect(found.filter((id) => id.startsWith('yaml/'))).toEqual([]);
  });

  it('are what is ignored', () => {
    const files = { 'deploy/api.yaml': BAD, 'vendor/deploy/api.yaml': BAD, 'compose.yaml': PRIVILEGED };
    const paths = (ignore: string[]): string[] => [
      ...new Set(shown(files, { ignore }).map((each) => each.split(':', 1)[0] ?? '')),
    ];
    expect(paths([])).toEqual(['deploy/api.yaml', 'vendor/deploy/api.yaml', 'compose.yaml']);
    expect(paths(['vendor'])).toEqual(['deploy/api.yaml', 'compose.yaml']);
    expect(paths(['**/api.yaml', 'compose.*'])).toEqual([]);
  });
});
