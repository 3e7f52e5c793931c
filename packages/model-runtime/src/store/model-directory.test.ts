import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { expect, it } from 'vitest';
import { createModelsDirectory, DENSE_GRAPH, writeTestModel } from '../testing/models.ts';
import { readManifest, readModelFileInto } from './model-directory.ts';

it('reads a file into more parts than the system fills at once, and reports another length', async () => {
  await using directory = await createModelsDirectory();
  const path = await writeTestModel(directory.path, 'dense', 1, DENSE_GRAPH);
  const dense = { model: 'dense', version: 1, path };
  const content = Uint8Array.from({ length: 3 * 2500 }, (_, at) => at % 251);
  await writeFile(join(path, 'weights.bin'), content);
  const manifest = await readManifest(dense);
  const memory = new Uint8Array(10 * 2500);
  const parts = Array.from({ length: 2500 }, (_, part) => memory.subarray(10 * part, 10 * part + 3));
  const read = (into: readonly Uint8Array[]) =>
    readModelFileInto({
      directory: dense,
      manifest,
      file: 'weights.bin',
      parts: into,
      crc32: crc32(content),
    });
  await read([...parts, new Uint8Array(0)]);
  expect(Buffer.concat(parts).equals(content)).toBe(true);
  expect(memory.filter((_, at) => at % 10 > 2).every((byte) => byte === 0)).toBe(true);
  await expect(read([...parts, new Uint8Array(1)])).rejects.toThrow('is shorter than when it was added');
  await expect(read(parts.slice(1))).rejects.toThrow('is longer than when it was added');
});
