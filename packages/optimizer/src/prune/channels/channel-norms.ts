import { OptimizerError } from '../../optimizer-error.ts';
import { floatValues } from '../../tfjs/float-values.ts';
import type { Weight } from '@pilotlight/model-formats/tfjs';

/** Returns the L1 norm of each channel of a weight: for the last axis of a convolution, those of its filters. */
export function channelNorms(weight: Weight, axis: number): number[] {
  const values = floatValues(weight);
  if (!values) throw new OptimizerError(`the weight '${weight.name}' is ${weight.dtype}, not float32`);
  const stride = weight.shape.slice(axis + 1).reduce((product, size) => product * size, 1);
  const norms = Array.from({ length: weight.shape[axis] ?? 1 }, () => 0);
  for (const [at, value] of values.entries()) {
    const channel = Math.floor(at / stride) % norms.length;
    norms[channel] = (norms[channel] ?? 0) + Math.abs(value);
  }
  return norms;
}
