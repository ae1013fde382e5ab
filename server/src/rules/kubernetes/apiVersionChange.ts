import { edit } from '../../core/edit/edit.ts';
import type { ApiVersionChange } from '../../core/kubernetes/apiVersions.ts';
import type { Resource } from '../../core/kubernetes/resource.ts';
import { get } from '../../core/model/read.ts';
import type { Fix, Problem } from '../../core/rule/problem.ts';

/** A problem at an object's `apiVersion`, with the move to its successor where the object can stay as it is. */
export function apiVersionProblem(resource: Resource, change: ApiVersionChange, what: string): Problem {
  const { apiVersion, kind, name, node, nameSpan } = resource;
  const { successor } = change;
  const end = successor === undefined ? 'Nothing takes its place.' : `Use ${successor}.`;
  const named = `${kind} "${name ?? ''}": ${apiVersion} ${what}. ${end}`;
  const isShort = name !== undefined && named.length <= 140;
  return {
    span: get(node, 'apiVersion')?.span ?? nameSpan,
    message: isShort ? named : `${apiVersion} ${what}. ${end}`,
    tags: ['deprecated'],
    fixes: () => migration(resource, change),
  };
}

function migration({ node }: Resource, { successor, same }: ApiVersionChange): Fix[] {
  const written = get(node, 'apiVersion');
  const as = same?.(node);
  if (!written || !as || successor === undefined) return [];
  const edits = edit.replace(written, successor);
  // Patches find an object by its API version, too.
  const safe = as === 'same' && node.parts === undefined && written.via === undefined;
  return edits.length === 0 ? [] : [{ title: `Change to ${successor}`, safe, edits }];
}
