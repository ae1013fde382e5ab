import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { URI } from 'vscode-uri';
import { Analyzer } from '../../../server/src/core/analysis/analyzer.ts';
import { configure } from '../../../server/src/core/config/configuration.ts';
import { folderOf } from '../../../server/src/core/text/uri.ts';
import { RULES } from '../../../server/src/rules/index.gen.ts';
import { analyzeWhole } from '../../../server/src/workspace/analyzeWhole.ts';
import { loadWorkspace } from '../../../server/src/workspace/loadWorkspace.ts';
import { hasKubectl, kubectl } from '../kustomize/build/kubectl.ts';

type Fields = { readonly [key: string]: unknown };

const field = (value: unknown, ...keys: readonly string[]): unknown =>
  keys.reduce<unknown>((at, key) => (at as Fields | undefined | null)?.[key], value);

/** What each rule misses in a container, or in the pod around it, as `kubectl kustomize` prints them. */
const MISSED: { readonly [rule: string]: (container: unknown, pod: unknown) => boolean } = {
  'memory-limits': (container) => field(container, 'resources', 'limits', 'memory') === undefined,
  'memory-requests': (container) =>
    field(container, 'resources', 'requests', 'memory') === undefined &&
    field(container, 'resources', 'limits', 'memory') === undefined,
  'cpu-requests': (container) =>
    field(container, 'resources', 'requests', 'cpu') === undefined &&
    field(container, 'resources', 'limits', 'cpu') === undefined,
  'liveness-probe': (container) => field(container, 'livenessProbe') === undefined,
  'readiness-probe': (container) => field(container, 'readinessProbe') === undefined,
  'read-only-root-fs': (container) => field(container, 'securityContext', 'readOnlyRootFilesystem') !== true,
  'privilege-escalation': (container) =>
    field(container, 'securityContext', 'allowPrivilegeEscalation') !== false,
  'run-as-non-root': (container, pod) =>
    (field(container, 'securityContext', 'runAsNonRoot') ?? field(pod, 'securityContext', 'runAsNonRoot')) !==
    true,
  'seccomp-missing': (container, pod) =>
    field(container, 'securityContext', 'seccompProfile') === undefined ||
    field(pod, 'securityContext', 'seccompProfile') === undefined,
};

function podsIn(objects: readonly unknown[]): unknown[] {
  return objects.flatMap((object) => {
    const spec =
      field(object, 'kind') === 'Pod'
        ? field(object, 'spec')
        : (field(object, 'spec', 'jobTemplate', 'spec', 'template', 'spec') ??
          field(object, 'spec', 'template', 'spec'));
    return spec === undefined ? [] : [spec];
  });
}

function containersIn(pod: unknown): unknown[] {
  return ['containers', 'initContainers'].flatMap((key) => (field(pod, key) as unknown[] | undefined) ?? []);
}

/** The findings of missing values that `kubectl kustomize` contradicts, and how many were looked at. */
async function noiseIn(folder: string): Promise<{ noise: string[]; checked: number }> {
  const { snapshot } = await loadWorkspace(folder);
  const configuration = configure([{ preset: 'strict' }], { isolated: false, today: '2026-01-01' });
  const analysis = await analyzeWhole(new Analyzer(RULES, () => {}), snapshot, configuration);
  const findings = [...analysis.findings.values()].flat();
  const noise: string[] = [];
  let checked = 0;
  for (const { spec, whole } of analysis.environments.all) {
    if (spec.deploys.tool !== 'kustomize' || !whole) continue;
    const objects = await kubectl(URI.parse(folderOf(spec.deploys.kustomization)).fsPath);
    if (!Array.isArray(objects)) continue;
    const pods = podsIn(objects);
    for (const { ruleId, message, environments } of findings) {
      const misses = MISSED[ruleId.replace('kubernetes/', '')];
      const name = /^Container "([^"]+)"/.exec(message)?.[1];
      if (!misses || name === undefined || !environments.includes(spec.name)) continue;
      const alike = pods.flatMap((pod) =>
        containersIn(pod).flatMap((each) => (field(each, 'name') === name ? [{ each, pod }] : [])),
      );
      if (alike.length === 0) continue;
      checked++;
      if (!alike.some(({ each, pod }) => misses(each, pod))) noise.push(`${spec.name}: ${ruleId} ${message}`);
    }
  }
  return { noise, checked };
}

const HERE = path.resolve(import.meta.dirname, '../../fixtures');
const CORPORA = process.env['PLUMBLINE_CORPORA'];
const FOLDERS = [HERE, ...(CORPORA === undefined ? [] : [CORPORA])]
  .filter((folder) => existsSync(folder))
  .flatMap((folder) => readdirSync(folder).map((name) => path.join(folder, name)))
  .filter((folder) => statSync(folder).isDirectory());

describe.skipIf(!hasKubectl())(
  'no missing value is said of an object that has it when it is deployed',
  () => {
    it.each(FOLDERS)('%s', { timeout: 120_000 }, async (folder) => {
      const { noise, checked } = await noiseIn(folder);
      expect(noise).toEqual([]);
      if (folder.startsWith(HERE)) expect(checked).toBeGreaterThan(20);
    });
  },
);
