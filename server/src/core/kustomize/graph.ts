import { baseName } from '../text/uri.ts';
import type { Kustomization } from './kustomization.ts';

/** What a root kustomization deploys: one that no other kustomization uses. */
export interface Deployment {
  /** The name of its folder. */
  readonly name: string;
  readonly root: Kustomization;
  /** Every kustomization that takes part, the root first. */
  readonly parts: readonly Kustomization[];
  /** Every file whose objects are deployed. */
  readonly files: ReadonlySet<string>;
}

/** How the kustomizations of a workspace use files and each other. */
export interface KustomizeGraph {
  readonly deployments: readonly Deployment[];
  /** The deployments that a file takes part in, as a resource or as a patch. */
  deploymentsOf(uri: string): readonly Deployment[];
  /** Whether some kustomization uses the file as a patch or a transformer. */
  isPatch(uri: string): boolean;
  /** Whether some kustomization names the file, for whatever. */
  uses(uri: string): boolean;
}

/** Builds the graph of a workspace's kustomizations. Cycles and missing files do no harm. */
export function kustomizeGraph(kustomizations: readonly Kustomization[]): KustomizeGraph {
  const byFolder = new Map(kustomizations.map((each) => [each.folder, each]));
  const used = new Set(kustomizations.flatMap((each) => each.resources));
  const patches = new Set(kustomizations.flatMap((each) => each.patches));
  const roots = kustomizations.filter(
    (each) => !each.component && !used.has(each.folder) && !used.has(each.uri),
  );
  const deployments = roots.map((root) => deploymentOf(root, byFolder));
  // Those that use each other in a circle have no root: the first stands for them.
  const reached = new Set(deployments.flatMap((each) => each.parts));
  for (const each of kustomizations) {
    if (each.component || reached.has(each)) continue;
    const deployment = deploymentOf(each, byFolder);
    deployments.push(deployment);
    for (const part of deployment.parts) reached.add(part);
  }
  const byFile = new Map<string, Deployment[]>();
  for (const deployment of deployments) {
    for (const uri of new Set([
      ...deployment.files,
      ...deployment.parts.flatMap((part) => [part.uri, ...part.patches]),
    ])) {
      const list = byFile.get(uri);
      if (list) list.push(deployment);
      else byFile.set(uri, [deployment]);
    }
  }
  return {
    deployments,
    deploymentsOf: (uri) => byFile.get(uri) ?? [],
    isPatch: (uri) => patches.has(uri),
    uses: (uri) => used.has(uri) || patches.has(uri),
  };
}

function deploymentOf(root: Kustomization, byFolder: ReadonlyMap<string, Kustomization>): Deployment {
  const parts = new Set<Kustomization>();
  const files = new Set<string>();
  const visit = (part: Kustomization): void => {
    if (parts.has(part)) return;
    parts.add(part);
    for (const resource of part.resources) {
      const below = byFolder.get(resource);
      if (below) visit(below);
      else files.add(resource);
    }
  };
  visit(root);
  return { name: baseName(root.folder), root, parts: [...parts], files };
}
