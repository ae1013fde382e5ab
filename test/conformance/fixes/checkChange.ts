import { Lexer } from 'yaml';
import type { Analysis } from '../../../server/src/core/analysis/analyzer.ts';
import type { Finding, LocatedFix } from '../../../server/src/core/analysis/finding.ts';
import { readFile } from '../../../server/src/core/model/file.ts';
import { type Counts, countsOf, environmentsOf, keyOf, newIn, promisedBy } from './findings.ts';
import type { Change, Workspace } from './workspace.ts';

/** All that is wrong with a change, whatever it is for: in words, one each. */
export function faultsOfChange(workspace: Workspace, change: Change, after: Analysis): string[] {
  const faults = [...change].flatMap(([uri, text]) => faultsOfText(workspace, uri, text));
  const refused = ({ environments }: Analysis): string[] =>
    environments.all.filter((each) => !each.whole).map(({ spec }) => spec.id);
  const ids = ({ environments }: Analysis): string => environments.all.map(({ spec }) => spec.id).join();
  const known = new Set(refused(workspace.before));
  for (const id of refused(after)) if (!known.has(id)) faults.push(`${id} can not be merged any more`);
  if (ids(workspace.before) !== ids(after)) faults.push(`the environments are others: ${ids(after)}`);
  return faults;
}

function faultsOfText(workspace: Workspace, uri: string, text: string): string[] {
  const faults: string[] = [];
  const before = workspace.textOf(uri);
  const path = workspace.pathOf(uri);
  if (before === text) faults.push(`${path} is not changed`);
  if (broken(uri, text) > (before === undefined ? 0 : broken(uri, before)))
    faults.push(`${path} does not parse`);
  if (before === undefined) return faults;
  if (hasMixedEnds(text) && !hasMixedEnds(before)) faults.push(`${path} has mixed line ends`);
  if (!text.endsWith('\n') && before.endsWith('\n')) faults.push(`${path} lost its last line end`);
  return faults;
}

function hasMixedEnds(text: string): boolean {
  return /(?<!\r)\n/.test(text) && text.includes('\r\n');
}

/**
 * What a fix may bring to light: what the rules named here were silent about, since it could not be mended while the other
 * thing stood.
 */
const UNCOVERED: { readonly [ruleId: string]: readonly string[] } = {
  // No seccomp profile holds a privileged container, and Kubernetes refuses "allowPrivilegeEscalation: false" in one.
  'kubernetes/privileged-container': ['kubernetes/privilege-escalation', 'kubernetes/seccomp-missing'],
  // Where an environment has a limit alone, Kubernetes takes it for the request too; one set for all is mostly smaller.
  'kubernetes/memory-requests': ['kubernetes/requests-equal-limits'],
  // Capabilities are nothing to a privileged container.
  'compose/privileged': ['compose/cap-drop-all'],
  // An image that is built has the tag of the build; network policies do not hold a pod on the host's network.
  'compose/build-and-image': ['compose/image-tag'],
  'kubernetes/host-network': ['kubernetes/network-policy-missing'],
  // With SYS_ADMIN, Kubernetes refuses "allowPrivilegeEscalation: false".
  'kubernetes/dangerous-capabilities': ['kubernetes/privilege-escalation'],
};

/**
 * Matters of taste that no preset but `all` has, and that contradict what fixes go by: the order of keys that people mostly
 * write, and the quotes that a JSON file has to have.
 */
const TASTE = ['compose/service-keys-order', 'compose/quotes-in-volumes'];

/** What is found after a change and was not found before. */
export function uncoveredBy(ruleId: string | undefined, before: Counts, after: Analysis): string[] {
  const expected = [...TASTE, ...((ruleId === undefined ? undefined : UNCOVERED[ruleId]) ?? [])];
  return newIn(before, countsOf(after)).flatMap((key) =>
    expected.some((each) => key.includes(` | ${each} | `)) ? [] : [`it is new: ${key}`],
  );
}

/** What a fix of one finding does to it other than it says. */
export function brokenPromises(finding: Finding, fix: LocatedFix, before: Counts, after: Analysis): string[] {
  const faults: string[] = [];
  const now = countsOf(after);
  const promised = promisedBy(fix, finding);
  if (promised.names.length === 0) faults.push('it promises nothing');
  for (const environment of promised.names) {
    const key = keyOf(finding, environment);
    if ((now.get(key) ?? 0) >= (before.get(key) ?? 0)) faults.push(`it is still there: ${key}`);
  }
  for (const environment of promised.exact ? environmentsOf(finding) : []) {
    const key = keyOf(finding, environment);
    if (!promised.names.includes(environment) && now.get(key) !== before.get(key))
      faults.push(`it is gone: ${key}`);
  }
  return faults;
}

/** The comments that a change takes away, other than those on lines of which it removes something. */
export function lostComments(workspace: Workspace, change: Change, { edits }: LocatedFix): string[] {
  const faults: string[] = [];
  for (const [uri, text] of change) {
    const before = workspace.textOf(uri);
    if (before === undefined) continue;
    const left = commentsIn(text).map(({ text: each }) => each);
    for (const { at, text: comment } of commentsIn(before)) {
      const index = left.indexOf(comment);
      if (index >= 0) {
        left.splice(index, 1);
        continue;
      }
      // One that stands behind or within what is removed goes with it.
      const within = edits.some(
        ({ location: { uri: its, start, end } }) =>
          its === uri && start <= at && at < end && /^[^\n#]*[^\s#]/.test(before.slice(start, at).trim()),
      );
      if (!within) faults.push(`${workspace.pathOf(uri)} lost the comment ${comment}`);
    }
  }
  return faults;
}

function broken(uri: string, text: string): number {
  if (!/\.(?:ya?ml|json)$|\/Kustomization$/.test(uri)) return 0;
  return readFile(uri, text).documents.flatMap(({ document }) => document.problems).length;
}

function commentsIn(text: string): { at: number; text: string }[] {
  let at = 0;
  const result: { at: number; text: string }[] = [];
  for (const token of new Lexer().lex(text)) {
    if (token.startsWith('#')) result.push({ at, text: token.trimEnd() });
    if (!MARKS.has(token)) at += token.length;
  }
  return result;
}

/** Tokens of the lexer that stand for nothing in the text. */
const MARKS: ReadonlySet<string> = new Set(['\u0002', '\u0018', '\u001f']);
