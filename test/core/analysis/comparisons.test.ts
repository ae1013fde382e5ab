import { describe, expect, it } from 'vitest';
import { Analyzer } from '../../../server/src/core/analysis/analyzer.ts';
import { defineRule } from '../../../server/src/core/rule/rule.ts';
import parity from '../../../server/src/rules/environment/parity.ts';
import { configurationOf, type Files, findingsOf, placeOf, snapshotOf } from '../../support/analysis.ts';
import { deployment } from './shown.ts';

/** What each environment has its object or service compared with. */
function compared(files: Files): string[] {
  const seen: string[] = [];
  const rule = defineRule({
    ...parity,
    id: 'made/compares',
    check: ({ environment, others }) => {
      seen.push(`${environment}: ${others.map((each) => each.environment).join()}`);
    },
  });
  findingsOf(files, { only: [rule], rules: { 'made/compares': { level: 'warning' } } });
  return seen.sort();
}

const BASE: Files = { 'base/kustomization.yaml': 'resources: [api.yaml]\n', 'base/api.yaml': deployment() };

function overlay(folder: string, more = 'namePrefix: x-'): Files {
  return {
    [`${folder}/kustomization.yaml`]: `resources: [${'../'.repeat(folder.split('/').length)}base]\n${more}\n`,
  };
}

describe('environments beside each other', () => {
  it('are those for production and for staging, each beside the first of each kind', () => {
    const names = ['dev', 'prod-eu', 'prod-us', 'prod-za', 'staging'];
    const files = Object.assign({ ...BASE }, ...names.map((name) => overlay(`overlays/${name}`)));
    expect(compared(files)).toEqual([
      'prod-eu: prod-us,staging',
      'prod-us: prod-eu,staging',
      'prod-za: prod-eu,staging',
      'staging: prod-eu',
    ]);
  });

  it('are not those of something else that uses the same base', () => {
    expect(compared({ ...BASE, ...overlay('web/production'), ...overlay('jobs/staging') })).toEqual([]);
    expect(compared({ ...BASE, ...overlay('staging/web'), ...overlay('production/web') })).toHaveLength(2);
  });

  it('are not compared where an overlay leaves an object as it is', () => {
    const files = { ...BASE, ...overlay('overlays/staging', ''), ...overlay('overlays/production', '') };
    expect(compared(files)).toEqual([]);
  });

  it('share their first Compose file', () => {
    const service = 'services: {api: {image: "example/api:1.4.2"}}\n';
    const layers = { 'compose.production.yaml': service, 'compose.staging.yaml': service };
    expect(compared({ 'compose.yaml': service, ...layers })).toEqual([
      'production: staging',
      'staging: production',
    ]);
    expect(compared({ ...layers })).toEqual([]);
  });
});

describe('what differs between environments', () => {
  const layered = (production: string, staging: string): Files => ({
    'compose.yaml':
      'services:\n  api:\n    image: example/api:1.4.2\n    environment: {A: 1, B: 2, C: 3}\n  db:\n    image: example/db:1.0.0\n',
    'compose.production.yaml': `services:\n  api:\n    ${production}\n`,
    'compose.staging.yaml': `services:\n  api:\n    ${staging}\n`,
  });
  const setting = { only: [parity] };

  it('is told anew when the other environment changes, and only then', () => {
    const analyzer = new Analyzer([parity], (_, error) => {
      throw error;
    });
    const configuration = configurationOf(setting);
    const told = (files: Files) => {
      const analysis = analyzer.analyzeAtOnce(snapshotOf(files), configuration);
      const findings = [...analysis.findings.values()].flat();
      const places = (all: typeof findings): string[] => all.map((each) => placeOf(each, files));
      expect(places(findings)).toEqual(places(findingsOf(files, setting)));
      const afresh = [...analysis.findings.keys()].flatMap((uri) => [
        ...analyzer.judgeAfresh(analysis, uri, configuration),
      ]);
      expect(places(afresh)).toEqual(places(findings));
      return findings;
    };
    const own = 'environment: {MAIL_HOST: mail}';
    const forgotten = layered('restart: always', own);
    const [first] = told(forgotten);
    expect(first?.environments).toEqual(['staging']);
    expect(told(layered('restart: "no"', own)).map(({ message }) => message)).toEqual([
      'MAIL_HOST is set for "api" in staging, not in production: what reads it may fail there.',
    ]);
    expect(told(layered(own, own))).toEqual([]);
    expect(told(forgotten)).toHaveLength(1);
    const { 'compose.production.yaml': _, ...alone } = forgotten;
    expect(told(alone)).toEqual([]);
  });

  it('is nothing where variables may come from a file, or are there to look into a program', () => {
    const own = 'environment: {MAIL_HOST: mail}';
    expect(findingsOf(layered('env_file: [own.env]', own), setting)).toEqual([]);
    expect(findingsOf(layered('restart: always', 'environment: {LOG_FORMAT: text}'), setting)).toEqual([]);
  });

  it('is told without any value of a variable', () => {
    const [found] = findingsOf(layered('restart: always', 'environment: ["API_HOST=hunter2"]'), setting);
    expect(found?.message).toMatch(/^API_HOST is set/);
    expect(found?.message).not.toContain('hunter2');
  });

  it('is told in a short sentence, however long the names are', () => {
    const long = (word: string): string => `${word}-${'x'.repeat(60)}`;
    const service = (own: string): string => `services:\n  ${long('api')}:\n    ${own}\n`;
    const own = (word: string): string =>
      service(`{image: example/${long(word)}, user: ${long(word)}, environment: {${long(word)}: 1}}`);
    const found = findingsOf(
      {
        'compose.yaml': service('environment: {A: 1, B: 2, C: 3}'),
        [`compose.${long('production')}.yaml`]: own('first'),
        [`compose.${long('staging')}.yaml`]: own('second'),
      },
      setting,
    );
    expect(found).toHaveLength(4);
    for (const { message } of found) expect(message.length, message).toBeLessThan(140);
  });

  it('is told once where both environments have a value of their own: in production', () => {
    const found = findingsOf(layered('user: "2000"', 'user: "1000"'), setting);
    expect(found.map(({ location }) => location.uri.split('/').at(-1))).toEqual(['compose.production.yaml']);
  });
});
