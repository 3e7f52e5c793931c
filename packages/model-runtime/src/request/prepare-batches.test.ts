import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { NamedTensors, Signature } from '@pilotlight/protocol/tensors';
import { expect, it } from 'vitest';
import { installedAsset } from '../deployment/runtime-parts.ts';
import type { Manifest } from '../store/manifest.ts';
import { prepareBatches } from './prepare-batches.ts';

const signature: Signature = {
  inputs: { image: { dtype: 'float32', shape: [-1, 224, 224, 3] } },
  outputs: {},
};
const preprocessing: Manifest['preprocessing'] = {
  image: { resize: 'bilinear', crop: 'none', channels: 'rgb', mean: 0, std: 1 },
};
const png = await readFile(join(import.meta.dirname, '../images/fixtures/rgb.png'), 'base64');
const image = { b64: png };
const pixels = {
  dtype: 'float32',
  shape: [224, 224, 3],
  b64: Buffer.alloc(4 * 224 * 224 * 3).toString('base64'),
};

async function partsOf(rows: readonly unknown[], signed = signature): Promise<NamedTensors[]> {
  const options = { raw: false, signature: signed, preprocessing, assetPath: installedAsset };
  const parts: NamedTensors[] = [];
  for await (const part of await prepareBatches({ payload: { form: 'instances', rows }, ...options })) {
    parts.push(part);
  }
  return parts;
}

it('decodes one part of images at a time, and keeps the order of the rows', async () => {
  const parts = await partsOf([image, pixels, image]);
  const shape = [1, 224, 224, 3];
  expect(parts.map(({ image: rows }) => rows?.shape)).toEqual([shape, shape, shape]);
  const [first, second, third] = parts.map(({ image: rows }) => rows?.data);
  expect(first).toEqual(third);
  expect(second?.every((value) => value === 0)).toBe(true);
});

it('checks rows without images before the first part', async () => {
  const small: Signature = { inputs: { image: { dtype: 'float32', shape: [-1, 1] } }, outputs: {} };
  await expect(partsOf([[1], [2], ['x']], small)).rejects.toThrow('instances[2][0]');
  expect(await partsOf([[1], [2]], small)).toHaveLength(1);
});

it('names the row that is not an image', async () => {
  await expect(partsOf([image, image, { b64: 'AAAA' }])).rejects.toThrow('instances[2].b64: expected a JPEG');
});

it('refuses too many images before it decodes one', async () => {
  const many = Array.from({ length: 60 }, () => ({ b64: '' }));
  await expect(partsOf(many)).rejects.toThrow('images of at most 33554432 bytes together once decoded');
});

it('refuses rows of different shapes, also if the signature leaves the shape open', async () => {
  const two: Signature = {
    inputs: { ...signature.inputs, more: { dtype: 'float32', shape: [-1, -1] } },
    outputs: {},
  };
  expect(
    await partsOf(
      [
        { image, more: [1] },
        { image, more: [2] },
      ],
      two,
    ),
  ).toHaveLength(2);
  await expect(
    partsOf(
      [
        { image, more: [1] },
        { image, more: [1, 2] },
      ],
      two,
    ),
  ).rejects.toThrow('instances[1]: expected rows of one shape');
});
