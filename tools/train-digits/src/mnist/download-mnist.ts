import { mkdir, rename, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DownloadFailedError } from './download-failed-error.ts';
import { MNIST_FILES, type MnistFile } from './mnist-files.ts';
import { unpackMnistFile } from './unpack-mnist-file.ts';

const mirror = 'https://ossci-datasets.s3.amazonaws.com/mnist/';
const timeLimit = 120_000;

/**
 * Downloads the missing ones of the four files of MNIST (11 MB in all). Only complete files with the right checksum
 * reach `directory`.
 *
 * @throws {DownloadFailedError} if the mirror does not send a file within two minutes.
 * @throws {InvalidMnistFileError} if it sends a wrong one.
 */
export async function downloadMnist({ directory }: { directory: string }): Promise<void> {
  await mkdir(directory, { recursive: true });
  for (const { images, labels } of Object.values(MNIST_FILES)) {
    for (const file of [images, labels]) {
      if (!existsSync(join(directory, file.name))) {
        console.log(`Downloading ${file.name} ...`);
        await downloadFile({ directory, file });
      }
    }
  }
}

async function downloadFile({ directory, file }: { directory: string; file: MnistFile }): Promise<void> {
  const url = new URL(file.name, mirror).href;
  const packed = await fetchBytes(url).catch((cause: unknown) => {
    throw new DownloadFailedError({ url, cause });
  });
  await unpackMnistFile({ file, packed, path: url });
  const path = join(directory, file.name);
  await writeFile(`${path}.part`, packed);
  await rename(`${path}.part`, path);
}

async function fetchBytes(url: string): Promise<Uint8Array> {
  const response = await fetch(url, { signal: AbortSignal.timeout(timeLimit) });
  if (!response.ok) {
    throw new Error(`The server answered ${response.status} ${response.statusText}.`);
  }
  return new Uint8Array(await response.arrayBuffer());
}
