/** Whether a path under `resources` names something that Kustomize would fetch: a URL or a git repository. */
export function isRemote(path: string): boolean {
  const plain = path.replace(/^git::/i, '');
  if (/^(?:https?|ssh|file):\/\//i.test(plain)) return true;
  return /^github\.com[/:]/i.test(plain) || /^[a-zA-Z][a-zA-Z0-9-]*@/.test(plain);
}
