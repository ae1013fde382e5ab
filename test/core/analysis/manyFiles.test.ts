import { describe, expect, it } from 'vitest';
import { analyze, type Files, ROOT } from '../../support/analysis.ts';

const COUNT = 10_000;

/** Settings of some other program, which nothing refers to. */
function others(): Files {
  const files = Array.from({ length: COUNT }, (_, index) => [
    `data/d${index % 100}/f${index}.yaml`,
    `title: ${index}\nitems:\n  - kind: a\n    values: [1, 2]\n`,
  ]);
  return Object.fromEntries(files);
}

describe('a workspace of ten thousand YAML files that are no manifests', () => {
  it('is judged without reading them: only what is ours and what is referred to', () => {
    const { findings, model, environments } = analyze({
      ...others(),
      'compose.yaml': 'services:\n  api:\n    image: example/api:1.4.2\n    privileged: true\n',
      'k8s/kustomization.yaml': 'resources: [../data/d7/f7.yaml]\n',
    });
    const parsed = [...model.files.values()].filter(({ yaml }) => yaml).map(({ file }) => file.uri);
    const paths = [...parsed, ...environments.others.keys()].map((uri) => uri.slice(ROOT.length + 1));
    expect(paths.sort()).toEqual(['compose.yaml', 'data/d7/f7.yaml', 'k8s/kustomization.yaml']);
    const rules = findings.get(`${ROOT}/compose.yaml`)?.map((each) => each.ruleId);
    expect(rules).toContain('compose/privileged');
  });
});
