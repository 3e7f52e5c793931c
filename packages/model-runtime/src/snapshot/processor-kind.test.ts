import { arch } from 'node:process';
import { expect, it } from 'vitest';
import { processorKind } from './processor-kind.ts';

it('is the same each time, and contains the results that WebAssembly leaves open', async () => {
  const kind = await processorKind();
  expect(await processorKind()).toBe(kind);
  const [architecture, results = ''] = kind.split(' ');
  expect(architecture).toBe(arch);
  expect(results).toMatch(/^[0-9a-f]{64}$/);
  // Places 0 to 15 are the same everywhere; the first is 0.
  expect(results.slice(0, 2)).toBe('00');
});
