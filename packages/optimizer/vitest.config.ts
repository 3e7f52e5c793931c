import { fileURLToPath } from 'node:url';
import { defineConfig, mergeConfig } from 'vitest/config';
import shared from '../../vitest.config.ts';

export default mergeConfig(
  shared,
  defineConfig({
    test: { globalSetup: [fileURLToPath(import.meta.resolve('@pilotlight/model-runtime/addon-loads'))] },
  }),
);
