import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { installedAsset } from '../../deployment/runtime-parts.ts';
import { flatJpeg, flatPng } from '../../testing/flat-images.ts';
import { decodeImageInput } from '../decode-image-input.ts';
import type { DecoderOptions } from '../image-decoder.ts';
import type { ImageJob } from './image-job.ts';
import { createImageThread } from './image-thread.ts';

const FIXTURES = join(import.meta.dirname, '../fixtures');
const NOTHING_ELSE = {};

function job(bytes: Uint8Array): ImageJob {
  return {
    // Its memory moves to the thread.
    bytes: Uint8Array.from(bytes),
    preprocessing: { resize: 'bilinear', crop: 'center', channels: 'rgb', mean: 127.5, std: 127.5 },
    spec: { dtype: 'float32', shape: [-1, 8, 8, 3] },
  };
}

function start(options: Partial<DecoderOptions> = {}) {
  const thread = createImageThread({ assetPath: installedAsset, ...options });
  onTestFinished(() => thread.end());
  return {
    decode: (bytes: Uint8Array, call: Parameters<typeof thread.decode>[1] = NOTHING_ELSE) =>
      thread.decode(() => job(bytes), call),
    end: () => thread.end(),
  };
}

it.each(['rgb.jpg', 'turned-6.jpg', 'rgb.png', 'lossy.webp'])(
  'decodes %s to the same values as without a thread',
  async (name) => {
    const bytes = await readFile(join(FIXTURES, name));
    const { decode } = start();
    const expected = await decodeImageInput({ ...job(bytes), assetPath: installedAsset });
    expect(await decode(bytes)).toEqual(expected);
  },
);

it('refuses the same images as without a thread, and decodes the next', async () => {
  const { decode } = start();
  const whole = await readFile(join(FIXTURES, 'rgb.png'));
  const refused = decode(whole.subarray(0, -20));
  const taken = decode(whole);
  await expect(refused).rejects.toMatchObject({ name: 'ImageError', expected: 'a whole PNG' });
  expect((await taken).shape).toEqual([8, 8, 3]);
});

it('stays within the memory for one image, also for later images', async () => {
  const { decode } = start({ maxMemoryBytes: 57 * 1024 * 1024 });
  for (let n = 0; n < 3; n++) expect((await decode(flatJpeg('baseline'))).shape).toEqual([8, 8, 3]);
  await expect(decode(flatJpeg('progressive'))).rejects.toThrow('takes at most 57 MiB of memory to decode');
});

it('stops in the middle of an image if its caller leaves, and decodes the next', async () => {
  const { decode } = start();
  await decode(flatPng('RGB'));
  const caller = new AbortController();
  const left = decode(flatJpeg('progressive'), { signal: caller.signal });
  const next = decode(flatPng('RGB'));
  setImmediate(() => caller.abort());
  await expect(left).rejects.toMatchObject({ reason: 'CANCELLED' });
  expect((await next).shape).toEqual([8, 8, 3]);
});

it('stops in the middle of an image if its deadline passes', async () => {
  const { decode } = start();
  await decode(flatPng('RGB'));
  const late = decode(flatJpeg('progressive'), { deadline: performance.now() + 20 });
  await expect(late).rejects.toMatchObject({ reason: 'DEADLINE_EXCEEDED' });
});

it('starts again after it has ended', async () => {
  const { decode, end } = start();
  const before = await decode(flatPng('RGBA'));
  await end();
  expect(await decode(flatPng('RGBA'))).toEqual(before);
});

it('reports a missing thread file as an error of the engine', async () => {
  const { decode } = start({ assetPath: (name) => join(FIXTURES, name) });
  const bytes = await readFile(join(FIXTURES, 'rgb.png'));
  await expect(decode(bytes)).rejects.toMatchObject({ reason: 'ENGINE_FAILED' });
  await expect(decode(bytes)).rejects.toThrow("engine 'images': an image could not be decoded in its thread");
});
