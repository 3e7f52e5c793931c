import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Each builds a whole deployable, the lockfile by npm itself.
  test: { testTimeout: 60_000 },
});
