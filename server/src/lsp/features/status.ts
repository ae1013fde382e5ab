import type { StatusParams } from '../../../../shared/src/protocol.ts';
import type { Folder } from '../folder.ts';
import type { Folders } from '../folders.ts';

/** How many findings there are, of each kind; each is counted in the one folder that answers for its file. */
export function statusOf(
  folders: Folders,
  isShown: (folder: Folder) => boolean,
): Omit<StatusParams, 'state'> {
  const findings = folders.all.filter(isShown).flatMap((folder) => {
    const found = [...(folder.latest?.analysis.findings ?? [])];
    return found.flatMap(([uri, each]) => (folders.of(uri) === folder ? each : []));
  });
  const count = (severity: string): number => findings.filter((each) => each.severity === severity).length;
  return {
    errors: count('error'),
    warnings: count('warning'),
    notes: count('information') + count('hint'),
  };
}
