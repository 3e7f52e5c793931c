import { access } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { OptimizerError } from '../optimizer-error.ts';
import type { Dataset } from './dataset.ts';
import { type IdxArray, parseIdx } from './idx/parse-idx.ts';
import { DATA_LIMITS } from './limits.ts';
import { readBounded } from './read-bounded.ts';

const IMAGES = /images([-.])idx([34])-ubyte(\.gz)?$/;

/** True for the name of the picture file in a pair of IDX files, as in MNIST and similar data sets. */
export function isIdxImages(file: string): boolean {
  return IMAGES.test(basename(file));
}

/**
 * Opens pictures and their classes in a pair of IDX files, gzipped or not: `…images-idx3-ubyte` and
 * `…labels-idx1-ubyte` next to it.
 *
 * @param images the file of the pictures.
 * @throws {OptimizerError} if one of the two is missing or damaged, or they do not fit each other.
 */
export async function openIdx(images: string): Promise<Dataset> {
  const axes = Number(IMAGES.exec(basename(images))?.[2]);
  const labels = await findLabels(images);
  const pictures = await readIdx(images, axes);
  const classes = await readIdx(labels, 1);
  const [count = 0, ...shape] = pictures.shape;
  if (classes.data.length !== count) {
    throw new OptimizerError(
      `${images} has ${count} pictures and ${labels} ${classes.data.length} classes: use files of the same data set`,
    );
  }
  const size = shape.reduce((product, side) => product * side, 1);
  return {
    name: images,
    count,
    files: [resolve(images), resolve(labels)],
    classes: undefined,
    async read(at) {
      return {
        name: `picture ${at} of ${images}`,
        question: { kind: 'pixels', pixels: pictures.data.subarray(at * size, (at + 1) * size), shape },
        truth: { kind: 'class', label: classes.data[at] ?? 0 },
      };
    },
  };
}

async function findLabels(images: string): Promise<string> {
  const plain = basename(images).replace(IMAGES, 'labels$1idx1-ubyte$3').replace(/\.gz$/, '');
  for (const file of [plain, `${plain}.gz`].map((each) => join(dirname(images), each))) {
    const isThere = await access(file).then(
      () => true,
      () => false,
    );
    if (isThere) return file;
  }
  throw new OptimizerError(`${images} has no file of classes beside it: add ${plain} or ${plain}.gz`);
}

async function readIdx(file: string, axes: number): Promise<IdxArray> {
  const content = await readBounded(file, DATA_LIMITS.idx);
  const bytes = file.endsWith('.gz') ? await unpack(file, content) : content;
  return parseIdx({ bytes, axes });
}

async function unpack(file: string, packed: Buffer): Promise<Uint8Array> {
  return promisify(gunzip)(packed, { maxOutputLength: DATA_LIMITS.idx }).catch((cause: unknown) => {
    throw new OptimizerError(`${file} is not a complete gzip file`, { cause });
  });
}
