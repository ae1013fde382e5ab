import { defineConfig } from 'vitest/config';

// biome-ignore lint/style/noDefaultExport: vitest takes the default export
export default defineConfig({
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
