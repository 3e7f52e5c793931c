import { defineConfig } from 'vitest/config';

// Which lines of what is deployed its own tests run: `npm run coverage`. What runs in processes of its own (snapshots are taken
// in one) is not counted, so the figure is less than the truth.
export default defineConfig({
  test: {
    projects: [
      'apps/inference',
      'apps/warmup',
      'packages/call-log',
      'packages/client',
      'packages/keep-warm',
      'packages/model-runtime',
      'packages/parameters',
      'packages/protocol',
    ],
    coverage: {
      provider: 'v8',
      include: ['**/src/**/*.ts'],
      exclude: ['**/testing/**', '**/*.test.ts'],
      reporter: ['text-summary', 'json-summary', 'html'],
      reportsDirectory: 'coverage',
    },
  },
});
