import { defineConfig, mergeConfig } from 'vitest/config';
import shared from '../vitest.config.ts';

export default mergeConfig(
  shared,
  defineConfig({
    test: {
      globalSetup: './support/emulators.setup.ts',
      // Each file has its own servers or shares the emulators; two cores gain nothing from more at a time.
      fileParallelism: false,
    },
  }),
);
