import type { BuildProblem } from '../../core/kustomize/build/build.ts';
import { isKustomizationName } from '../../core/kustomize/kustomization.ts';
import type { Problem } from '../../core/rule/problem.ts';
import { shortened } from '../../core/text/shortened.ts';
import type { Span } from '../../core/text/span.ts';

/** What a build found, where it is written; where that is in another file, with the entry that leads there. */
export function problemOf({ span, via, message }: BuildProblem): Problem {
  const short = fitting(message);
  if (!via || via.source === span.source) return { span, message: short };
  return { span, message: short, related: [{ span: via, message: 'The kustomization uses it here.' }] };
}

const OBJECT = /^["']?apiVersion["']?[ \t]*:/m;
const OBJECT_KIND = /^["']?kind["']?[ \t]*:/m;

/** Whether a place is in a kustomization, or in a document that looks like a Kubernetes object: what YAML refuses is said there. */
export function isJudged({ source }: Span): boolean {
  if (isKustomizationName(source.uri)) return true;
  return OBJECT.test(source.text) && OBJECT_KIND.test(source.text);
}

/** Whether a place is in a kustomization file, an inline patch counted in. */
export function isInKustomization({ source }: Span): boolean {
  return isKustomizationName(source.uri);
}

const MOST = 140;

/** A message that is not longer than people read. */
export function fitting(message: string): string {
  return message.length > MOST ? `${message.slice(0, MOST - 1)}…` : message;
}

/** A name or path that is not longer than a message can bear. */
export function shorten(text: string): string {
  return shortened(text, 48);
}
