import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Some simulate years of calls.
  test: { testTimeout: 30_000 },
});
