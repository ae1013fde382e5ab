// The layers of ARCHITECTURE.md, lowest first: an import may only go to the same or to a lower one.
const LAYERS = [
  ['text'],
  ['yaml'],
  ['model'],
  ['edit'],
  ['schema'],
  ['compose', 'kubernetes', 'kustomize', 'dockerfile', 'secrets'],
  ['infer'],
  ['rule'],
  ['environment'],
  ['config'],
  ['analysis'],
];
const core = (names) => `^server/src/core/(?:${names.join('|')})/`;
const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

const layers = LAYERS.slice(0, -1).map((names, index) =>
  forbid(
    `below-${LAYERS[index + 1].join('-')}`,
    `core/${names.join(', core/')} may not know what is built on it.`,
    { path: core(names) },
    { path: core([...LAYERS.slice(index + 1).flat(), 'checklist']) },
  ),
);
const siblings = LAYERS.filter((names) => names.length > 1).flatMap((names) =>
  names.map((name) =>
    forbid(
      `${name}-by-itself`,
      'Layers side by side do not know each other.',
      { path: core([name]) },
      { path: core(names.filter((other) => other !== name)) },
    ),
  ),
);

module.exports = {
  forbidden: [
    forbid('no-circles', 'Nothing can be understood alone in a circle.', {}, { circular: true }),
    ...layers,
    ...siblings,
    forbid(
      'known-layer',
      'A new folder of core needs its place in LAYERS.',
      { path: '^server/src/core/', pathNot: core([...LAYERS.flat(), 'checklist']) },
      {},
    ),
    forbid(
      'checklist-by-itself',
      'Checklists are Markdown: text is all they need of the engine.',
      { path: core(['checklist']) },
      { path: '^server/src/core/(?!checklist/|text/)' },
    ),
    forbid(
      'core-gets-its-rules',
      'The engine is handed its rules, and knows no shell.',
      { path: '^server/src/core/' },
      { path: '^(?:server/src/(?!core/)|client/|shared/)' },
    ),
    forbid(
      'rules-know-rules',
      'A rule sees the model and what a rule is, nothing of how it is run.',
      { path: '^server/src/rules/' },
      { path: `${core(['config', 'analysis', 'checklist'])}|^server/src/(?!core/|rules/)|^client/|^shared/` },
    ),
    forbid(
      'pure-engine',
      'The engine is text in, findings out: no editor, no file system.',
      { path: '^server/src/(?:core|rules)/' },
      { path: '(?:^|/)vscode[^/]*(?:/|$)' },
    ),
    forbid(
      'pure-engine-node',
      'The engine is text in, findings out: no editor, no file system.',
      { path: '^server/src/(?:core|rules)/' },
      { dependencyTypes: ['core'] },
    ),
    forbid(
      'workspace-reads-files',
      'The workspace is what both shells read with.',
      { path: '^server/src/workspace/' },
      { path: '^server/src/(?!core/|workspace/)|^client/|^shared/|(?:^|/)vscode(?!-uri)[^/]*(?:/|$)' },
    ),
    forbid(
      'cli-without-lsp',
      'The command line knows nothing of the language server.',
      { path: '^server/src/cli/' },
      { path: '^server/src/lsp/|^client/|(?:^|/)vscode-language[^/]*/' },
    ),
    forbid(
      'lsp-without-cli',
      'The language server knows nothing of the command line.',
      { path: '^server/src/lsp/' },
      { path: '^server/src/cli/|^client/' },
    ),
    forbid(
      'client-without-engine',
      'The client speaks to the engine through the protocol.',
      { path: '^client/src/' },
      { path: '^server/src/(?!core/(?:checklist|text)/)' },
    ),
    forbid(
      'shared-by-itself',
      'The protocol is what both ends import.',
      { path: '^shared/src/' },
      { path: '^(?:client|server)/' },
    ),
    forbid(
      'resolvable',
      'An import that leads nowhere is checked by nothing.',
      {},
      { couldNotResolve: true, pathNot: '^vscode$' },
    ),
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
