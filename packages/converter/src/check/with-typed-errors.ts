import { ModelFormatError } from '@pilotlight/model-formats';
import { ConversionError } from '../conversion-error.ts';

/**
 * Runs a conversion. A file can hold things that no model has, and any pass may fail on them. Such a failure becomes one typed
 * error.
 *
 * @throws {ModelFormatError} @throws {ConversionError}
 */
export async function withTypedErrors<T>(convert: () => Promise<T>): Promise<T> {
  try {
    return await convert();
  } catch (cause) {
    if (ConversionError.isInstance(cause) || ModelFormatError.isInstance(cause)) throw cause;
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new ConversionError(`it is damaged, or of a kind that is not supported (${detail})`, { cause });
  }
}
