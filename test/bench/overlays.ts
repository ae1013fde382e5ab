import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Analyzer } from '../../server/src/core/analysis/analyzer.ts';
import type { Finding } from '../../server/src/core/analysis/finding.ts';
import type { SnapshotFile } from '../../server/src/core/analysis/snapshot.ts';
import { configure } from '../../server/src/core/config/configuration.ts';
import { diagnosticOf, Positions } from '../../server/src/lsp/convert.ts';
import { RULES } from '../../server/src/rules/index.gen.ts';
import { deployment } from './deployment.ts';
import { cpuTimes, ms, sideBySide, table } from './measure.ts';

const ROOT = 'file:///workspace';
const CONFIGURATION = configure([], { isolated: false, today: '2026-01-01' });

/** A base of 100 Deployments under so many overlays, each with five patches, and other manifests up to 300 in all. */
export function workspace(overlays: number): Map<string, string> {
  const files = new Map<string, string>();
  const names = Array.from({ length: 100 }, (_, index) => `api-${index}.yaml`);
  for (const [index, name] of names.entries()) files.set(`base/${name}`, deployment(index));
  files.set('base/kustomization.yaml', `resources:\n${names.map((name) => `  - ${name}\n`).join('')}`);
  for (let overlay = 0; overlay < overlays; overlay++) {
    const folder = `overlays/env-${overlay}`;
    const patches = Array.from({ length: 5 }, (_, index) => `patch-${index}.yaml`);
    for (const [index, name] of patches.entries())
      files.set(`${folder}/${name}`, patch((overlay + index * 7) % 100));
    const list = patches.map((name) => `  - path: ${name}\n`).join('');
    files.set(
      `${folder}/kustomization.yaml`,
      `namespace: env-${overlay}\nresources:\n  - ../../base\npatches:\n${list}`,
    );
  }
  for (let index = 0; files.size < 300; index++)
    files.set(`single/other-${index}.yaml`, deployment(1000 + index));
  return files;
}

function patch(index: number): string {
  return `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: api-${index}\n  namespace: shop\nspec:\n  replicas: 3\n  template:\n    spec:\n      containers:\n        - name: api\n          resources:\n            limits:\n              cpu: "1"\n`;
}

/** An editor with a workspace, in which a person types in a manifest of the base. */
class Editor {
  private readonly analyzer = new Analyzer(RULES, (rule, error) => {
    throw new Error(`${rule.id} failed`, { cause: error });
  });
  private readonly files = new Map<string, SnapshotFile>();
  private readonly sent = new Map<string, readonly Finding[]>();

  constructor(files: ReadonlyMap<string, string>) {
    for (const [name, text] of files) this.files.set(`${ROOT}/${name}`, { uri: `${ROOT}/${name}`, text });
  }

  /** @returns the files whose diagnostics are sent */
  type(turn: number): number {
    const uri = `${ROOT}/base/api-50.yaml`;
    const text = deployment(50).replace('info', `info${String.fromCharCode(97 + (turn % 26))}`);
    this.files.set(uri, { uri, text });
    const { findings } = this.analyzer.analyzeAtOnce(
      { root: ROOT, files: new Map(this.files) },
      CONFIGURATION,
    );
    const positions = new Positions((each) => this.files.get(each)?.text);
    let sent = 0;
    for (const [each, found] of findings) {
      if (this.sent.get(each) === found) continue;
      this.sent.set(each, found);
      JSON.stringify(found.map((finding) => diagnosticOf(finding, positions)));
      sent++;
    }
    return sent;
  }
}

/** A keystroke in a base, by the number of overlays that use it, beside one run of `kubectl kustomize`. */
export function overlays(counts: readonly number[], budget: number): string {
  const rows = counts.map((count) => {
    const files = workspace(count);
    const start = performance.now();
    const editor = new Editor(files);
    editor.type(0);
    const cold = performance.now() - start;
    const [warm] = sideBySide([(turn) => void editor.type(turn + 1)], budget);
    if (!warm) throw new Error('A task was not measured.');
    const cpu = cpuTimes((turn) => void editor.type(turn + 1), budget);
    const reference = kubectlTime(files);
    return [
      String(count),
      String(files.size),
      ms(cold),
      ms(warm.median),
      ms(warm.p95),
      ms(cpu.median),
      ms(cpu.p95),
      reference === undefined ? 'no kubectl' : ms(reference),
    ];
  });
  const head = [
    'overlays',
    'files',
    'cold',
    'keystroke',
    'p95',
    'user CPU',
    'CPU p95',
    'kubectl kustomize of one',
  ];
  return table(head, rows);
}

/** The median of five runs of `kubectl kustomize` of one overlay, in milliseconds; undefined where there is no kubectl. */
function kubectlTime(files: ReadonlyMap<string, string>): number | undefined {
  const folder = written(files);
  const times: number[] = [];
  for (let turn = 0; turn < 5; turn++) {
    const start = performance.now();
    if (!kustomize(folder)) return undefined;
    times.push(performance.now() - start);
  }
  rmSync(folder, { recursive: true, force: true });
  return times.sort((a, b) => a - b)[2];
}

function kustomize(folder: string): boolean {
  return (
    spawnSync('kubectl', ['kustomize', path.join(folder, 'overlays/env-0')], { stdio: 'ignore' }).status === 0
  );
}

function written(files: ReadonlyMap<string, string>): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'plumbline-bench-'));
  for (const [name, text] of files) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  return folder;
}
