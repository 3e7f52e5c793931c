import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // A build takes a second or two, and longer where much else is going on.
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
});
