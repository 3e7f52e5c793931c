import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { DownloadFailedError } from './download-failed-error.ts';
import { downloadMnist } from './download-mnist.ts';
import { InvalidMnistFileError } from './invalid-mnist-file-error.ts';
import { MNIST_FILES } from './mnist-files.ts';

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'mnist-'));
  vi.spyOn(console, 'log').mockReturnValue();
});

afterEach(async () => {
  vi.restoreAllMocks();
  await rm(directory, { recursive: true });
});

it('says what to do without a network, and leaves no files behind', async () => {
  const noNetwork = new TypeError('fetch failed');
  vi.spyOn(globalThis, 'fetch').mockRejectedValue(noNetwork);
  const error: unknown = await downloadMnist({ directory }).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(DownloadFailedError);
  expect(error).toMatchObject({ message: expect.stringContaining('`--data`'), cause: noNetwork });
  expect(await readdir(directory)).toEqual([]);
});

it('treats an error page as a failure', async () => {
  vi.spyOn(globalThis, 'fetch').mockResolvedValue(new Response('gone', { status: 404 }));
  await expect(downloadMnist({ directory })).rejects.toMatchObject({
    cause: { message: expect.stringContaining('404') },
  });
});

it('rejects a file with the wrong content', async () => {
  vi.spyOn(globalThis, 'fetch').mockResolvedValue(new Response(gzipSync('not MNIST')));
  await expect(downloadMnist({ directory })).rejects.toThrow(InvalidMnistFileError);
  expect(await readdir(directory)).toEqual([]);
});

it('does not download existing files', async () => {
  const fetched = vi.spyOn(globalThis, 'fetch');
  for (const { images, labels } of Object.values(MNIST_FILES)) {
    await writeFile(join(directory, images.name), '');
    await writeFile(join(directory, labels.name), '');
  }
  await downloadMnist({ directory });
  expect(fetched).not.toHaveBeenCalled();
});
