import { defineConfig } from 'vitest/config';

// Adding a model runs it in a process of its own, which takes its time where several tests do so at once.
export default defineConfig({ test: { testTimeout: 30_000 } });
