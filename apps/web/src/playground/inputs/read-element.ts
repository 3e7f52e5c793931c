import type { AnyInput } from '@pilotlight/client';
import type { Element } from './elements.ts';
import { FieldError } from './field-error.ts';
import type { TensorSpec } from './sample-values.ts';

/** Reads the text of one number. @throws {FieldError} for anything else. */
export function readNumber(text: string, { dtype, quantization }: TensorSpec, field: string): Element {
  const written = text.trim();
  const isWhole = dtype !== 'float32' && !quantization;
  if (written === '' || !Number.isFinite(Number(written)))
    throw new FieldError(
      field,
      `${field} needs a number, ${written === '' ? 'but is empty' : `not '${written}'`}.`,
    );
  if (!isWhole) return Number(written);
  if (!/^[+-]?\d+$/.test(written)) throw new FieldError(field, `${field} needs a whole number.`);
  // An integer that a number cannot hold exactly is sent as digits.
  return Number.isSafeInteger(Number(written)) ? Number(written) : written;
}

/** Reads JSON. @throws {FieldError} naming the syntax error. */
export function readJson(text: string, field: string): AnyInput {
  try {
    const value: AnyInput = JSON.parse(text);
    return value;
  } catch (error) {
    throw new FieldError(
      field,
      `${field} is not JSON: ${error instanceof Error ? error.message : String(error)}.`,
    );
  }
}
