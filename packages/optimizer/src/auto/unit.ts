import { elementCount } from '@pilotlight/protocol/tensors';
import type { Storage } from '../quantize/precision.ts';
import { canStore, roundingOf } from '../quantize/store-values.ts';
import type { WeightValues } from '../tfjs/float-values.ts';
import type { Weight } from '@pilotlight/model-formats/tfjs';
import type { TfjsModel } from '../tfjs/tfjs-model.ts';

/** Precision of weights: as they are, two bytes or one byte. */
export type Level = 'float32' | 'half' | 'uint8';

/** Weights with one common precision. */
export interface Unit {
  name: string;
  elements: number;
  weights: readonly UnitWeight[];
}

interface UnitWeight {
  weight: Weight;
  /** Storage at each level. */
  storage: Readonly<Record<Level, Storage>>;
}

/**
 * Returns the parts of a model with a precision to choose: each kernel alone, and all biases, scales and other vectors
 * together, as they are small. Single numbers stay as they are.
 */
export function unitsOf(model: TfjsModel, valuesOf: WeightValues): Unit[] {
  const kernels: Unit[] = [];
  const vectors: UnitWeight[] = [];
  for (const weight of model.groups.flat()) {
    const values = elementCount(weight.shape) > 1 ? valuesOf(weight) : undefined;
    if (!values) continue;
    const isVector = weight.shape.filter((size) => size > 1).length < 2;
    const half = isVector ? halfOfVector(values) : halfOfKernel(values);
    const uint8 = !isVector && canStore(values, 'uint8') ? 'uint8' : half;
    const entry: UnitWeight = { weight, storage: { float32: 'float32', half, uint8 } };
    if (isVector) vectors.push(entry);
    else kernels.push({ name: weight.name, elements: values.length, weights: [entry] });
  }
  if (vectors.length === 0) return kernels;
  const elements = vectors.reduce((sum, { weight }) => sum + elementCount(weight.shape), 0);
  return [...kernels, { name: 'vectors', elements, weights: vectors }];
}

/** Each number of a vector scales or shifts a whole channel, so small ones need as many digits as large ones. */
function halfOfVector(values: Float32Array): Storage {
  return canStore(values, 'float16') ? 'float16' : 'float32';
}

function halfOfKernel(values: Float32Array): Storage {
  if (!canStore(values, 'float16')) return canStore(values, 'uint16') ? 'uint16' : 'float32';
  return squaredError(values, 'float16') <= squaredError(values, 'uint16') ? 'float16' : 'uint16';
}

function squaredError(values: Float32Array, precision: 'float16' | 'uint16'): number {
  const rounded = roundingOf(values, precision);
  return values.reduce((sum, value) => sum + (value - rounded(value)) ** 2, 0);
}
