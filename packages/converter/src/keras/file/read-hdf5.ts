import { Worker } from 'node:worker_threads';
import { ModelFormatError } from '@pilotlight/model-formats';
import type { Hdf5Answer, Hdf5Content } from './hdf5-content.ts';

/** Limits of a thread for each mebibyte, and for any file. */
const MS_PER_MEBIBYTE = 3000;
const LEAST_MS = 10_000;
/** Numbers are read one by one, and each takes eight bytes until its tensor is complete. */
const HEAP_RATIO = 8;
const LEAST_HEAP_MIB = 256;

/**
 * Reads a whole HDF5 file, in bounded time and memory even if it is hostile.
 *
 * @param bytes go to the thread that reads them: they are gone afterwards if they have a buffer of their own.
 * @param file the name of the file in errors.
 * @throws {ModelFormatError} if it is not an HDF5 file, or damaged.
 */
export async function readHdf5(bytes: Uint8Array<ArrayBuffer>, file: string): Promise<Hdf5Content> {
  const own = bytes.byteLength === bytes.buffer.byteLength ? bytes.buffer : new Uint8Array(bytes).buffer;
  const mebibytes = own.byteLength / 2 ** 20;
  const worker = new Worker(new URL('./hdf5-worker.ts', import.meta.url), {
    workerData: own,
    transferList: [own],
    // The library's warnings do not concern a caller.
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: Math.ceil(LEAST_HEAP_MIB + HEAP_RATIO * mebibytes) },
  });
  let timer: NodeJS.Timeout | undefined;
  try {
    const answer = await new Promise<Hdf5Answer>((resolve) => {
      timer = setTimeout(
        () => resolve({ problem: 'takes longer to read than any model' }),
        LEAST_MS + MS_PER_MEBIBYTE * mebibytes,
      );
      worker.once('message', resolve);
      worker.once('error', (error) =>
        resolve({ problem: `takes more memory than any model (${error.message})` }),
      );
      worker.once('exit', () => resolve({ problem: 'cannot be read at all' }));
    });
    if ('content' in answer) return answer.content;
    throw new ModelFormatError({
      file,
      problem: `cannot be read as HDF5: it ${answer.problem}`,
      fix: 'save the model again with model.save(...)',
    });
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}
