// The layers of ARCHITECTURE.md, lowest first: an import may only go to the same or a lower one.
const LAYERS = [
  ['text'],
  ['yaml'],
  ['model'],
  ['edit'],
  ['compose', 'kubernetes', 'kustomize', 'dockerfile', 'secrets', 'checklist'],
  ['infer'],
  ['rule'],
  ['config'],
  ['analysis'],
];
const core = (names) => `^server/src/core/(?:${names.join('|')})/`;

const layerRules = LAYERS.slice(0, -1).map((names, index) => ({
  name: `below-${LAYERS[index + 1].join('-')}`,
  comment: `core/${names.join(', core/')} may not know what is built on it.`,
  severity: 'error',
  from: { path: core(names) },
  to: { path: `${core(LAYERS.slice(index + 1).flat())}|^server/src/(?!core/)` },
}));
const siblings = ['compose', 'kubernetes', 'kustomize', 'dockerfile', 'secrets', 'checklist'].map(
  (name, _, all) => ({
    name: `${name}-by-itself`,
    severity: 'error',
    from: { path: core([name]) },
    to: { path: core(all.filter((other) => other !== name)) },
  }),
);

module.exports = {
  forbidden: [
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    ...layerRules,
    ...siblings,
    {
      name: 'analysis-gets-its-rules',
      severity: 'error',
      from: { path: core(['analysis']) },
      to: { path: '^server/src/(?!core/)' },
    },
    {
      name: 'rules-know-rules',
      severity: 'error',
      from: { path: '^server/src/rules/' },
      to: { path: `${core(['config', 'analysis', 'checklist'])}|^server/src/(?:lsp|cli|workspace)/` },
    },
    {
      name: 'pure-core',
      comment: 'The engine is text in, findings out.',
      severity: 'error',
      from: { path: '^server/src/(?:core|rules)/' },
      to: { path: 'vscode', dependencyTypes: ['npm', 'npm-dev'] },
    },
    {
      name: 'pure-core-node',
      severity: 'error',
      from: { path: '^server/src/(?:core|rules)/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'cli-without-lsp',
      severity: 'error',
      from: { path: '^server/src/cli/' },
      to: { path: '^server/src/lsp/' },
    },
    {
      name: 'lsp-without-cli',
      severity: 'error',
      from: { path: '^server/src/lsp/' },
      to: { path: '^server/src/cli/' },
    },
    {
      name: 'workspace-below-shells',
      severity: 'error',
      from: { path: '^server/src/workspace/' },
      to: { path: '^server/src/(?:lsp|cli)/' },
    },
    {
      name: 'client-knows-protocol',
      severity: 'error',
      from: { path: '^client/src/' },
      to: { path: '^server/src/(?!core/(?:checklist|text)/)' },
    },
    {
      name: 'shared-knows-nothing',
      severity: 'error',
      from: { path: '^shared/src/' },
      to: { path: '^(?:client|server)/' },
    },
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
