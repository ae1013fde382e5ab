import type { Container } from '../../core/kubernetes/pod.ts';
import type { Resource } from '../../core/kubernetes/resource.ts';
import { shortened } from '../../core/text/shortened.ts';

/** A container at the beginning of a sentence, its name cut to fit; Knative's need no name. */
export function theContainer({ name }: Container): string {
  return name === '' ? 'The container' : `Container "${shortened(name, 40)}"`;
}

/** A container within a sentence, its name cut to fit beside another one. */
export function aContainer({ name }: Container): string {
  if (name === '') return 'the container';
  return `container "${shortened(name, 24)}"`;
}

/** Whether Knative makes the pods: it asks them whether they are ready itself, and takes next to nothing for a pod as a whole. */
export function isKnative(workload: Resource): boolean {
  return workload.group === 'serving.knative.dev';
}

/** A workload, its name cut to fit into a sentence. */
export function theWorkload({ kind, name = '' }: Resource): string {
  return `${kind} "${shortened(name, 32)}"`;
}
