import type { NamedTensors, Signature } from '@pilotlight/protocol/tensors';

/** Gives numbers of 8 bits as the floats that a converted model takes them as. */
export function widenInputs(inputs: NamedTensors, { inputs: specs }: Signature): NamedTensors {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, tensor]) => {
      const isHeldWider = specs[name]?.dtype === 'float32' && tensor.dtype !== 'float32';
      return [
        name,
        isHeldWider ? { ...tensor, dtype: 'float32', data: Float32Array.from(tensor.data, Number) } : tensor,
      ];
    }),
  );
}
