import type { AnyInput } from '@pilotlight/client';
import type { Element } from './elements.ts';
import { FieldError } from './field-error.ts';
import type { TensorSpec } from './sample-values.ts';

/** Reads what somebody wrote for one number. @throws {FieldError} for what is none. */
export function readNumber(text: string, { dtype, quantization }: TensorSpec, field: string): Element {
  const written = text.trim();
  const isWhole = dtype !== 'float32' && !quantization;
  if (written === '' || !Number.isFinite(Number(written)))
    throw new FieldError(
      field,
      `${field} wants a number, and has ${written === '' ? 'nothing' : `'${written}'`}.`,
    );
  if (!isWhole) return Number(written);
  if (!/^[+-]?\d+$/.test(written)) throw new FieldError(field, `${field} wants a whole number.`);
  // Beyond what a number holds exactly, digits are sent.
  return Number.isSafeInteger(Number(written)) ? Number(written) : written;
}

/** Reads JSON. @throws {FieldError} that says where it is wrong. */
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
