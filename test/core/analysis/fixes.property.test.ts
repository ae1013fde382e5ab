import path from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Oracles } from '../../conformance/fixes/oracles.ts';
import { FixProperty } from '../../conformance/fixes/property.ts';
import { fixTrials, type Trial, wideTrials } from '../../conformance/fixes/trials.ts';
import { VARIANTS, type Variant, Workspace } from '../../conformance/fixes/workspace.ts';
import { COMPOSE } from '../../conformance/fixes/workspaces/compose.ts';
import { KUSTOMIZE } from '../../conformance/fixes/workspaces/kustomize.ts';

const DEMO = path.resolve(import.meta.dirname, '../../fixtures/vanna-engine');
const SAMPLE = 12;
const ASKED = 3;

/** A sample of what is offered, the same each time; `npm run conformance` tries all. */
function sampleOf(trials: readonly Trial[]): Trial[] {
  return fc
    .sample(fc.shuffledSubarray([...trials.keys()], { minLength: Math.min(SAMPLE, trials.length) }), {
      numRuns: 1,
      seed: 7,
    })
    .flatMap((indices) => indices.slice(0, SAMPLE).flatMap((index) => trials[index] ?? []));
}

async function faultsIn(workspace: Workspace): Promise<{ tried: number; faults: string[] }> {
  try {
    const picked = sampleOf([...fixTrials(workspace), ...wideTrials(workspace)]);
    const alone = new FixProperty(workspace, undefined);
    const asked = new FixProperty(workspace, new Oracles());
    const faults: string[] = [];
    for (const [index, trial] of picked.entries()) {
      const found = await (index < ASKED ? asked : alone).faultsOf(trial);
      faults.push(...found.map((each) => `${trial.name}: ${each}`));
    }
    return { tried: picked.length, faults };
  } finally {
    workspace.remove();
  }
}

const WORKSPACES: readonly (readonly [string, (variant: Variant) => Promise<Workspace>])[] = [
  ['the demo workspace', (variant) => Workspace.of(DEMO, variant)],
  ...Object.entries({ ...KUSTOMIZE, ...COMPOSE }).map(
    ([name, files]) => [name, (variant: Variant) => Workspace.ofFiles(files, variant)] as const,
  ),
];

describe.each(WORKSPACES)('fixes in %s do what they say, and the tools still build', (_, make) => {
  it.each(Object.entries(VARIANTS))('%s', { timeout: 120_000 }, async (_how, variant) => {
    const { tried, faults } = await faultsIn(await make(variant));
    expect(faults).toEqual([]);
    expect(tried).toBe(SAMPLE);
  });
});
