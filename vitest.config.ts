import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const LIMIT_MS = 600_000;

/** Settings that all packages share. Tests wait for events: a limit ends only what hangs, on the busiest machine too. */
export default defineConfig({
  test: {
    // What a test starts prints no colors, whatever the terminal is that the tests are started from.
    // And it compiles each file once, not in each of the hundreds of processes: that was a third of all time.
    env: {
      FORCE_COLOR: '0',
      NODE_COMPILE_CACHE: fileURLToPath(new URL('node_modules/.cache/compiled', import.meta.url)),
    },
    testTimeout: LIMIT_MS,
    hookTimeout: LIMIT_MS,
    expect: { poll: { timeout: LIMIT_MS / 2 } },
  },
});
