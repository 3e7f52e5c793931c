import { ModelFormatError } from './model-format-error.ts';

/**
 * Runs a decoder on the content of `file`. Any error that a damaged file causes becomes one error that says so.
 *
 * @throws {ModelFormatError}
 */
export function decodeFile<T>({ file, as, decode }: { file: string; as: string; decode: () => T }): T {
  try {
    return decode();
  } catch (cause) {
    if (ModelFormatError.isInstance(cause)) throw cause;
    const detail = cause instanceof Error ? ` (${cause.message})` : '';
    throw new ModelFormatError(
      {
        file,
        problem: `is not ${as}, or is damaged${detail}`,
        fix: 'copy or export the model again',
      },
      { cause },
    );
  }
}
