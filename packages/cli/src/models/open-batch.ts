import type { Signature, TensorSpec } from '@pilotlight/protocol/tensors';

type Specs = Signature['inputs'];

/**
 * TensorFlow Lite models are made for one row at a time. Where every tensor begins with a dimension of 1, rows are what
 * it counts, and the engine runs as many as are sent, one after the other.
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
