import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    globalSetup: './support/emulators.setup.ts',
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Each file has servers of its own or shares the emulators; two cores do not gain from more at a time.
    fileParallelism: false,
  },
});
