import { describe, expect, it } from 'vitest';
import {
  containersLike,
  type Surroundings,
  servicesLike,
} from '../../../server/src/core/infer/surroundings.ts';
import { clusterOf } from '../../../server/src/core/kubernetes/cluster.ts';
import { policyFor } from '../../../server/src/core/rule/policy.ts';
import { findingsOf } from '../../support/analysis.ts';
import { projectOf } from '../compose/services.ts';
import { objectsOf } from '../kubernetes/objects.ts';

/** A Compose file of services and a pod of containers, both in flow style: name and fields. */
function surroundings(services: string, containers: string): Surroundings {
  const text = `apiVersion: v1\nkind: Pod\nmetadata: {name: shop}\nspec: {containers: [${containers}]}\n`;
  return {
    kind: undefined,
    policy: policyFor(undefined, []),
    cluster: clusterOf(objectsOf(text)),
    compose: [projectOf(`services: {${services}}\n`)],
    dockerfileOf: () => undefined,
  };
}

function likenesses(services: string, containers: string) {
  const found = surroundings(services, containers);
  const [container] = found.cluster.pods[0]?.containers ?? [];
  return container && servicesLike(container, found).map((each) => [each.service.name, each.program]);
}

function names(services: string, containers: string) {
  const found = surroundings(services, containers);
  const [service] = found.compose[0]?.services ?? [];
  return service && containersLike(service, found).map((each) => each.name);
}

describe('the services like a container', () => {
  it('have its name or its image', () => {
    expect(likenesses('web: {image: a/b}, api: {image: c}', '{name: api, image: a/b:2}')).toEqual([
      ['api', true],
      ['web', true],
    ]);
    expect(likenesses('web: {image: a/c}', '{name: api, image: a/b}')).toEqual([]);
  });

  it('run its program where they start the same', () => {
    const services =
      'web: {image: a, command: run web}, worker: {image: a, entrypoint: [run], command: worker}';
    expect(likenesses(services, '{name: x, image: a, command: [run, worker]}')).toEqual([
      ['web', false],
      ['worker', true],
    ]);
    expect(likenesses(services, '{name: x, image: a}')).toEqual([
      ['web', false],
      ['worker', false],
    ]);
  });

  it("have its workload's name where the container is alone in it, or of their image", () => {
    expect(likenesses('shop: {image: a}', '{name: x, image: b}')).toEqual([['shop', true]]);
    expect(likenesses('shop: {image: a}', '{name: x, image: b}, {name: y, image: a}')).toEqual([]);
    expect(likenesses('shop: {image: a}', '{name: x, image: a}, {name: y, image: b}')).toEqual([
      ['shop', true],
    ]);
  });
});

describe('the containers like a service', () => {
  it('have its name, or its image and its command', () => {
    const containers = '{name: web, image: a, command: [web]}, {name: worker, image: a, args: [worker]}';
    expect(names('x: {image: a, command: worker}', containers)).toEqual(['worker']);
    expect(names('web: {image: a, command: worker}', containers)).toEqual(['web', 'worker']);
    expect(names('x: {image: a}', containers)).toEqual([]);
  });
});

describe('the stage that a service is built to', () => {
  const rootIn = (target: string, build = 'context: .'): boolean =>
    findingsOf({
      Dockerfile: 'FROM debian:12 AS tools\nFROM debian:12 AS prod\nUSER app\n',
      'compose.yaml': `services:\n  api:\n    build:\n      ${build}\n${target}`,
    }).some(({ ruleId }) => ruleId === 'compose/run-as-root');

  it.each([
    ['the last one where none is named', '', false],
    ['one by its name', '      target: tools\n', true],
    ['one by its name in other letters', '      target: PROD\n', false],
    ['the default of a variable', '      target: ${STAGE:-tools}\n', true],
    ['the last one where nothing is known of a variable', '      target: $STAGE\n', false],
  ])('is %s', (_, target, expected) => {
    expect(rootIn(target)).toBe(expected);
    const inline = 'dockerfile_inline: "FROM debian:12 AS tools\\nFROM debian:12 AS prod\\nUSER app\\n"';
    expect(rootIn(target, inline)).toBe(expected);
  });
});
