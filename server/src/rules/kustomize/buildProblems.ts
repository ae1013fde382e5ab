import type { BuildProblem } from '../../core/kustomize/build/build.ts';
import { isKustomizationName } from '../../core/kustomize/kustomization.ts';
import type { Problem } from '../../core/rule/problem.ts';
import type { Span } from '../../core/text/span.ts';

/**
 * What a build found, where it is shown: what is wrong in a file that is not judged, or not while its kustomization is
 * refused, at the entry of a kustomization that leads to it.
 */
export function problemOf({ span, via, message, kind }: BuildProblem): Problem {
  const short = fitting(message);
  const isShown = isInKustomization(span) || (kind !== 'error' && isJudged(span));
  if (isShown || !via) return { span, message: short };
  return { span: via, message: short, related: [{ span, message: 'It is written here.' }] };
}

const OBJECT = /^["']?apiVersion["']?[ \t]*:/m;
const OBJECT_KIND = /^["']?kind["']?[ \t]*:/m;

/** Whether a place is in a kustomization, or in a document that looks like a Kubernetes object: other files are not judged. */
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
  return text.length > 48 ? `${text.slice(0, 47)}…` : text;
}
