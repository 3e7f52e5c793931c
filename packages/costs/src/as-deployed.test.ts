import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { parseEnv } from 'node:util';
import { expect, it } from 'vitest';
import { CONCURRENCY, MAX_INSTANCES, WARM_UP_MEMORY_MIB, WARM_UP_VCPUS } from './function/assumptions.ts';
import { mebibytes, MEMORY_SIZES, vcpus } from './function/memory-size.ts';
import { AS_DEPLOYED } from './policies/all-policies.ts';

// Packages may not import from apps, so the simulation repeats their deployed settings. This test compares the two.

const read = (file: string) =>
  readFileSync(fileURLToPath(new URL(`../../../apps/${file}`, import.meta.url)), 'utf8');

/** Processors that the CLI's own tables assign to each size, in MiB. */
const firebase: Record<'memoryToGen1Cpu' | 'memoryToGen2Cpu', (memoryMiB: number) => number> = createRequire(
  import.meta.url,
)('firebase-tools/lib/deploy/functions/backend.js');

it.each([
  ['inference', 'PREDICT_CONCURRENCY', CONCURRENCY],
  ['inference', 'PREDICT_MAX_INSTANCES', MAX_INSTANCES],
  ['warmup', 'WARM_UP_SHORTEST_MINUTES', AS_DEPLOYED.shortestMinutes],
  ['warmup', 'WARM_UP_LONGEST_MINUTES', AS_DEPLOYED.longestMinutes],
])('simulates %s with the %s of its default settings', (app, name, value) => {
  expect(parseEnv(read(`${app}/config/.env`))[name]).toBe(String(value));
  expect(read(`${app}/src/parameters.ts`)).toContain(`defineInt('${name}', { default: ${value} })`);
});

it('simulates the default schedule of warmUp, a tick every minute', () => {
  expect(parseEnv(read('warmup/config/.env'))['WARM_UP_SCHEDULE']).toBe('* * * * *');
});

it('bills the memory and the part of a processor that warmUp requests', () => {
  const options = read('warmup/src/warm-up.ts');
  expect(options).toContain(`memory: '${WARM_UP_MEMORY_MIB}MiB'`);
  expect(options).toContain("cpu: 'gcf_gen1'");
  expect(firebase.memoryToGen1Cpu(WARM_UP_MEMORY_MIB)).toBeCloseTo(WARM_UP_VCPUS, 3);
});

it.each(MEMORY_SIZES)('gives no more processors to %s than the Firebase CLI would, and enough', (size) => {
  const MiB = mebibytes(size);
  expect(vcpus(size)).toBeLessThanOrEqual(firebase.memoryToGen2Cpu(MiB));
  // The most memory that Cloud Run allows with each number of processors.
  expect(MiB).toBeLessThanOrEqual({ 1: 4096, 2: 8192, 4: 16_384, 8: 32_768 }[vcpus(size)] ?? 0);
});
