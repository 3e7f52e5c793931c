import { defineConfig } from 'vitest/config';

// A month of calls takes a second or two to simulate, and longer where much else is going on.
export default defineConfig({ test: { testTimeout: 120_000 } });
