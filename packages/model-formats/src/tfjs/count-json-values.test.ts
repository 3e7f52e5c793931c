import fc from 'fast-check';
import { expect, it } from 'vitest';
import { countJsonValues } from './count-json-values.ts';

function valuesIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1;
  return 1 + Object.values(value).reduce((sum: number, inner) => sum + valuesIn(inner), 0);
}

const countIn = (json: string) => countJsonValues(new TextEncoder().encode(json));

it.each([
  ['1', 1],
  ['[]', 2],
  ['[1,2]', 3],
  ['{"a":[{},"[,{"]}', 5],
  [String.raw`["\",[\\",1]`, 3],
  ['["never ended, [', 2],
])('counts in %s', (json, count) => {
  expect(countIn(json)).toBe(count);
});

it('counts no fewer than there are, and at most two for one', () => {
  fc.assert(
    fc.property(fc.json(), (json) => {
      const there = valuesIn(JSON.parse(json));
      expect(countIn(json)).toBeGreaterThanOrEqual(there);
      expect(countIn(json)).toBeLessThanOrEqual(2 * there);
    }),
  );
});
