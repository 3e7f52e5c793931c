import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { InvalidMnistFileError } from './invalid-mnist-file-error.ts';
import { MNIST_FILES } from './mnist-files.ts';
import { readMnist } from './read-mnist.ts';

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'mnist-'));
});

afterEach(async () => {
  await rm(directory, { recursive: true });
});

it('names the missing file', async () => {
  const reading = readMnist({ directory, part: 'test' });
  await expect(reading).rejects.toThrow(InvalidMnistFileError);
  await expect(reading).rejects.toThrow('t10k-images-idx3-ubyte.gz: this file cannot be read');
});

it('refuses a truncated file', async () => {
  const whole = gzipSync(new Uint8Array(5000));
  await writeFile(join(directory, MNIST_FILES.test.images.name), whole.subarray(0, whole.length - 9));
  await expect(readMnist({ directory, part: 'test' })).rejects.toThrow('this is not a complete gzip file');
});

it('refuses a file with the wrong content', async () => {
  await writeFile(join(directory, MNIST_FILES.test.images.name), gzipSync('not MNIST'));
  await expect(readMnist({ directory, part: 'test' })).rejects.toThrow('its MD5, unpacked, is');
});

it.skipIf(!process.env['MNIST_DATA'])('reads MNIST (from the folder MNIST_DATA)', async () => {
  const set = await readMnist({ directory: process.env['MNIST_DATA'] ?? '', part: 'test' });
  expect(set.count).toBe(10_000);
  expect([...set.labels.subarray(0, 5)]).toEqual([7, 2, 1, 0, 4]);
});
