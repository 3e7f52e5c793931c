import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    globalSetup: ['src/engines/tfjs-node/testing/addon-loads.ts'],
    // Taking a snapshot, and starting native TensorFlow, take seconds where other tests run beside them.
    testTimeout: 30_000,
  },
});
