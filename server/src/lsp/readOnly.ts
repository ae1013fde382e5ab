/** Where editors show what nobody writes: versions of a file beside which it is compared, and what programs print. */
const SCHEMES = new Set([
  'chat-editing-text-model',
  'debug',
  'diffview',
  'fugitive',
  'git',
  'gitfs',
  'githubpr',
  'gitlens',
  'gitsigns',
  'hg',
  'merge-conflict.conflict-diff',
  'output',
  'plumbline-effective',
  'pr',
  'review',
  'svn',
  'vscode-local-history',
  'vscode-scm',
]);

/** Whether a document is one that nobody writes. It is not judged by itself, as it is not what is deployed. */
export function isReadOnly(uri: string): boolean {
  return SCHEMES.has(uri.slice(0, Math.max(0, uri.indexOf(':'))).toLowerCase());
}
