import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Some convert whole models, or hundreds of damaged ones.
  test: { testTimeout: 120_000 },
});
