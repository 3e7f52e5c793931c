import { readdir, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { OptimizerError } from '../optimizer-error.ts';
import type { Dataset } from './dataset.ts';
import { isIdxImages, openIdx } from './open-idx.ts';
import { openImageFolder } from './open-image-folder.ts';
import { openJsonLines } from './open-json-lines.ts';

/** Purpose of data: it decides which part of a folder with all of MNIST is used. */
export type Purpose = 'evaluation' | 'calibration';

const PARTS: Readonly<Record<Purpose, RegExp>> = { evaluation: /^(t10k|test)/, calibration: /^train/ };

/**
 * Opens data in one of these forms: IDX (a file of pictures, or its folder), a folder with a folder of pictures for
 * each class, or JSON lines.
 *
 * @throws {OptimizerError} for another form, or damaged data.
 */
export async function openDataset(path: string, purpose: Purpose): Promise<Dataset> {
  const found = await stat(path).catch((cause: unknown) => {
    throw new OptimizerError(`${path} does not exist`, { cause });
  });
  if (found.isDirectory()) return openFolder(path, purpose);
  if (isIdxImages(path)) return openIdx(path);
  if (['.jsonl', '.ndjson'].includes(extname(path))) return openJsonLines(path);
  throw new OptimizerError(
    `${path} is not readable data: use IDX (…images-idx3-ubyte.gz), a folder with a folder of pictures for ` +
      'each class, or JSON lines (.jsonl)',
  );
}

async function openFolder(folder: string, purpose: Purpose): Promise<Dataset> {
  const pictures = (await readdir(folder)).filter(isIdxImages);
  if (pictures.length === 0) return openImageFolder(folder);
  const ofPart = pictures.filter((name) => PARTS[purpose].test(name));
  const [only, another] = pictures.length === 1 ? pictures : ofPart;
  if (only === undefined || another !== undefined) {
    throw new OptimizerError(`${folder} has ${pictures.join(' and ')}: choose one by giving the file itself`);
  }
  return openIdx(join(folder, only));
}
