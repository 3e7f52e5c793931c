import { open } from 'node:fs/promises';
import { OptimizerError } from '../optimizer-error.ts';

/**
 * Reads a whole file up to a size limit.
 *
 * @param limit in bytes.
 * @throws {OptimizerError} for a file that cannot be read, is empty or is too large.
 */
export async function readBounded(file: string, limit: number): Promise<Buffer<ArrayBuffer>> {
  try {
    await using handle = await open(file);
    const { size } = await handle.stat();
    if (size === 0) throw new OptimizerError(`${file} is empty`);
    if (size > limit) throw new OptimizerError(`${file} has ${size} bytes, more than the limit of ${limit}`);
    return await handle.readFile();
  } catch (cause) {
    if (OptimizerError.isInstance(cause)) throw cause;
    const why = cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : '';
    throw new OptimizerError(`${file} cannot be read${why}`, { cause });
  }
}
