import { ModelFormatError } from './model-format-error.ts';
import { withFile } from './with-file.ts';

/**
 * Reads a whole file, if it is not larger than a limit.
 *
 * @throws {ModelFormatError} if it cannot be read, is empty or is too large.
 */
export function readBoundedFile(file: string, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  return withFile(file, async (handle) => {
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
    return handle.readFile();
  });
}
