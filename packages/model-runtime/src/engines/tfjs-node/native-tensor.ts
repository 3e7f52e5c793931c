import type { DType, Elements, Tensor } from '@pilotlight/protocol/tensors';
import { DATA_TYPES, describeDataType } from './data-type.ts';
import type { NativeBinding, NativeTensor } from './native-binding.ts';

/**
 * Gives TensorFlow a copy of a tensor; the caller deletes it.
 *
 * The addon lets TensorFlow share the memory of an array that is aligned. A variable that keeps a model's input would
 * change with the array, and release it on a thread of TensorFlow's, where nobody may call Node.js, which the addon does.
 * TensorFlow copies all other arrays, so none is aligned here.
 */
export function giveTensor(binding: NativeBinding, { dtype, shape, data }: Tensor): number {
  // The addon copies strings itself.
  if (Array.isArray(data)) return binding.createTensor(shape, DATA_TYPES[dtype], data);
  if (data instanceof Int8Array) {
    // The addon takes no signed bytes.
    const wide = giveTensor(binding, { dtype: 'int32', shape, data: Int32Array.from(data) });
    try {
      return cast(binding, wide, DATA_TYPES.int32, DATA_TYPES.int8);
    } finally {
      binding.deleteTensor(wide);
    }
  }
  const copy = new ArrayBuffer(OFF_ALIGNMENT + data.byteLength);
  new Uint8Array(copy, OFF_ALIGNMENT).set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  const List =
    data instanceof Float32Array ? Float32Array : data instanceof Uint8Array ? Uint8Array : Int32Array;
  return binding.createTensor(shape, DATA_TYPES[dtype], new List(copy, OFF_ALIGNMENT));
}

/** At this offset from an allocation, no address is a multiple of 16, the smallest alignment that TensorFlow shares. */
const OFF_ALIGNMENT = 8;

/** Copies a tensor out of TensorFlow's memory, and leaves it there. */
export function readNativeTensor(binding: NativeBinding, { id, shape, dtype }: NativeTensor): Tensor {
  const read = READERS.get(dtype);
  if (!read) throw new TypeError(`an output is ${describeDataType(dtype)}, which is not supported`);
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

/** The addon returns no single bytes except those of a bool. */
function readAsInt32(binding: NativeBinding, id: number, from: number): Int32Array {
  const wide = cast(binding, id, from, DATA_TYPES.int32);
  try {
    const elements = binding.tensorDataSync(wide);
    if (!(elements instanceof Int32Array))
      throw new TypeError('TensorFlow cast to int32 and returned another type');
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
  if (!tensor) throw new TypeError('TensorFlow cast a tensor and returned none');
  return tensor.id;
}
