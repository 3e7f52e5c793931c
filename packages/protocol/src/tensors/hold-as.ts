import type { Signature, TensorSpec } from './signature.ts';
import type { NamedTensors, Tensor } from './tensor.ts';

/** Converts a tensor of an input's dtype to the dtype that the engine takes. */
export function holdAs(tensor: Tensor, { heldAs }: TensorSpec): Tensor {
  return heldAs === undefined || tensor.dtype === heldAs
    ? tensor
    : { dtype: heldAs, shape: tensor.shape, data: Float32Array.from<unknown>(tensor.data, Number) };
}

/** Converts all inputs to the dtypes that the engine takes. */
export function holdInputs(inputs: NamedTensors, { inputs: specs }: Signature): NamedTensors {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, tensor]) => {
      const spec = specs[name];
      return [name, spec ? holdAs(tensor, spec) : tensor];
    }),
  );
}
