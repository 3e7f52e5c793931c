import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Some try hundreds of damaged models.
  test: { testTimeout: 30_000 },
});
