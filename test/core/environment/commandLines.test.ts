import { describe, expect, it } from 'vitest';
import { deploysIn } from '../../../server/src/core/environment/commandLines.ts';

function brief(text: string): string[] {
  return deploysIn(text).map((each) => {
    const folder = each.folder === undefined ? '' : ` in ${each.folder}`;
    if (each.tool === 'kustomize') return `${each.line}: kustomize ${each.path}${folder}`;
    const more = [
      ...each.envFiles.map((file) => ` env ${file}`),
      ...each.profiles.map((name) => ` profile ${name}`),
    ];
    return `${each.line}: compose ${each.files.join('+')}${more.join('')}${folder}`;
  });
}

describe('deploysIn', () => {
  it.each([
    ['docker compose -f a.yml -f b.yml up -d', ['1: compose a.yml+b.yml']],
    [
      '$ docker-compose --file=a.yml --env-file .env.prod --profile web up',
      ['1: compose a.yml env .env.prod profile web'],
    ],
    ['docker compose up -d', ['1: compose ']],
    ['Install docker compose first.', []],
    ['docker compose version', []],
    ['`kubectl apply -k k8s/overlays/production`', ['1: kustomize k8s/overlays/production']],
    ['kubectl --context x apply --kustomize=over/lay --prune', ['1: kustomize over/lay']],
    ['kubectl kustomize --enable-helm deploy | kubectl apply -f -', ['1: kustomize deploy']],
    ['kustomize build . > out.yaml', ['1: kustomize .']],
    ['kustomize build overlays/dev | kubectl diff -f -', ['1: kustomize overlays/dev']],
    ['kubectl apply -f x.yaml', []],
    ['cd deploy && docker compose -f "prod.yml" up', ['1: compose prod.yml in deploy']],
    ['a\n\ndocker compose \\\n  -f a.yml \\\n  -f b.yml \\\n  up', ['3: compose a.yml+b.yml']],
    ['docker compose -f a.yml -f b.yml ps # -f c.yml', ['1: compose a.yml+b.yml']],
    ['# docker compose -f old.yml up', ['1: compose old.yml']],
    ['podman-compose -f a.yml up; podman compose -f b.yml up', ['1: compose a.yml', '1: compose b.yml']],
  ])('reads %j', (text, expected) => {
    expect(brief(text)).toEqual(expected);
  });

  it('puts in the variables of a Makefile', () => {
    const text = 'COMPOSE := docker compose -f a.yml\nPROD = $(COMPOSE) -f b.yml\nup:\n\t$(PROD) up -d\n';
    expect(brief(text).at(-1)).toBe('4: compose a.yml+b.yml');
  });

  it('reads the scripts of a package.json', () => {
    const text = JSON.stringify(
      { scripts: { up: 'docker compose -f "a b.yml" -f c.yml up', k: 'kubectl apply -k deploy/prod' } },
      null,
      2,
    );
    expect(brief(text)).toContain('4: kustomize deploy/prod');
  });

  it('reads a workflow', () => {
    const text =
      'jobs:\n  a:\n    steps:\n      - run: docker compose -f ci.yml up\n      - run: |\n          kustomize build x\n';
    expect(brief(text)).toEqual(['4: compose ci.yml', '6: kustomize x']);
  });

  it('is bounded on hostile text', () => {
    const start = performance.now();
    deploysIn(`A=$(A)$(A)\n${'docker compose $(A) '.repeat(20_000)}`);
    deploysIn(`docker compose ${'"'.repeat(50_000)}`);
    expect(performance.now() - start).toBeLessThan(5000);
  });
});
