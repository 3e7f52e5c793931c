import { type FileHandle, open } from 'node:fs/promises';
import { ModelFormatError } from './model-format-error.ts';

/**
 * Opens a file for `read`, and closes it afterwards.
 *
 * @throws {ModelFormatError} if it cannot be read, or `read` finds a problem in it.
 */
export async function withFile<Result>(
  file: string,
  read: (handle: FileHandle) => Promise<Result>,
): Promise<Result> {
  try {
    await using handle = await open(file);
    return await read(handle);
  } catch (cause) {
    if (ModelFormatError.isInstance(cause)) throw cause;
    throw new ModelFormatError(
      {
        file,
        problem: 'cannot be read',
        fix: cause instanceof Error ? cause.message : 'check that it exists and that you may read it',
      },
      { cause },
    );
  }
}
