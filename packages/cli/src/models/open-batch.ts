import type { Signature, TensorSpec } from '@pilotlight/protocol/tensors';

type Specs = Signature['inputs'];

/**
 * Opens the batch of a TensorFlow Lite model, which is made for one row at a time. If the first dimension of every tensor
 * is 1, it counts rows, and the engine runs all rows of a request one after the other.
 */
export function openBatch({ inputs, outputs }: Signature): Signature {
  const specs = [...Object.values(inputs), ...Object.values(outputs)];
  return specs.every(({ shape }) => shape[0] === 1 || shape[0] === -1)
    ? { inputs: mapSpecs(inputs), outputs: mapSpecs(outputs) }
    : { inputs, outputs };
}

function mapSpecs(specs: Specs): Specs {
  return Object.fromEntries(
    Object.entries(specs).map(([name, spec]): [string, TensorSpec] => [
      name,
      { ...spec, shape: [-1, ...spec.shape.slice(1)] },
    ]),
  );
}
