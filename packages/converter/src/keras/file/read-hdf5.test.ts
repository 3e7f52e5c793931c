import { expect, it } from 'vitest';
import type { Constant } from '../../graph/constant.ts';
import { partsOf } from '../testing/change-config.ts';
import { openKerasFixtures } from '../testing/keras-fixtures.ts';
import { readHdf5 } from './read-hdf5.ts';

const { file } = await openKerasFixtures();
const weights = Uint8Array.from(partsOf(file('conv2d.keras')).get('model.weights.h5') ?? []);

/** Reads the weights of a model, in a file that has some more bytes after them. */
async function read(more: number): Promise<readonly Constant[]> {
  const bytes = new Uint8Array(weights.length + more);
  bytes.set(weights);
  const { datasets } = await readHdf5(bytes, 'model.weights.h5');
  expect(bytes).toHaveLength(0);
  return [...datasets.values()];
}

function buffersOf(constants: readonly Constant[]): Set<unknown> {
  return new Set(constants.map(({ data }) => ArrayBuffer.isView(data) && data.buffer));
}

it('returns tensors as views of the file', async () => {
  const constants = await read(0);
  expect(constants.length).toBeGreaterThan(1);
  expect(buffersOf(constants).size).toBe(1);
});

it('copies tensors out of a file that holds mostly something else', async () => {
  const constants = await read(2 ** 21);
  expect(buffersOf(constants).size).toBe(constants.length);
  expect(constants).toEqual(await read(0));
});
