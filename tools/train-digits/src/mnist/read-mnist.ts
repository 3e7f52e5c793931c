import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { toDigitSet, type DigitSet } from './digit-set.ts';
import { InvalidMnistFileError } from './invalid-mnist-file-error.ts';
import { MNIST_FILES, type MnistFile, type MnistPart } from './mnist-files.ts';
import { type IdxArray, parseIdx } from '@pilotlight/optimizer/idx';
import { unpackMnistFile } from './unpack-mnist-file.ts';

/**
 * Reads one part of MNIST from its gzipped IDX files.
 *
 * @throws {InvalidMnistFileError} if a file is missing or wrong.
 */
export async function readMnist({
  directory,
  part,
}: {
  directory: string;
  part: MnistPart;
}): Promise<DigitSet> {
  const { images, labels } = MNIST_FILES[part];
  return toDigitSet({
    images: await readIdxFile({ directory, file: images }),
    labels: await readIdxFile({ directory, file: labels }),
  });
}

async function readIdxFile({ directory, file }: { directory: string; file: MnistFile }): Promise<IdxArray> {
  const path = join(directory, file.name);
  const packed = await readFile(path).catch((cause: unknown) => {
    throw new InvalidMnistFileError({ path, problem: 'this file cannot be read', cause });
  });
  return parseIdx({ bytes: await unpackMnistFile({ file, packed, path }), axes: file.axes });
}
