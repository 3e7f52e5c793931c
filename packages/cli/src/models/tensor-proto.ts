import {
  DATA_TYPE_NAMES,
  type Field,
  FIELDS,
  fieldsOf,
  messagesOf,
} from '@pilotlight/model-runtime/saved-model';
import { MAX_TENSOR_BYTES } from '@pilotlight/protocol';
import {
  allocate,
  BYTES_PER_ELEMENT,
  DTYPES,
  elementCount,
  setElement,
  type Tensor,
  viewBytes,
} from '@pilotlight/protocol/tensors';

type Bytes = Uint8Array<ArrayBuffer>;

const CONTENT = 4;
/** The fields of TensorFlow's `TensorProto` that hold elements one by one, by dtype. */
const VALUES = { float32: 5, int32: 7, uint8: 7, int8: 7, string: 8, int64: 10, bool: 11 } as const;

/**
 * Reads a `TensorProto` (`tensorflow/core/framework/tensor.proto`).
 *
 * @throws {RangeError} if it is damaged, or of a type that is not served.
 */
export function readTensorProto(message: Bytes): Tensor {
  const fields = [...fieldsOf(message)];
  const number = fields.findLast((field) => field.number === FIELDS.TensorProto.dtype)?.value;
  const name = typeof number === 'number' ? DATA_TYPE_NAMES.get(number) : undefined;
  const dtype = DTYPES.find((known) => known === name);
  if (!dtype) throw new RangeError(`a tensor is of a type that is not served: ${name ?? 'unknown'}`);
  const shape = messagesOf(
    messagesOf(message, FIELDS.TensorProto.tensorShape).at(-1) ?? new Uint8Array(),
    2,
  ).map((dim) => Number([...fieldsOf(dim)].findLast((field) => field.number === 1)?.value ?? 0));
  const length = elementCount(shape);
  if (shape.some((size) => size < 0) || length * BYTES_PER_ELEMENT[dtype] > MAX_TENSOR_BYTES)
    throw new RangeError(`a tensor has the shape [${shape.join(', ')}]`);

  const content = fields.findLast((field) => field.number === CONTENT)?.value;
  if (content instanceof Uint8Array && content.length > 0 && dtype !== 'string') {
    if (content.length !== length * BYTES_PER_ELEMENT[dtype])
      throw new RangeError('the bytes of a tensor do not fit its shape');
    // A copy: its memory is aligned for every dtype.
    return { dtype, shape, data: viewBytes(dtype, Uint8Array.from(content)) };
  }
  const values = fields
    .filter((field) => field.number === VALUES[dtype])
    .flatMap((field) => valuesOf(field, dtype));
  const data = allocate(dtype, length);
  // If there are fewer values, the last one fills the rest.
  for (let at = 0; at < length && values.length > 0; at++)
    setElement(data, at, values[Math.min(at, values.length - 1)] ?? 0);
  return { dtype, shape, data };
}

/** Reads values that are packed or one by one. */
function valuesOf({ value }: Field, dtype: keyof typeof VALUES): (number | bigint | Bytes)[] {
  if (dtype === 'string') return typeof value === 'number' ? [] : [value];
  if (typeof value === 'number') return [dtype === 'int64' ? BigInt(value) : value];
  if (dtype === 'float32') return [...new Float32Array(Uint8Array.from(value).buffer)];
  return varintsOf(value).map((whole) => (dtype === 'int64' ? whole : Number(whole)));
}

function varintsOf(packed: Bytes): bigint[] {
  const values: bigint[] = [];
  let value = 0n;
  let shift = 0n;
  for (const byte of packed) {
    value |= BigInt(byte & 0x7f) << shift;
    shift += 7n;
    if (byte >= 0x80) continue;
    values.push(BigInt.asIntN(64, value));
    [value, shift] = [0n, 0n];
  }
  return values;
}
