import type {
  EffectiveDocumentParams,
  EnvironmentSummary,
  EnvironmentsParams,
} from '../../../../shared/src/protocol.ts';
import type { MergedEnvironment } from '../../core/analysis/environmentBook.ts';
import { layerName, type Merged } from '../../core/analysis/origins/effectiveRoots.ts';
import { effectiveText } from '../../core/analysis/origins/effectiveText.ts';
import type { Folder } from '../folder.ts';

/** The environments of some folders, those that a file is in first. */
export function environments(folders: readonly Folder[], { uri }: EnvironmentsParams): EnvironmentSummary[] {
  const all = folders.flatMap(({ root, latest }) => {
    const merged = latest?.analysis;
    if (!merged) return [];
    return merged.environments.all.map((environment): EnvironmentSummary => {
      const { spec, unit } = environment;
      return {
        folder: root ?? '',
        id: spec.id,
        label: labelOf(merged, environment),
        tool: spec.deploys.tool,
        origin: spec.origin,
        hasFile: uri !== undefined && unit.files.has(uri),
      };
    });
  });
  return [...all.filter(({ hasFile }) => hasFile), ...all.filter(({ hasFile }) => !hasFile)];
}

/** What an environment is called, with its place where another one has the same name. */
export function labelOf(merged: Merged, { spec }: MergedEnvironment): string {
  const same = merged.environments.all.filter((each) => each.spec.name === spec.name);
  if (same.length < 2) return spec.name;
  const { deploys } = spec;
  const file = deploys.tool === 'compose' ? deploys.files.at(-1) : deploys.kustomization;
  return file === undefined ? spec.name : `${spec.name} (${layerName(merged, file)})`;
}

/** The merged configuration of an environment; in words where it is gone. */
export function effectiveDocument(
  folders: readonly Folder[],
  { folder, id, origins }: EffectiveDocumentParams,
): string {
  const merged = folders.find(({ root }) => (root ?? '') === folder)?.latest?.analysis;
  const environment = merged?.environments.all.find(({ spec }) => spec.id === id);
  if (!merged || !environment) return '# There is no such environment any more.\n';
  return effectiveText(merged, environment, origins);
}
