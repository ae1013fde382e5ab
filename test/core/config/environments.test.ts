import { describe, expect, it } from 'vitest';
import { readConfiguration } from '../../../server/src/core/config/readConfiguration.ts';

function read(text: string) {
  const { layer, problems } = readConfiguration('file:///w/.plumbline.yaml', text, [], []);
  const at = problems.map(
    ({ span, message }) => `${span.source.text.slice(span.start, span.end)}: ${message}`,
  );
  return { environments: layer?.environments, problems: at };
}

describe('environments in .plumbline.yaml', () => {
  it('are Compose files, a kustomization, or both', () => {
    const text =
      'environments:\n  live:\n    kind: production\n    compose: [a.yml, b.yml]\n    envFiles: [.env.live]\n    profiles: [web]\n    kustomize: k8s/live\n  dev: {kustomize: k8s/dev}\n';
    expect(read(text)).toEqual({
      problems: [],
      environments: [
        {
          name: 'live',
          kind: 'production',
          compose: ['a.yml', 'b.yml'],
          envFiles: ['.env.live'],
          profiles: ['web'],
          kustomize: 'k8s/live',
        },
        { name: 'dev', kind: undefined, compose: [], envFiles: [], profiles: [], kustomize: 'k8s/dev' },
      ],
    });
  });

  it.each([
    ['environments: [a]\n', '[a]: A mapping of names to environments is expected here.'],
    ['environments: {a: }\n', 'a: A mapping with "compose" or "kustomize" is expected here.'],
    [
      'environments: {a: {}}\n',
      'a: This environment has no layers: give it "compose" files or a "kustomize" folder.',
    ],
    ['environments: {a: {compose: x.yml}}\n', 'x.yml: A list of paths is expected here.'],
    ['environments: {a: {kustomize: [x]}}\n', '[x]: A path of a folder is expected here.'],
    [
      'environments: {a: {kustomise: x}}\n',
      'kustomise: There is no key of an environment "kustomise". Did you mean "kustomize"?',
    ],
    [
      'environments: {a: {kustomize: x, kind: prod}}\n',
      'prod: Not a kind of environment: use one of production, staging, development.',
    ],
  ])('are marked where they are wrong: %j', (text, problem) => {
    expect(read(text).problems).toContain(problem);
    expect(read(text).environments).toBeUndefined();
  });
});
