import type { Invocation } from './invocation.ts';

/** `kubectl kustomize`: builds a kustomization without a cluster. @returns its YAML */
export function kustomize(program: string, cwd: string, folder: string): Invocation<string> {
  return { program, args: ['kustomize', folder], cwd, parse: ({ stdout }) => stdout };
}

/** `kubectl diff -k`. @returns whether the cluster would change; exit code 1 says that it would */
export function diffKustomization(program: string, cwd: string, folder: string): Invocation<boolean> {
  return { program, args: ['diff', '-k', folder], cwd, parse: ({ code }) => code === 1, expected: [1] };
}

/** `kubectl apply -k`. The context is named, so that what was confirmed is what is changed. */
export function applyKustomization(
  program: string,
  cwd: string,
  folder: string,
  context: string,
): Invocation {
  return { program, args: ['--context', context, 'apply', '-k', folder], cwd, parse: () => undefined };
}

/** `kubectl rollout status`. */
export function rolloutStatus(
  program: string,
  cwd: string,
  workload: string,
  namespace: string | undefined,
): Invocation {
  const where = namespace === undefined ? [] : ['-n', namespace];
  return {
    program,
    args: ['rollout', 'status', workload, ...where, '--timeout=5m'],
    cwd,
    parse: () => undefined,
  };
}

/** `kubectl config current-context`. @returns the name of the context in use */
export function currentContext(program: string, cwd: string): Invocation<string> {
  return { program, args: ['config', 'current-context'], cwd, parse: ({ stdout }) => stdout.trim() };
}
