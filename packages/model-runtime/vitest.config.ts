import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    globalSetup: ['src/engines/tfjs-node/addon-loads.ts'],
    // Freezing a model, and starting native TensorFlow, take seconds where other tests run beside them.
    testTimeout: 30_000,
  },
});
