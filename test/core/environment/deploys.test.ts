import { describe, expect, it } from 'vitest';
import { deploysIn } from '../../../server/src/core/environment/deploys.ts';

function brief(text: string, file = 'README.md'): string[] {
  return deploysIn(text, `file:///w/${file}`).map((each) => {
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
    expect(brief(text, 'Makefile')).toEqual(['4: compose a.yml+b.yml']);
  });

  it('reads the scripts of a package.json', () => {
    const text = JSON.stringify(
      { scripts: { up: 'docker compose -f "a.yml" -f c.yml up', k: 'kubectl apply -k deploy/prod' } },
      null,
      2,
    );
    expect(brief(text, 'package.json')).toEqual(['3: compose a.yml+c.yml', '4: kustomize deploy/prod']);
  });

  it('reads a workflow', () => {
    const text =
      'jobs:\n  a:\n    steps:\n      - run: docker compose -f ci.yml up\n      - run: |\n          kustomize build x\n';
    expect(brief(text, '.github/workflows/a.yml')).toEqual(['4: compose ci.yml', '6: kustomize x']);
  });

  it('is bounded on hostile text', () => {
    const start = performance.now();
    for (const file of [
      'file:///w/Makefile',
      'file:///w/a.sh',
      'file:///w/README.md',
      'file:///w/package.json',
    ]) {
      deploysIn(`A=$(A)$(A)\n${'docker compose $(A) '.repeat(20_000)}`, file);
      deploysIn(`docker compose ${'"'.repeat(50_000)}`, file);
      for (const each of ['A="', 'A=(', '$(cd ', '@-(', '${A:-', 'A+=" $A"\n', '```\n', '`dirname ', '('])
        deploysIn(`docker compose\n${each.repeat(20_000)}`, file);
    }
    expect(performance.now() - start).toBeLessThan(8000);
  });

  it('sees commands behind the marks of a recipe', () => {
    const text =
      'up:\n\t@docker compose -f a.yml up\n\t-docker compose -f b.yml down\n\t@-kubectl apply -k x\n\t@cd sub && docker compose up\n\tdocker compose up\n';
    expect(brief(text, 'Makefile')).toEqual([
      '2: compose a.yml',
      '3: compose b.yml',
      '4: kustomize x',
      '5: compose  in sub',
      '6: compose ',
    ]);
    expect(brief('dev *args:\n    @docker compose -f a.yml up {{args}}\n', 'justfile')).toEqual([
      '2: compose a.yml',
    ]);
  });

  it.each([
    [
      'COMPOSE := docker compose -f base.yml\nup:\n\t$(COMPOSE) -f prod.yml up\n',
      'Makefile',
      ['3: compose base.yml+prod.yml'],
    ],
    [
      'DC = docker compose -f a.yml \\\n  -f b.yml\nup:\n\t$(DC) --env-file v.env up\n',
      'Makefile',
      ['4: compose a.yml+b.yml env v.env'],
    ],
    ['DC=docker compose\nDC += -f a.yml\nup: ; $(DC) up', 'Makefile', ['3: compose a.yml']],
    ['ifdef X\n  DC := docker compose -f a.yml\nendif\n', 'Makefile', []],
    ['DC="docker compose -f a.yml"\n$DC -f b.yml up\n', 'x.sh', ['2: compose a.yml+b.yml']],
    ['export DC="cd x && docker compose -f a.yml"\n', 'x.sh', []],
    ['DOCKER_BUILDKIT=1 docker compose -fa.yml -f=b.yml build', 'x.sh', ['1: compose a.yml+b.yml']],
    ['F="-f a.yml"\nF="$F -f b.yml"\ndocker compose $F up', 'x.sh', ['3: compose a.yml+b.yml']],
    ['A=(-f a.yml)\nA+=(-f b.yml)\ndocker-compose "${A[@]}" up', 'x.sh', ['3: compose a.yml+b.yml']],
    ['A=(\n  -f a.yml\n  -f b.yml\n)\ndocker compose "${A[@]}" up', 'x.sh', ['5: compose a.yml+b.yml']],
    [
      'docker compose up\nexport COMPOSE_FILE=a.yml:b.yml\ndocker compose up -d',
      'x.sh',
      ['1: compose ', '3: compose a.yml+b.yml'],
    ],
    [
      'COMPOSE_FILE=a.yml docker compose up; docker compose down',
      'x.sh',
      ['1: compose a.yml', '1: compose '],
    ],
    ['E=${1:-b}\nkustomize build "k/${E:-c}"', 'x.sh', ['2: kustomize k/b']],
    ['kustomize build k/${ENVIRONMENT:-c}', 'x.sh', ['1: kustomize k/c']],
    [
      'pushd k/z >/dev/null\nkubectl apply -k .\npopd\nkubectl apply -k y',
      'x.sh',
      ['2: kustomize . in k/z', '4: kustomize y'],
    ],
    ['( cd y; sudo docker-compose up )\ndocker compose up', 'x.sh', ['1: compose  in y', '2: compose ']],
    [
      'cd a\ncd ../b\ndocker compose up\ncd -\ndocker compose up',
      'x.sh',
      ['3: compose  in a/../b', '5: compose  in a'],
    ],
    ['cd "$SOMEWHERE"\ndocker compose up\ndocker compose -f a.yml up', 'x.sh', ['3: compose a.yml']],
    ['bash -c "docker compose -f a.yml up"', 'x.sh', ['1: compose a.yml']],
    [
      'docker compose -f $(pwd)/five.yml -f ${PWD}/six.yml up',
      'README.md',
      ['1: compose ./five.yml+./six.yml'],
    ],
    [
      '```sh\ncd svc\ndocker compose up\n```\n`docker compose down`\n',
      'README.md',
      ['3: compose  in svc', '5: compose '],
    ],
    ['cd svc\ndocker compose up\n', 'README.md', ['2: compose ']],
    [
      '```\ngit clone https://example.com/x/shop.git\ncd shop/app\ndocker compose up\n```',
      'README.md',
      ['4: compose  in app'],
    ],
  ])('follows the shell in %j', (text, file, expected) => {
    expect(brief(text, file)).toEqual(expected);
  });

  it('finds the folder of a script, and of the repository', () => {
    const own = (text: string) => brief(text, 'x.sh').map((each) => each.replaceAll('\u0001', '@'));
    for (const root of [
      '"$(cd "$(dirname "$0")/.." && pwd)"',
      '"$(dirname "${BASH_SOURCE[0]}")"/..',
      '${0%/*}/..',
      '"`dirname $0`/.."',
    ])
      expect(own(`ROOT=${root}\ncd "$ROOT"\ndocker compose -f x.yml up`)).toEqual([
        '3: compose x.yml in @own/..',
      ]);
    expect(own('R=$(git rev-parse --show-toplevel)\ndocker compose -f $R/x.yml up')).toEqual([
      '2: compose @top/x.yml',
    ]);
  });

  it('reads what a pipeline runs, and where', () => {
    const text = `on: push
env: {OVERLAY: k/c, COMPOSE_FILE: a.yml}
jobs:
  a:
    name: docker compose -f words.yml up
    defaults: {run: {working-directory: low}}
    steps:
    - run: kubectl apply -k \${{ env.OVERLAY }}
    - working-directory: svc
      run: docker compose -f b.yml up
    - run: |
        cd svc

        docker compose up
    - env: {COMPOSE_FILE: 'a.yml:b.yml'}
      run: >-
        docker compose
        --profile x
        up
`;
    expect(brief(text, '.github/workflows/a.yml')).toEqual([
      '8: kustomize k/c in low',
      '10: compose b.yml in svc',
      '14: compose a.yml in low/svc',
      '17: compose a.yml+b.yml profile x in low',
    ]);
    const gitlab =
      'variables: {DIR: k/d}\ndeploy:\n  script:\n    - cd x\n    - kustomize build $DIR | kubectl apply -f -\n    - |\n      docker-compose up\n';
    expect(brief(gitlab, '.gitlab-ci.yml')).toEqual(['5: kustomize k/d in x', '7: compose  in x']);
    const task =
      "vars: {DC: docker compose -f a.yml}\ntasks:\n  up:\n    dir: x\n    cmds:\n      - cd y\n      - '{{.DC}} -f b.yml up'\n";
    expect(brief(task, 'Taskfile.yml')).toEqual(['7: compose a.yml+b.yml in x']);
  });

  it('reads a pipeline and a package.json that are being written', () => {
    expect(brief('a: [\n  docker compose -f a.yml up\n', '.gitlab-ci.yml')).toEqual(['2: compose a.yml']);
    expect(
      brief('{\n\t"scripts": {\n\t\t"up": "docker compose -f a.yml up"\n\t}\n}\n', 'package.json'),
    ).toEqual(['3: compose a.yml']);
  });
});
