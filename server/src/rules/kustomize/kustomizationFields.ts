import { get, stringOf } from '../../core/model/read.ts';
import type { KustomizationFile } from '../../core/rule/rule.ts';

/** Whether a file that has the name of a kustomization is one of another tool's: Flux has a kind of the same name. */
export function isForeign({ node }: Pick<KustomizationFile, 'node'>): boolean {
  const apiVersion = stringOf(get(node, 'apiVersion'));
  return apiVersion !== undefined && apiVersion !== '' && !apiVersion.startsWith('kustomize.config.k8s.io/');
}
