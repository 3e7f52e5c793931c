import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { InvalidMnistFileError } from './invalid-mnist-file-error.ts';
import type { MnistFile } from './mnist-files.ts';

const gunzipAsync = promisify(gunzip);

/**
 * Unpacks a file of MNIST.
 *
 * @param path its path, for the error.
 *
 * @throws {InvalidMnistFileError} if it is not a gzip file, or its content is not that of MNIST.
 */
export async function unpackMnistFile({
  file,
  packed,
  path,
}: {
  file: MnistFile;
  packed: Uint8Array;
  path: string;
}): Promise<Uint8Array> {
  const bytes = await gunzipAsync(packed).catch((cause: unknown) => {
    throw new InvalidMnistFileError({ path, problem: 'this is not a complete gzip file', cause });
  });
  const md5 = createHash('md5').update(bytes).digest('hex');
  if (md5 !== file.md5) {
    throw new InvalidMnistFileError({
      path,
      problem: `its MD5, unpacked, is ${md5}, but MNIST has ${file.md5}`,
    });
  }
  return bytes;
}
