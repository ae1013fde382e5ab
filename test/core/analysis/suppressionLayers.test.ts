import { describe, expect, it } from 'vitest';
import { Analyzer } from '../../../server/src/core/analysis/analyzer.ts';
import { RULES } from '../../../server/src/rules/index.gen.ts';
import {
  configurationOf,
  type Files,
  type findingsOf,
  placeOf,
  ROOT,
  snapshotOf,
} from '../../support/analysis.ts';
import { deployment } from './shown.ts';

const NEXT = '# plumbline-disable-next-line';
const PROBE = 'kubernetes/liveness-probe';
const PROBED = 'livenessProbe: {httpGet: {path: /live, port: 8000}}\n';

/** A patch of the container; `comment` stands above the container's name. */
function patch(container: string, comment = ''): string {
  const lines = `containers:\n  ${comment}\n  - name: api\n${container.replace(/^(?=.)/gm, '    ')}`;
  return `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: api}\nspec:\n  template:\n    spec:\n${lines.replace(/^(?=.)/gm, '      ')}`;
}

const OVERLAY = 'resources: [../base]\n';
const PATCHED = `${OVERLAY}patches:\n  - path: patch.yaml\n`;

/** A base and overlays: each the text of its patch; undefined for one without. */
function workspace(base: string, overlays: { readonly [name: string]: string | undefined }): Files {
  const result: Record<string, string> = {
    'base/kustomization.yaml': 'resources: [api.yaml]\n',
    'base/api.yaml': base,
  };
  for (const [name, text] of Object.entries(overlays)) {
    result[`${name}/kustomization.yaml`] = text === undefined ? OVERLAY : PATCHED;
    if (text !== undefined) result[`${name}/patch.yaml`] = text;
  }
  return result;
}

/** Findings of one rule and of suppressions, with their environments; each file judged afresh says the same. */
function found(files: Files, rule = PROBE): string[] {
  const configuration = configurationOf();
  const analyzer = new Analyzer(RULES, () => {});
  const analysis = analyzer.analyzeAtOnce(snapshotOf(files), configuration);
  const texts = (findings: ReturnType<typeof findingsOf>) =>
    findings
      .filter(({ ruleId }) => ruleId === rule || ruleId.startsWith('plumbline/'))
      .map((each) =>
        `${placeOf(each, files)} ${each.ruleId.split('/')[1]} ${each.environments.join()}`.trim(),
      );
  for (const path of Object.keys(files)) {
    const uri = `${ROOT}/${path}`;
    const afresh = texts([...analyzer.judgeAfresh(analysis, uri, configuration)]);
    expect(afresh, path).toEqual(texts([...(analysis.findings.get(uri) ?? [])]));
  }
  return texts([...analysis.findings.values()].flat());
}

const NAME = '        - name: api\n';
const silencedBase = deployment().replace(NAME, `        ${NEXT} ${PROBE}\n${NAME}`);

describe('what some environments lack is silenced', () => {
  it('where it is shown, in the patch of one: for that one alone', () => {
    const files = workspace(deployment(), {
      dev: patch('tty: true\n', `${NEXT} ${PROBE}`),
      prod: patch(PROBED),
      test: patch('tty: true\n'),
    });
    expect(found(files)).toEqual(['test/patch.yaml:9:17-20 liveness-probe test']);
  });

  it('at its object in the base: for all', () => {
    const files = workspace(silencedBase, {
      dev: patch('tty: true\n'),
      prod: patch(PROBED),
      test: undefined,
    });
    expect(found(files)).toEqual([]);
    expect(found({ ...files, 'base/api.yaml': deployment() })).toHaveLength(2);
  });

  it('in the kustomization that brings it in, where it has no patch', () => {
    const files = workspace(deployment(), { dev: undefined, prod: patch(PROBED), test: undefined });
    const silenced = { ...files, 'dev/kustomization.yaml': `${NEXT} ${PROBE}\n${OVERLAY}` };
    expect(found(files)).toHaveLength(2);
    expect(found(silenced)).toEqual(['test/kustomization.yaml:1:13-20 liveness-probe test']);
  });

  it('by comments for whole files alike', () => {
    const files = workspace(`# plumbline-disable-file ${PROBE}\n${deployment()}`, {
      dev: patch('tty: true\n'),
      prod: patch(PROBED),
    });
    expect(found(files)).toEqual([]);
  });

  it('not by a comment that is past its date', () => {
    const base = silencedBase.replace(PROBE, `${PROBE} -- later until 2025-01-01`);
    const files = workspace(base, { dev: patch('tty: true\n'), prod: patch(PROBED) });
    expect(found(files)).toEqual([
      'base/api.yaml:13:9-90 suppression-expired',
      'dev/patch.yaml:9:17-20 liveness-probe dev',
    ]);
  });

  it('object by object, where two are brought in by one entry', () => {
    const two = (first: string): Files => ({
      ...workspace(first, { dev: undefined, prod: undefined }),
      'base/kustomization.yaml': 'resources: [api.yaml, web.yaml]\n',
      'base/web.yaml': deployment().replace('  name: api', '  name: web'),
      'prod/kustomization.yaml': `${OVERLAY}patches:\n  - target: {kind: Deployment}\n    patch: |-\n      - {op: add, path: /spec/template/spec/containers/0/livenessProbe, value: {tcpSocket: {port: 1}}}\n`,
    });
    expect(found(two(deployment()))).toEqual(['dev/kustomization.yaml:1:13-20 liveness-probe dev']);
    expect(found(two(silencedBase))).toEqual(['dev/kustomization.yaml:1:13-20 liveness-probe dev']);
    const both = two(silencedBase);
    expect(found({ ...both, 'base/web.yaml': silencedBase.replace('  name: api', '  name: web') })).toEqual(
      [],
    );
  });
});

describe('what all environments lack is silenced', () => {
  it('at the base: for all; in the patch of one: for that one', () => {
    const overlays = { dev: patch('tty: true\n', `${NEXT} ${PROBE}`), prod: patch('tty: true\n') };
    expect(found(workspace(silencedBase, { dev: patch('tty: true\n'), prod: undefined }))).toEqual([]);
    expect(found(workspace(deployment(), overlays))).toEqual(['base/api.yaml:13:17-20 liveness-probe prod']);
    const all = { ...overlays, prod: overlays.dev };
    expect(found(workspace(deployment(), all))).toEqual([]);
    // Both are of use: either may go.
    expect(found(workspace(silencedBase, overlays))).toEqual([]);
  });

  it('and a comment where nothing is missing is of no use', () => {
    const probed = patch(PROBED, `${NEXT} ${PROBE}`);
    const files = workspace(silencedBase.replace('image', `${PROBED}          image`), { dev: probed });
    expect(found(files)).toEqual([
      'base/api.yaml:13:39-64 suppression-unused',
      'dev/patch.yaml:8:39-64 suppression-unused',
    ]);
  });
});

describe('a bad value in a patch is silenced', () => {
  const rule = 'kubernetes/privileged-container';
  const security = (value: boolean, comment = '') =>
    `securityContext:\n  ${comment}\n  privileged: ${value}\n`;
  const silenced = (value: boolean) => security(value, `${NEXT} ${rule}`);

  it('where it is, and at the value that it takes the place of', () => {
    const bad = patch(security(true));
    expect(found(workspace(deployment(security(false)), { dev: bad }), rule)).toHaveLength(1);
    expect(found(workspace(deployment(silenced(false)), { dev: bad }), rule)).toEqual([]);
    expect(found(workspace(deployment(silenced(true)), { dev: bad, prod: undefined }), rule)).toEqual([]);
    const both = workspace(deployment(security(true)), { dev: patch(silenced(true)), prod: undefined });
    expect(found(both, rule)).toEqual(['base/api.yaml:17:25-29 privileged-container prod']);
  });

  it('and a comment at a bad value which no environment has is of no use', () => {
    const files = workspace(deployment(silenced(true)), { dev: patch(security(false)) });
    expect(found(files, rule)).toEqual(['base/api.yaml:16:43-74 suppression-unused']);
  });
});

describe('while an environment can not be merged', () => {
  it.each([
    ['its kustomization names a file that is not there', (text: string) => `${text}components: [../gone]\n`],
    ['its kustomization is no YAML', (text: string) => `${text}images: [\n`],
    [
      'its kustomization names a resource that is not there',
      (text: string) => text.replace('[', '[gone.yaml, '),
    ],
  ])('no comment is called unused: %s', (_, broken) => {
    const files = workspace(silencedBase, {
      dev: patch('tty: true\n', `${NEXT} kubernetes/readiness-probe`),
      prod: patch(PROBED.replace('live', 'ready')),
    });
    expect(found(files)).toEqual([]);
    const torn = { ...files, 'dev/kustomization.yaml': broken(PATCHED) };
    expect(found(torn).filter((each) => each.includes('unused'))).toEqual([]);
  });
});

it('Compose files: a comment at the service of the first layer silences what is missing', () => {
  const service = (lines: string) => `services:\n  api:\n${lines.replace(/^(?=.)/gm, '    ')}`;
  const files = (comment: string): Files => ({
    'compose.yaml': service('image: example/api:1.4.2\n').replace('  api', `  ${comment}\n  api`),
    'compose.override.yaml': service('tty: true\n'),
    'compose.prod.yaml': service('healthcheck: {test: [CMD, "true"]}\n'),
  });
  const rule = 'compose/healthcheck-missing';
  expect(found(files(''), rule).length).toBeGreaterThan(0);
  expect(found(files(`${NEXT} ${rule}`), rule)).toEqual([]);
});
