import { ModelFormatError } from '@pilotlight/model-formats';
import { ConversionError } from '../conversion-error.ts';

/**
 * Runs a conversion. Files can hold what no model has, and a pass may come upon it: whatever it throws then becomes one error
 * that says so.
 *
 * @throws {ModelFormatError} @throws {ConversionError}
 */
export async function withTypedErrors<T>(convert: () => Promise<T>): Promise<T> {
  try {
    return await convert();
  } catch (cause) {
    if (ConversionError.isInstance(cause) || ModelFormatError.isInstance(cause)) throw cause;
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new ConversionError(`it is damaged, or like no model that is known here (${detail})`, { cause });
  }
}
