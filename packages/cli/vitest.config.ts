import { fileURLToPath } from 'node:url';
import { defineConfig, mergeConfig } from 'vitest/config';
import shared from '../../vitest.config.ts';

export default mergeConfig(
  shared,
  defineConfig({
    test: {
      globalSetup: [fileURLToPath(import.meta.resolve('@pilotlight/model-runtime/addon-loads'))],
      // Its tests take as long as those of all other packages together, most of it waiting for processes of their own.
      maxWorkers: 2,
    },
  }),
);
