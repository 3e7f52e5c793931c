import type { DType, Elements, Tensor } from '@pilotlight/protocol/tensors';
import { DATA_TYPES, describeDataType } from './data-type.ts';
import type { NativeBinding, NativeTensor } from './native-binding.ts';

/**
 * Gives TensorFlow a copy of a tensor; the caller deletes it. The addon would share the elements' memory, and a
 * variable that a model keeps its input in would change with the array.
 */
export function giveTensor(binding: NativeBinding, { dtype, shape, data }: Tensor): number {
  if (data instanceof BigInt64Array) {
    return binding.createTensor(shape, DATA_TYPES.int64, new Int32Array(data.slice().buffer));
  }
  if (data instanceof Int8Array) {
    // The addon takes no bytes with a sign.
    const wide = binding.createTensor(shape, DATA_TYPES.int32, Int32Array.from(data));
    try {
      return cast(binding, wide, DATA_TYPES.int32, DATA_TYPES.int8);
    } finally {
      binding.deleteTensor(wide);
    }
  }
  // `new Uint8Array` where it may be a Buffer, whose `slice` does not copy; the addon copies strings itself.
  const copy = Array.isArray(data) ? data : data instanceof Uint8Array ? new Uint8Array(data) : data.slice();
  return binding.createTensor(shape, DATA_TYPES[dtype], copy);
}

/** Copies a tensor out of TensorFlow's memory, and leaves it there. */
export function readNativeTensor(binding: NativeBinding, { id, shape, dtype }: NativeTensor): Tensor {
  const read = READERS.get(dtype);
  if (!read)
    throw new TypeError(`an output is ${describeDataType(dtype)}, of which there are no tensors here`);
  const [name, elements] = read(binding, id);
  return { dtype: name, shape, data: elements };
}

type Reader = (binding: NativeBinding, id: number) => [DType, Elements[DType]];

const READERS: ReadonlyMap<number, Reader> = new Map(
  (['float32', 'int32', 'int64', 'bool', 'string', 'uint8', 'int8'] as const).map((name) => [
    DATA_TYPES[name],
    (binding, id) => [
      name,
      name === 'uint8'
        ? Uint8Array.from(readAsInt32(binding, id, DATA_TYPES.uint8))
        : name === 'int8'
          ? Int8Array.from(readAsInt32(binding, id, DATA_TYPES.int8))
          : binding.tensorDataSync(id),
    ],
  ]),
);

/** The addon hands no single bytes out but those of a bool. */
function readAsInt32(binding: NativeBinding, id: number, from: number): Int32Array {
  const wide = cast(binding, id, from, DATA_TYPES.int32);
  try {
    const elements = binding.tensorDataSync(wide);
    if (!(elements instanceof Int32Array))
      throw new TypeError('TensorFlow cast to int32 and gave another type');
    return elements;
  } finally {
    binding.deleteTensor(wide);
  }
}

function cast(binding: NativeBinding, id: number, from: number, to: number): number {
  const type = binding.TF_ATTR_TYPE;
  const attributes = [
    { name: 'SrcT', type, value: from },
    { name: 'DstT', type, value: to },
  ];
  const [tensor] = binding.executeOp('Cast', attributes, [id], 1);
  if (!tensor) throw new TypeError('TensorFlow cast a tensor and gave none');
  return tensor.id;
}
