import { describe, expect, test } from 'vitest';
import { composeModel, discoverFiles } from '../../../../server/src/core/compose/effective/compose.ts';
import { readFile } from '../../../../server/src/core/model/file.ts';
import type { Node } from '../../../../server/src/core/model/node.ts';
import { entry, get, itemsOf, stringOf } from '../../../../server/src/core/model/read.ts';
import type { Span } from '../../../../server/src/core/text/span.ts';
import { type ComposeCase, modelOf, one, PROJECT, requestOf, sourceOf, two, web } from './composeCase.ts';

function textAt(place: Span | undefined): string | undefined {
  return place?.source.text.slice(place.start, place.end);
}

function fileOf(node: Node | undefined): string | undefined {
  return node?.span.source.uri.slice(`file://${PROJECT}/`.length);
}

/** A value of the service `web`. */
function at(each: ComposeCase, ...path: readonly string[]): Node | undefined {
  return get(modelOf(each).root, 'services', 'web', ...path);
}

describe('what only one layer wrote', () => {
  test('is the node that was read', () => {
    const files = ['compose.yaml', 'over.yaml'].map((path) => `file://${PROJECT}/${path}`);
    const texts = [
      web('image: a\nlabels: {a: 1}\nuser: u', '  db: {image: b}\n'),
      web('image: c\nhealthcheck: {test: x}'),
    ];
    const read = new Map(files.map((uri, index) => [uri, readFile(uri, texts[index] ?? '')]));
    const model = composeModel({ files }, { yaml: (uri) => read.get(uri), text: () => undefined });
    const [base, over] = files.map((uri) => read.get(uri)?.documents[0]?.document.root);
    expect(get(model.root, 'services', 'db')).toBe(get(base, 'services', 'db'));
    expect(get(model.root, 'services', 'web', 'labels')).toBe(get(base, 'services', 'web', 'labels'));
    expect(get(model.root, 'services', 'web', 'healthcheck')).toBe(
      get(over, 'services', 'web', 'healthcheck'),
    );
    expect(
      composeModel({ files: files.slice(0, 1) }, { yaml: (uri) => read.get(uri), text: () => undefined })
        .root,
    ).toBe(base);
  });
});

describe('where a value stands', () => {
  test('a scalar that won stands in its layer, and knows what it replaced', () => {
    const image = at(two('', web('image: a'), web('image: b')), 'image');
    expect(fileOf(image)).toBe('compose.override.yaml');
    expect(image?.overrides?.map((each) => [stringOf(each), fileOf(each)])).toEqual([['a', 'compose.yaml']]);
  });

  test('three layers, nearest first', () => {
    const image = at(
      two('', web('image: a'), web('image: b'), {
        files: { 'c.yaml': web('image: c') },
        pass: ['compose.yaml', 'compose.override.yaml', 'c.yaml'],
      }),
      'image',
    );
    expect(image?.overrides?.map(stringOf)).toEqual(['b', 'a']);
  });

  test('a mapping of two layers stands in the lower one, and knows both', () => {
    const service = at(two('', web('image: a'), web('user: b')));
    expect(fileOf(service)).toBe('compose.yaml');
    expect(service?.parts?.map(fileOf)).toEqual(['compose.yaml', 'compose.override.yaml']);
  });

  test('a variable of a list, laid over a mapping, stands behind its equals sign', () => {
    const each = two(
      '',
      web('image: a\nenvironment: {A: 1, B: 2}'),
      web('environment: ["A=new value", C=3]'),
    );
    const value = at(each, 'environment', 'A');
    expect([textAt(value?.span), fileOf(value), stringOf(value?.overrides?.[0])]).toEqual([
      'new value',
      'compose.override.yaml',
      '1',
    ]);
    expect(textAt(entry(at(each, 'environment'), 'C')?.keySpan)).toBe('C');
    expect(at(each, 'environment')?.parts?.map((part) => part.kind)).toEqual(['map', 'seq']);
  });

  test('ports of both layers, the one that is the same replaced', () => {
    const ports = itemsOf(
      at(
        two('', web('image: a\nports: ["80:80", "81:81"]'), web('ports: ["82:82", "0.0.0.0:80:80"]')),
        'ports',
      ),
    );
    expect(ports.map((port) => [stringOf(port), fileOf(port)])).toEqual([
      ['0.0.0.0:80:80', 'compose.override.yaml'],
      ['81:81', 'compose.yaml'],
      ['82:82', 'compose.override.yaml'],
    ]);
    expect(ports[0]?.overrides?.map(stringOf)).toEqual(['80:80']);
  });

  test('what is extended and included stands in its own file', () => {
    const each = one(
      '',
      `include: [in.yaml]\n${web('extends: {service: base, file: sub/base.yaml}\nuser: u')}`,
      {
        files: {
          'sub/base.yaml': 'services: {base: {image: b, user: v}}',
          'in.yaml': 'services: {inner: {image: i}}',
        },
      },
    );
    expect(fileOf(at(each, 'image'))).toBe('sub/base.yaml');
    expect(at(each, 'user')?.overrides?.map(fileOf)).toEqual(['sub/base.yaml']);
    expect(at(each, 'extends')).toBeUndefined();
    expect(fileOf(get(modelOf(each).root, 'services', 'inner', 'image'))).toBe('in.yaml');
  });

  test('a value out of variables stands where they stand', () => {
    const each = one('', web('image: "nginx:${TAG:-1}"\nprivileged: ${P}\nscale: ${N}'), {
      shell: { P: 'true', N: '3' },
    });
    const image = at(each, 'image');
    expect([stringOf(image), textAt(image?.span), image?.made]).toEqual([
      'nginx:1',
      '"nginx:${TAG:-1}"',
      true,
    ]);
    expect(at(each, 'privileged')).toMatchObject({ value: true, text: 'true' });
    expect(at(each, 'scale')).toMatchObject({ value: 3, text: '3' });
  });

  test('what a merge key brings stands at the anchor', () => {
    const each = one('', 'x-a: &a {user: u}\nservices: {web: {image: x, <<: *a}}');
    expect(textAt(at(each, 'user')?.span)).toBe('u');
    expect(at(each, '<<')).toBeUndefined();
  });
});

describe('variables', () => {
  const each = one(
    '',
    web(
      'image: "${REPO}/app:${TAG:-${OTHER-x}}"\nhostname: $HOST_NAME\ncommand: |\n  run ${TAG:-${OTHER-x}} $REPO\n  and $REPO',
    ),
    { files: { '.env': 'REPO=r\nHOST_NAME=env' }, shell: { HOST_NAME: 'shell' } },
  );
  const { variables } = modelOf(each);

  test('have a place, a default and what set them', () => {
    expect(
      variables
        .slice(0, 4)
        .map(({ name, span, fallback, set, by }) => [name, textAt(span), fallback, set, by]),
    ).toEqual([
      ['REPO', '${REPO}', undefined, true, `file://${PROJECT}/.env`],
      ['TAG', '${TAG:-${OTHER-x}}', '${OTHER-x}', false, undefined],
      ['OTHER', '${OTHER-x}', 'x', false, undefined],
      ['HOST_NAME', '$HOST_NAME', undefined, true, undefined],
    ]);
  });

  test('that stand twice in a block each have their own place', () => {
    const places = variables.filter((use) => use.name === 'REPO').map((use) => use.span.start);
    expect(new Set(places).size).toBe(3);
    expect(variables.filter((use) => use.name === 'REPO').map((use) => textAt(use.span))).toEqual([
      '${REPO}',
      '$REPO',
      '$REPO',
    ]);
  });

  test('that are not set are warned of, once they have no default', () => {
    const { problems } = modelOf(one('', web('image: a$NOPE\nhostname: ${ALSO:-x}')));
    expect(problems.map(({ kind, code, span }) => [kind, code, textAt(span)])).toEqual([
      ['warning', 'variable-unset', '$NOPE'],
    ]);
  });
});

describe('what is said', () => {
  test.each([
    web('image: x\nscale: ${SECRET}'),
    web('image: x\nprivileged: ${SECRET}'),
    web('image: x\nmem_limit: ${SECRET}'),
    web('image: x\nports: ["${SECRET}:80"]'),
    web('image: x\nvolumes: ["${SECRET}:/x"]'),
    web('image: x\ncommand: "${SECRET} (x)"'),
    web('image: x\nhealthcheck: {interval: "${SECRET}"}'),
    web('image: x\nhostname: ${NOPE:?${SECRET}}'),
    web('image: x\nnetworks: ["${SECRET}"]'),
    web('image: x\npull_policy: ${SECRET}'),
    web('image: x\nplatform: ${SECRET}\nbuild: {context: ., platforms: [a]}'),
    web('image: x\nenv_file: a.env'),
  ])('has no value of a variable in it: %j', (text) => {
    const model = modelOf(
      one('', text, { shell: { SECRET: 'hunter2' }, files: { 'a.env': 'A="hunter2\nB=' } }),
    );
    expect(model.refused).toBe(true);
    expect(model.problems.map((each) => each.message).join()).not.toContain('hunter2');
  });
});

test('every file that was looked at is named', () => {
  const each = one(
    '',
    `include: [a/in.yaml]\n${web('image: x\nenv_file: [{path: no.env, required: false}]\nextends: {service: b, file: b.yaml}')}`,
    {
      files: { 'a/in.yaml': 'services: {i: {image: i}}', 'b.yaml': 'services: {b: {image: b}}' },
    },
  );
  const names = [...modelOf(each).files].map((uri) => uri.slice(`file://${PROJECT}/`.length)).sort();
  expect(names).toEqual(['.env', 'a/.env', 'a/in.yaml', 'b.yaml', 'compose.yaml', 'no.env']);
});

describe('the files of a folder', () => {
  const found = (files: Record<string, string>, shell: Record<string, string> = {}) =>
    discoverFiles(`file://${PROJECT}`, sourceOf(files), new Map(Object.entries(shell))).map((uri) =>
      uri.slice(`file://${PROJECT}/`.length),
    );

  test('in the order of their names, with an override', () => {
    expect(found({ 'docker-compose.yml': '', 'compose.yaml': '', 'compose.override.yaml': '' })).toEqual([
      'compose.yaml',
      'compose.override.yaml',
    ]);
    expect(found({ 'docker-compose.yml': '', 'docker-compose.override.yml': '' })).toEqual([
      'docker-compose.yml',
      'docker-compose.override.yml',
    ]);
    expect(found({ 'compose.yml': '', 'docker-compose.yaml': '' })).toEqual(['compose.yml']);
    expect(found({})).toEqual([]);
  });

  test('those of COMPOSE_FILE', () => {
    expect(found({ '.env': 'COMPOSE_FILE=a.yml:sub/b.yml\n', 'compose.yaml': '' })).toEqual([
      'a.yml',
      'sub/b.yml',
    ]);
    expect(
      found({ '.env': 'COMPOSE_FILE=a.yml\n' }, { COMPOSE_FILE: 'c.yml;d.yml', COMPOSE_PATH_SEPARATOR: ';' }),
    ).toEqual(['c.yml', 'd.yml']);
  });
});

test('a request without files is refused', () => {
  expect(composeModel({ files: [] }, sourceOf({})).refused).toBe(true);
  expect(requestOf(one('', '')).files).toHaveLength(1);
});
