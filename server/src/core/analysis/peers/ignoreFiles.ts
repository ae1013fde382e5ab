import { ignoreMatcher } from '../../config/ignore.ts';
import { readFile } from '../../model/file.ts';
import { get, itemsOf, stringOf } from '../../model/read.ts';
import type { SnapshotFile } from '../snapshot.ts';
import type { Peer, PeerNames } from './peerNames.ts';

/** The files at the top of a workspace in which other tools are told what to leave alone. */
export const PEER_FILES = [
  '.trivyignore',
  '.checkov.yaml',
  '.checkov.yml',
  '.kube-linter.yaml',
  '.kube-linter.yml',
  '.dclintrc.yaml',
  '.dclintrc.yml',
];

/** What the ignore files of other tools say. */
export interface Ignored {
  readonly peer: Peer;
  readonly names: readonly string[];
  /** Whether a file is left alone altogether. */
  readonly leaves: (path: string) => boolean;
}

/**
 * What the ignore files of a workspace say.
 * @param files those of {@link PEER_FILES}, in that order; undefined for one that is not there
 */
export function ignoredBy(files: readonly (SnapshotFile | undefined)[], today: string): Ignored[] {
  return files.flatMap((file, index) => (file ? ignoredIn(PEER_FILES[index] ?? '', file, today) : []));
}

/** Whether an ignore file of another tool takes a rule's findings in a file away. */
export function filesSilence(
  ignored: readonly Ignored[],
  path: string,
  ruleId: string,
  names: PeerNames,
): boolean {
  return ignored.some(
    (each) =>
      each.names.some((name) => names.means(each.peer, name, ruleId)) ||
      (names.knows(each.peer, ruleId) && each.leaves(path)),
  );
}

function ignoredIn(name: string, { uri, text }: SnapshotFile, today: string): Ignored {
  const nothing = () => false;
  if (name === '.trivyignore') return { peer: 'trivy', names: trivyIds(text, today), leaves: nothing };
  const root = readFile(uri, text).documents[0]?.document?.root;
  const texts = (...path: string[]): string[] =>
    itemsOf(get(root, ...path)).flatMap((item) => stringOf(item) ?? []);
  if (name.startsWith('.checkov')) {
    const skipped = stringOf(get(root, 'skip-check'))?.split(',') ?? texts('skip-check');
    return { peer: 'checkov', names: skipped.map((each) => each.trim()), leaves: nothing };
  }
  if (name.startsWith('.dclint')) {
    const rules = get(root, 'rules');
    const off = rules?.kind === 'map' ? rules.entries.filter(({ value }) => isOff(value)) : [];
    return { peer: 'dclint', names: off.map(({ key }) => key), leaves: ignoreMatcher(texts('exclude')) };
  }
  return {
    peer: 'kube-linter',
    names: texts('checks', 'exclude'),
    leaves: ignoreMatcher(texts('checks', 'ignorePaths')),
  };
}

function isOff(value: Parameters<typeof get>[0]): boolean {
  const first = value?.kind === 'seq' ? itemsOf(value)[0] : value;
  return stringOf(first) === '0';
}

/** One id a line, with `exp:2026-01-01` behind it where it is to count until then. */
function trivyIds(text: string, today: string): string[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const [id = '', ...rest] = line.replace(/#.*/, '').trim().split(/\s+/);
    const until = /^exp:(\d{4}-\d{2}-\d{2})$/.exec(rest[0] ?? '')?.[1];
    return id === '' || (until !== undefined && until < today) ? [] : [id];
  });
}
