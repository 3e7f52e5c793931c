import { open } from 'node:fs/promises';
import { ModelFormatError } from './model-format-error.ts';

/**
 * Reads a file whole, unless it is larger than any of its kind should be.
 *
 * @throws {ModelFormatError} where it cannot be read, is empty or is too large.
 */
export async function readBoundedFile(file: string, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  try {
    await using handle = await open(file);
    const { size } = await handle.stat();
    if (size === 0) {
      throw new ModelFormatError({ file, problem: 'is empty', fix: 'copy or export the model again' });
    }
    if (size > limit) {
      throw new ModelFormatError({
        file,
        problem: `has ${size} bytes, more than the ${limit} that such a file may have`,
        fix: 'check that it is the file you mean',
      });
    }
    return await handle.readFile();
  } catch (cause) {
    if (ModelFormatError.isInstance(cause)) throw cause;
    throw new ModelFormatError(
      {
        file,
        problem: 'cannot be read',
        fix: cause instanceof Error ? cause.message : 'check that it is there and that you may read it',
      },
      { cause },
    );
  }
}
