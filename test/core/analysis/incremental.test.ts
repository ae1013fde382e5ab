import { describe, expect, it } from 'vitest';
import { Analyzer } from '../../../server/src/core/analysis/analyzer.ts';
import type { Finding } from '../../../server/src/core/analysis/finding.ts';
import type { Snapshot } from '../../../server/src/core/analysis/snapshot.ts';
import { RULES } from '../../../server/src/rules/index.gen.ts';
import { configurationOf, type Files, findingsOf, ROOT, snapshotOf } from '../../support/analysis.ts';
import { containerRule, everyService } from './madeUpRules.ts';
import { deployment, PRIVILEGED } from './shown.ts';

const CONFIGURATION = configurationOf();

function living(rules = RULES): { judge: (files: Files | Snapshot) => Map<string, readonly Finding[]> } {
  const analyzer = new Analyzer(rules, (rule, error) => {
    throw new Error(`${rule.id} threw`, { cause: error });
  });
  return {
    judge: (files) => {
      const snapshot =
        'files' in files && files.files instanceof Map ? (files as Snapshot) : snapshotOf(files as Files);
      const { findings } = analyzer.analyzeAtOnce(snapshot, CONFIGURATION);
      return new Map([...findings].map(([uri, each]) => [uri.slice(ROOT.length + 1), each]));
    },
  };
}

const SERVICE =
  'apiVersion: v1\nkind: Service\nmetadata:\n  name: api\nspec:\n  selector: {app: api}\n  ports:\n    - port: 80\n      targetPort: 9999\n';
const WORKLOAD = deployment('ports: [{containerPort: 8000}]\n');

/** The texts at the places that explain the finding about the Service's target. */
function explained(found: Map<string, readonly Finding[]>, files: Files): string[] {
  return [...found.values()]
    .flat()
    .filter((each) => each.ruleId === 'kubernetes/service-target-port-invalid')
    .flatMap((each) => each.related)
    .map(({ location }) =>
      (files[location.uri.slice(ROOT.length + 1)] ?? '').slice(location.start - 6, location.end),
    );
}

describe('places in other documents that explain a finding', () => {
  it.each([
    ['a comment is written into the other document', '# a note\napiVersion: v1\nkind: Pod\n---\n'],
    ['a document of no object is put above it', 'plain: data\n---\n'],
    ['a document is put above it', 'apiVersion: v1\nkind: Namespace\nmetadata: {name: n}\n---\n'],
  ])('are moved along when %s', (_, above) => {
    for (const join of [
      (text: string): Files => ({ 'service.yaml': SERVICE, 'workload.yaml': text }),
      (text: string): Files => ({ 'all.yaml': `${SERVICE}---\n${text}` }),
    ]) {
      const { judge } = living();
      const before = join(WORKLOAD);
      expect(explained(judge(before), before)).toEqual(['name: api']);
      for (const text of [
        above + WORKLOAD,
        `# longer\n${above}${WORKLOAD}`,
        WORKLOAD.replace('metadata', '# a note\nmetadata'),
        WORKLOAD,
      ]) {
        const after = join(text);
        expect(explained(judge(after), after)).toEqual(['name: api']);
      }
    }
  });
});

describe('what an analyzer remembers', () => {
  const files: Files = {
    'compose.yaml': PRIVILEGED,
    'deploy/api.yaml': WORKLOAD,
    'other/api.yaml': WORKLOAD,
  };

  it('is the same list for files whose findings did not change', () => {
    const { judge } = living();
    const first = judge(files);
    const second = judge({
      ...files,
      'deploy/api.yaml': WORKLOAD.replace('replicas', 'x').replace('8000', '8001'),
    });
    expect(second.get('other/api.yaml')).toBe(first.get('other/api.yaml'));
    expect(second.get('compose.yaml')?.map((each) => each.message)).toEqual(
      first.get('compose.yaml')?.map((each) => each.message),
    );
    expect(second.get('deploy/api.yaml')).not.toBe(first.get('deploy/api.yaml'));
    expect(judge({ ...files }).get('other/api.yaml')).toBe(first.get('other/api.yaml'));
  });

  it('costs one document where one document of a bundle is edited', () => {
    const seen: string[] = [];
    const rule = containerRule('made/up', (container) => void seen.push(container.pod.workload.name ?? ''));
    const { judge } = living([rule]);
    const bundle = ['one', 'two', 'three'].map((name) => deployment().replace('name: api', `name: ${name}`));
    judge({ 'bundle.yaml': bundle.join('---\n') });
    expect(seen.splice(0)).toEqual(['one', 'two', 'three']);
    const noted = bundle.join('---\n').replace('name: two', '# a note\n  name: two');
    judge({ 'bundle.yaml': noted });
    expect(seen.splice(0)).toEqual(['two']);
    judge({ 'bundle.yaml': noted.replace('---\n', '---\nplain: data\n---\n') });
    expect(seen).toEqual([]);
  });

  it('is told apart by what is asked of the environments', () => {
    const asked: string[] = [];
    const rule = containerRule('made/up', ({ image }, { environment }) => {
      asked.push(`${image}: ${environment.policy.replicas}`);
    });
    const overlay = 'resources: [../base]\n';
    findingsOf(
      {
        'base/kustomization.yaml': 'resources: [api.yaml]\n',
        'base/api.yaml': deployment().replace(/image: .*/, 'image: api:1'),
        'one/kustomization.yaml': overlay,
        'two/kustomization.yaml': overlay,
      },
      {
        only: [rule],
        environments: [2, 3].map((replicas) => {
          const name = replicas === 2 ? 'one' : 'two';
          const policy = { replicas };
          return { name, kind: undefined, compose: [], envFiles: [], profiles: [], kustomize: name, policy };
        }),
      },
    );
    expect(asked).toEqual(['api:1: 2', 'api:1: 3']);
  });

  it('moves along with the entry of a kustomization that stands for what its environment lacks', () => {
    const files = (note: string): Files => ({
      'base/kustomization.yaml': 'resources: [api.yaml]\n',
      'base/api.yaml': deployment(),
      'prod/kustomization.yaml': `${note}resources: [../base]\n`,
      'test/kustomization.yaml': 'resources: [../base]\npatches: [{path: patch.yaml}]\n',
      'test/patch.yaml': deployment('resources: {limits: {memory: 1Gi}}\n'),
    });
    const places = (found: Map<string, readonly Finding[]>): unknown[] =>
      (found.get('prod/kustomization.yaml') ?? []).map(({ ruleId, location }) => [ruleId, location.start]);
    const { judge } = living();
    judge(files(''));
    for (const note of ['# a note\n', '# a longer note\n']) {
      const found = places(judge(files(note)));
      expect(found).toContainEqual(['kubernetes/memory-limits', `${note}resources: [`.length]);
      expect(found).toEqual(places(living().judge(files(note))));
    }
  });

  it('is what a rule said that asked nothing of the surroundings, when these change', () => {
    const alone: string[] = [];
    const asking: string[] = [];
    const { judge } = living([
      containerRule('made/alone', ({ image }) => void alone.push(image ?? '')),
      containerRule('made/asking', ({ image }, { environment }) => {
        asking.push(`${image} of ${environment.cluster.pods.length}`);
      }),
    ]);
    const overlay = (name: string): Files => ({
      [`${name}/kustomization.yaml`]: `resources: [../base]\nnamespace: ${name}\n`,
    });
    const base = (image: string): Files => ({
      'base/kustomization.yaml': 'resources: [api.yaml, web.yaml]\n',
      'base/api.yaml': deployment().replace(/image: .*/, `image: ${image}`),
      'base/web.yaml': deployment()
        .replace('name: api', 'name: web')
        .replace(/image: .*/, 'image: web:1'),
      ...overlay('one'),
      ...overlay('two'),
    });
    judge(base('api:1'));
    expect(alone.splice(0)).toEqual(['api:1', 'web:1', 'api:1', 'web:1']);
    asking.splice(0);
    judge(base('api:2'));
    expect(alone.splice(0)).toEqual(['api:2', 'api:2']);
    expect(asking.splice(0)).toEqual(['api:2 of 2', 'web:1 of 2', 'api:2 of 2', 'web:1 of 2']);
    judge({ ...base('api:2'), 'base/note.txt': 'nothing' });
    expect([...alone, ...asking]).toEqual([]);
  });

  it('is where findings stand: the same for documents beside the one that is edited in a base', () => {
    const { judge } = living();
    const base = (note: string): Files => ({
      'base/kustomization.yaml': 'resources: [api.yaml, web.yaml]\n',
      'base/api.yaml': `${deployment()}# ${note}\n`,
      'base/web.yaml': deployment().replace('name: api', 'name: web'),
      'prod/kustomization.yaml': 'resources: [../base]\nnamespace: prod\n',
      'dev/kustomization.yaml': 'resources: [../base]\nnamespace: dev\n',
    });
    const subjects = (found: Map<string, readonly Finding[]>): unknown[] =>
      (found.get('base/web.yaml') ?? []).map(({ problem }) => problem);
    const before = judge(base('one'));
    const after = judge(base('two'));
    expect(subjects(before)).not.toEqual([]);
    expect(after.get('base/web.yaml')).toBe(before.get('base/web.yaml'));
    expect(after.get('base/api.yaml')).not.toBe(before.get('base/api.yaml'));
  });

  it('is given up where a file is closed, ignored or deleted', () => {
    const { judge } = living();
    judge(files);
    expect([...judge({ 'compose.yaml': PRIVILEGED }).keys()]).toEqual(['compose.yaml']);
    expect([...judge({}).keys()]).toEqual([]);
    expect(judge(files).get('compose.yaml')).not.toEqual([]);
  });

  it('does not hide an error in a file that an editor has just taken for a Compose file', () => {
    const { judge } = living();
    const uri = `${ROOT}/stack.yaml`;
    const file = { uri, text: 'servces: [\n' };
    expect(judge({ root: ROOT, files: new Map([[uri, file]]) }).get('stack.yaml') ?? []).toEqual([]);
    const open = { root: ROOT, files: new Map([[uri, { ...file, languageId: 'dockercompose' }]]) };
    expect(judge(open).get('stack.yaml')).toMatchObject([{ ruleId: 'yaml/syntax' }]);
  });

  it('survives an analysis that is dropped half way', () => {
    const rules = [everyService('made/up')];
    const analyzer = new Analyzer(rules, () => {});
    const all = (names: readonly string[]): Files =>
      Object.fromEntries(names.map((name) => [`${name}/compose.yaml`, `services:\n  ${name}: {image: x}\n`]));
    const finished = analyzer.analyzeAtOnce(snapshotOf(all(['a', 'b', 'c'])), CONFIGURATION);
    for (const steps of [0, 1, 2, 3]) {
      const dropped = analyzer.analyze(snapshotOf(all(['a', 'x', 'y', 'z'])), CONFIGURATION);
      for (let step = 0; step < steps; step++) expect(dropped.next().done).toBe(false);
      const again = analyzer.analyzeAtOnce(snapshotOf(all(['a', 'b', 'c'])), CONFIGURATION);
      const messages = (found: ReadonlyMap<string, readonly Finding[]>) =>
        [...found.values()].flat().map((each) => each.message);
      expect(messages(again.findings)).toEqual(messages(finished.findings));
    }
  });
});

describe('judging one file for its fixes', () => {
  const analyzer = new Analyzer(RULES, () => {});
  const analysis = analyzer.analyzeAtOnce(snapshotOf({ 'compose.yaml': PRIVILEGED }), CONFIGURATION);
  const uri = `${ROOT}/compose.yaml`;
  const privileged = (findings: readonly Finding[]) =>
    findings.filter((each) => each.ruleId === 'compose/privileged').map((each) => each.location.start);

  it('finds what the analysis found', () => {
    const again = analyzer.judgeAfresh(analysis, uri, CONFIGURATION);
    expect(again.map((each) => each.message)).toEqual(
      analysis.findings.get(uri)?.map((each) => each.message),
    );
    expect(analyzer.judgeAfresh(analysis, `${ROOT}/nothing.yaml`, CONFIGURATION)).toEqual([]);
  });

  it('takes another text for the file, and forgets it', () => {
    const moved = `# above\n${PRIVILEGED}`;
    expect(privileged(analyzer.judgeText(analysis, uri, moved, CONFIGURATION))).toEqual([
      moved.indexOf('true'),
    ]);
    expect(privileged(analyzer.judgeText(analysis, uri, 'services: {}\n', CONFIGURATION))).toEqual([]);
    expect(privileged(analyzer.judgeAfresh(analysis, uri, CONFIGURATION))).toEqual([
      PRIVILEGED.indexOf('true'),
    ]);
  });
});
