import { stat } from 'node:fs/promises';
import { digestOfFile } from '@pilotlight/model-runtime/store';
import { OptimizerError } from '../optimizer-error.ts';
import type { Dataset } from './dataset.ts';

/**
 * Refuses data that would both make and judge a model: no file of one data set may be a file of the other, under any
 * name. Only files of the same size are read to compare them.
 *
 * @throws {OptimizerError} naming the file that is in both.
 */
export async function refuseSharedData(evaluation: Dataset, calibration: Dataset): Promise<void> {
  const bySize = new Map<number, string[]>();
  for (const file of evaluation.files) {
    const { size } = await stat(file);
    bySize.set(size, [...(bySize.get(size) ?? []), file]);
  }
  const digests = new Map<string, Promise<string>>();
  const digestOnce = (file: string) => {
    const known = digests.get(file) ?? digestOfFile(file);
    digests.set(file, known);
    return known;
  };
  for (const file of calibration.files) {
    const { size } = await stat(file);
    for (const other of bySize.get(size) ?? []) {
      // A file of classes alone may be the same in both, such as ten digits in turn. Only the pictures must not be
      // shared.
      if (/labels[-.]idx1-ubyte/.test(file) && /labels[-.]idx1-ubyte/.test(other)) continue;
      if (file !== other && (await digestOnce(file)) !== (await digestOnce(other))) continue;
      throw new OptimizerError(
        `${file} would be used both to make the model and to judge it, which proves nothing: use other data for ` +
          'one of the two',
      );
    }
  }
}
