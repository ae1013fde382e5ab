import path from 'node:path';
import { defineConfig } from 'vitest/config';

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
    include: ['test/**/*.test.ts'],
    exclude: ['test/e2e/**', 'test/fixtures/**', 'node_modules/**'],
    pool: 'threads',
    testTimeout: 30_000,
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
