import { defineConfig } from 'vitest/config';

const LIMIT_MS = 600_000;

/** What every package's tests start from. Tests wait for events: a limit ends only what hangs, on the busiest machine too. */
export default defineConfig({
  test: {
    // What a test starts prints no colors, whatever the terminal is that the tests are started from.
    env: { FORCE_COLOR: '0' },
    testTimeout: LIMIT_MS,
    hookTimeout: LIMIT_MS,
    expect: { poll: { timeout: LIMIT_MS / 2 } },
  },
});
