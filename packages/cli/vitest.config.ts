import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    globalSetup: [fileURLToPath(import.meta.resolve('@pilotlight/model-runtime/addon-loads'))],
    // Adding a model runs it in a process of its own, which takes its time where several tests do so at once.
    testTimeout: 30_000,
  },
});
