import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { FIXTURES } from '../testing/fixtures.ts';
import { readTable } from './read-table.ts';

const INDEX = join(FIXTURES, 'conv/saved_model/variables/variables.index');

it('reads what TensorFlow wrote', async () => {
  const keys = [...readTable(await readFile(INDEX))].map(({ key }) => key);
  expect(keys).toEqual(keys.toSorted());
  expect(keys).toContain('_CHECKPOINTABLE_OBJECT_GRAPH');
  expect(keys.filter((key) => key.endsWith('VARIABLE_VALUE')).length).toBeGreaterThanOrEqual(4);
});

it('refuses what is no table, and half of one', async () => {
  const whole = await readFile(INDEX);
  expect(() => [...readTable(new Uint8Array(100))]).toThrow(RangeError);
  expect(() => [...readTable(whole.subarray(1))]).toThrow(RangeError);
  expect(() => [...readTable(whole.subarray(0, 20))]).toThrow(RangeError);
});
