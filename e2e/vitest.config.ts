import { defineConfig, mergeConfig } from 'vitest/config';
import shared from '../vitest.config.ts';

export default mergeConfig(
  shared,
  defineConfig({
    test: {
      globalSetup: './support/emulators.setup.ts',
      // Each file has servers of its own or shares the emulators; two cores do not gain from more at a time.
      fileParallelism: false,
    },
  }),
);
