import { expect, it } from 'vitest';
import { createRequestMemory } from './request-memory.ts';
import { DEFAULT_BOUNDS } from './request-bounds.ts';
import { scanJson } from './scan-json.ts';

const MIB = 1024 * 1024;

it.each([
  [16, 3.25],
  [82, 19.75],
  [131, 32],
  [1000, 32],
])('of %i MiB admits a body of %f MiB, and has the memory for it as base64', (memoryMiB, bodyMiB) => {
  const memory = createRequestMemory({ ...DEFAULT_BOUNDS, memoryBytes: memoryMiB * MIB });
  expect(memory.maxBodyBytes).toBe(bodyMiB * MIB);
  expect(memory.received.largestBytes).toBeGreaterThanOrEqual(memory.maxBodyBytes);

  const text = Buffer.alloc(memory.maxBodyBytes, 'A');
  text.write('{"data":"');
  text.write('"}', text.length - 2);
  const { memoryBytes } = scanJson(text, { isAscii: true, maxBytes: Infinity });
  expect(text.length + memoryBytes).toBeLessThan(memory.worked.largestBytes);
});
