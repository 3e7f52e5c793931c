import type { Manifest } from '@pilotlight/model-runtime/store';
import {
  allocate,
  DEFAULT_SIGNATURE,
  encodeBase64,
  ReadyTensor,
  realSpec,
  setElement,
  type TensorSpec,
} from '@pilotlight/protocol/tensors';
import type { Example } from '../data/dataset.ts';
import { OptimizerError } from '../optimizer-error.ts';

/**
 * Returns the row for a request from an example.
 *
 * @throws {OptimizerError} if the model takes no pictures, or pictures of another size.
 */
export function instanceOf({ name, question }: Example, manifest: Manifest): unknown {
  switch (question.kind) {
    case 'instance':
      return question.instance;
    case 'image':
      pictureInput(manifest);
      return { b64: encodeBase64(question.bytes) };
    case 'pixels': {
      const { spec, mean, std } = pictureInput(manifest);
      const [height, width, channels = 1] = question.shape;
      const shape = spec.shape.slice(1);
      if (question.shape.length > 3 || [height, width, channels].some((size, at) => size !== shape[at])) {
        throw new OptimizerError(
          `${name} is ${question.shape.join(' x ')} but the model takes ${shape.join(' x ')}: pictures in IDX are not resized`,
        );
      }
      const data = allocate(spec.dtype, question.pixels.length);
      for (let at = 0; at < data.length; at += 1) {
        const value = ((question.pixels[at] ?? 0) - mean(at % channels)) / std(at % channels);
        setElement(data, at, spec.dtype === 'float32' ? value : Math.round(value));
      }
      return new ReadyTensor({ dtype: spec.dtype, shape, data });
    }
  }
}

/**
 * Returns the input for pictures, and its pixel range.
 *
 * @throws {OptimizerError} if that is unknown.
 */
function pictureInput({ preprocessing, signatures }: Manifest): {
  spec: TensorSpec;
  mean: (channel: number) => number;
  std: (channel: number) => number;
} {
  const [only, another] = Object.entries(signatures[DEFAULT_SIGNATURE]?.inputs ?? {});
  const steps = only && !another ? preprocessing?.[only[0]] : undefined;
  if (!only || !steps) {
    throw new OptimizerError(
      'the pixel range of the model is unknown: add --pixels with 0..1, -1..1 or 0..255, ' +
        'or use rows as JSON lines',
    );
  }
  return { spec: realSpec(only[1]), mean: perChannel(steps.mean), std: perChannel(steps.std) };
}

function perChannel(value: number | readonly number[]): (channel: number) => number {
  return (channel) => (typeof value === 'number' ? value : (value[channel] ?? value[0] ?? 0));
}
