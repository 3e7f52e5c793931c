import { OptimizerError } from '../optimizer-error.ts';
import { restoreValues } from '../quantize/store-values.ts';
import type { Weight } from '@pilotlight/model-formats/tfjs';

/** Gives a weight its values, as they are or changed on the way, such as {@link floatValues}. */
export type WeightValues = (weight: Weight) => Float32Array<ArrayBuffer> | undefined;

/**
 * The values of a weight, not to be written to; undefined of one that is no float32, such as a shape or an axis.
 *
 * @throws {OptimizerError} where one of them is no number: such a model is broken before anything is done to it.
 */
export function floatValues(weight: Weight): Float32Array<ArrayBuffer> | undefined {
  if (weight.dtype !== 'float32') return undefined;
  const values = restoreValues(weight);
  if (values.some(Number.isNaN)) {
    throw new OptimizerError(
      `the weight '${weight.name}' holds values that are no numbers (NaN): the model was damaged in its training`,
    );
  }
  return values;
}
