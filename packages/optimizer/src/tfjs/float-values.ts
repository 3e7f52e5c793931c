import { OptimizerError } from '../optimizer-error.ts';
import { restoreValues } from '../quantize/store-values.ts';
import type { Weight } from '@pilotlight/model-formats/tfjs';

/** Returns the values of a weight, as they are or changed, such as {@link floatValues}. */
export type WeightValues = (weight: Weight) => Float32Array<ArrayBuffer> | undefined;

/**
 * Returns the values of a weight, not to be written to; undefined for one that is not float32, such as a shape or an
 * axis.
 *
 * @throws {OptimizerError} for a NaN: such a model is broken already.
 */
export function floatValues(weight: Weight): Float32Array<ArrayBuffer> | undefined {
  if (weight.dtype !== 'float32') return undefined;
  const values = restoreValues(weight);
  if (values.some(Number.isNaN)) {
    throw new OptimizerError(
      `the weight '${weight.name}' has values that are not numbers (NaN): the model was damaged in training`,
    );
  }
  return values;
}
