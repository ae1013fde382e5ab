import path from 'node:path';
import { defineConfig } from 'vitest/config';

const TESTS = ['test/**/*.test.ts'];
const LEFT_OUT = ['test/e2e/**', 'test/fixtures/**', 'node_modules/**'];
/** Tests that put other modules in the place of ours. */
const APART = ['test/cli/crash.test.ts'];

// biome-ignore lint/style/noDefaultExport: vitest takes the default export
export default defineConfig({
  // Outside VS Code there is no such module: the client is tested against typed fakes.
  resolve: {
    alias: [
      { find: /^vscode$/, replacement: path.resolve(import.meta.dirname, 'test/support/fakeVscode.ts') },
      {
        find: /^vscode-languageclient\/node$/,
        replacement: path.resolve(import.meta.dirname, 'test/support/fakeLanguageClient.ts'),
      },
    ],
  },
  test: {
    globalSetup: 'test/support/buildSchemas.mjs',
    pool: 'threads',
    testTimeout: 30_000,
    projects: [
      // Loading the engine anew for each file would take as long as the tests themselves.
      {
        extends: true,
        test: { name: 'together', include: TESTS, exclude: [...LEFT_OUT, ...APART], isolate: false },
      },
      { extends: true, test: { name: 'apart', include: APART } },
    ],
    coverage: {
      provider: 'v8',
      include: ['client/src/**/*.ts', 'server/src/**/*.ts'],
      exclude: ['**/*.gen.ts', '**/*.examples.ts'],
      reporter: ['text-summary', 'json-summary'],
      thresholds: {
        'server/src/core/**': { lines: 90 },
        '{client/src,server/src/rules,server/src/workspace,server/src/lsp,server/src/cli}/**': { lines: 85 },
      },
    },
  },
});
