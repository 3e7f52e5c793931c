import type { TfjsRunner } from '../auto/tfjs-runner.ts';
import { networkOf } from '../equalize/network-of.ts';
import { roundingOf } from '../quantize/store-values.ts';
import type { WeightValues } from '../tfjs/float-values.ts';
import type { Weight } from '@pilotlight/model-formats/tfjs';
import type { TfjsModel } from '../tfjs/tfjs-model.ts';
import { expectedShift } from './expected-shift.ts';
import { type Absorber, findAbsorbers } from './find-absorbers.ts';
import { MeanPatch } from './mean-patch.ts';
import { watchInputs } from './watch-inputs.ts';

/** Change of a vector while a kernel is stored in bytes. */
export interface Correction {
  kernel: string;
  vector: string;
  change: Float64Array;
}

/**
 * Measures the shift that storing each kernel in bytes causes in the means of its channels, and returns the changes
 * that undo it (bias correction, Nagel et al. 2019, section 4.2; the means are those of examples, not of
 * normalizations).
 *
 * @param run runs the model on some examples, with the weights of `valuesOf`.
 */
export async function correctBiases({
  model,
  valuesOf,
  runner,
  run,
}: {
  model: TfjsModel;
  valuesOf: WeightValues;
  runner: Pick<TfjsRunner, 'idOf'>;
  run: () => Promise<void>;
}): Promise<Correction[]> {
  const weights = new Map(model.groups.flat().map((weight) => [weight.name, weight]));
  const measured = findAbsorbers(networkOf(model)).flatMap((absorber) => {
    const kernel = weights.get(absorber.kernel.weight);
    const id = kernel && runner.idOf(kernel);
    return kernel && id ? [{ absorber, kernel, id, patch: new MeanPatch(patchSize(kernel, absorber)) }] : [];
  });
  const patches = new Map(measured.map(({ id, patch }) => [id, patch]));
  {
    using _ = watchInputs((id, input, window) => patches.get(id)?.add(input, window));
    await run();
  }
  return measured.flatMap(({ absorber, kernel, patch }): Correction[] => {
    const values = valuesOf(kernel);
    const meanInput = patch.values;
    if (!values || !meanInput.every(Number.isFinite)) return [];
    const shift = expectedShift({
      values,
      rounded: roundingOf(values, 'uint8'),
      meanInput,
      channels: channelsOf(kernel, absorber),
      isDepthwise: absorber.isDepthwise,
    });
    const scale = weights.get(absorber.scale ?? '');
    const factors = scale && valuesOf(scale);
    const change = shift.map((by, channel) => absorber.sign * by * (factors?.[channel] ?? 1));
    return [{ kernel: kernel.name, vector: absorber.vector, change }];
  });
}

function channelsOf({ shape }: Weight, { kernel: { axis } }: Absorber): number {
  return shape[axis] ?? 1;
}

/** Returns the number of elements of a kernel for each output channel; for a depthwise kernel, for all channels. */
function patchSize(kernel: Weight, absorber: Absorber): number {
  const elements = kernel.shape.reduce((product, side) => product * side, 1);
  return absorber.isDepthwise ? elements : elements / channelsOf(kernel, absorber);
}
