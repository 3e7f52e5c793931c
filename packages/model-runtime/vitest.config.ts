import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { globalSetup: ['src/engines/tfjs-node/addon-loads.ts'] },
});
