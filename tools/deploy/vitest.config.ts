import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // The Firebase CLI takes a second or two for each command, and longer where much else is going on.
    testTimeout: 120_000,
    hookTimeout: 60_000,
    fileParallelism: false,
  },
});
