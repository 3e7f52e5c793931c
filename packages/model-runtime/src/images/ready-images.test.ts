import { expect, it } from 'vitest';
import { readyImages } from './ready-images.ts';

const image = { dtype: 'float32', shape: [-1, 4, 4, 3] } as const;
const assetPath = (file: string) => file;
const preprocessing = {
  image: { resize: 'bilinear', crop: 'none', channels: 'rgb', mean: 0, std: 1 },
} as const;

it.each([
  ['a string', { image }, 'cat.jpg', 'instances[1]'],
  ['bare base64', { image }, '/9j/4AAQSkZJRg==', 'instances[1]'],
  ['a string by name', { image, size: image }, { image: 'cat.jpg', size: 1 }, 'instances[1].image'],
])('says how an image is sent instead of %s', async (_, inputs, row, field) => {
  const payload = { form: 'instances', rows: [{ size: 1 }, row] } as const;
  await expect(
    readyImages({ payload, signature: { inputs, outputs: {} }, preprocessing, assetPath }),
  ).rejects.toThrow(
    `${field}: this input takes images: send { "b64": … } with the base64 of a JPEG, PNG or WebP`,
  );
});

it.each([['data:image/png;base64,AAAA'], ['[[1, 2]]'], [[[1, 2]]]])(
  'leaves %s to the errors of tensors',
  async (row) => {
    const payload = { form: 'instances', rows: [row] } as const;
    const signature = { inputs: { image }, outputs: {} };
    expect(await readyImages({ payload, signature, preprocessing, assetPath })).toEqual(payload);
  },
);
