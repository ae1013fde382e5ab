import type { CodeLens, Command } from 'vscode-languageserver/node';
import { type EnvironmentKey, SHOW_EFFECTIVE } from '../../../../shared/src/protocol.ts';
import { environmentsOf, type Merged } from '../../core/analysis/origins/effectiveRoots.ts';
import { isKustomizationName } from '../../core/kustomize/kustomization.ts';
import { labelOf } from './effectiveDocument.ts';

/** More environments than this are left to the pick. */
const MOST_LENSES = 6;

const FIRST_LINE = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** At the top of a kustomization and of a Compose file: a way to each environment that it is in. */
export function codeLenses(merged: Merged, uri: string): CodeLens[] {
  const kind = merged.model.files.get(uri)?.kind;
  if (!isKustomizationName(uri) && kind !== 'compose') return [];
  const all = environmentsOf(merged, uri);
  const commands = all.slice(0, MOST_LENSES).map((environment): Command => {
    const label = labelOf(merged, environment);
    const key: EnvironmentKey = { folder: merged.model.snapshot.root ?? '', id: environment.spec.id };
    return { title: `Effective: ${label}`, command: SHOW_EFFECTIVE, arguments: [{ ...key, label }] };
  });
  if (all.length > MOST_LENSES) commands.push({ title: '…', command: SHOW_EFFECTIVE });
  return commands.map((command) => ({ range: FIRST_LINE, command }));
}
