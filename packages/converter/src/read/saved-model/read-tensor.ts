import { DATA_TYPE_NAMES, type DataTypeName, valueDataType } from '@pilotlight/model-runtime/saved-model';
import { elementCount } from '@pilotlight/protocol/tensors';
import type { Constant, ConstantData } from '../../graph/constant.ts';
import { readShape, type TensorMessage, type Whole } from './messages.ts';
import { elementsFrom } from './elements-from.ts';

/** The most elements of a tensor that is stored as one repeated value: a few bytes can claim any number. */
const MAX_REPEATED = 2 ** 26;

/**
 * Reads a tensor in a graph, stored as bytes or value by value. The last value is repeated for missing ones.
 *
 * @throws {RangeError | TypeError} if its parts do not fit each other.
 */
export function readTensor(message: TensorMessage): Constant {
  const dtype = dataTypeOf(message.dtype);
  const shape = readShape(message.tensorShape);
  if (!shape || shape.includes(-1)) throw new RangeError('a constant has an open shape');
  const count = elementCount(shape);
  const { tensorContent } = message;
  if (tensorContent.length > 0) return { dtype, shape, data: elementsFrom(dtype, tensorContent, count) };
  if (count > MAX_REPEATED) throw new RangeError(`a constant repeats a value ${count} times`);
  return { dtype, shape, data: repeated(dtype, message, count) };
}

/** @throws {TypeError} for a number that is not a dtype, or is a reference dtype. */
export function dataTypeOf(number: number): DataTypeName {
  const dtype = DATA_TYPE_NAMES.get(valueDataType(number));
  if (!dtype) throw new TypeError(`there is no dtype ${number}`);
  return dtype;
}

function repeated(dtype: DataTypeName, message: TensorMessage, count: number): ConstantData {
  const fill = <Into extends { length: number; [at: number]: Held }, Held>(
    into: Into,
    values: readonly Held[],
    none: Held,
  ) => {
    for (let at = 0; at < count; at++) into[at] = values[Math.min(at, values.length - 1)] ?? none;
    return into;
  };
  switch (dtype) {
    case 'float32':
      return fill(new Float32Array(count), message.floatVal, 0);
    case 'float64':
      return fill(new Float64Array(count), message.doubleVal, 0);
    case 'int32':
      return fill(new Int32Array(count), message.intVal, 0);
    case 'int16':
      return fill(new Int16Array(count), message.intVal, 0);
    case 'int8':
      return fill(new Int8Array(count), message.intVal, 0);
    case 'uint16':
      return fill(new Uint16Array(count), message.intVal, 0);
    case 'uint8':
      return fill(new Uint8Array(count), message.intVal, 0);
    case 'uint32':
      return fill(new Uint32Array(count), message.uint32Val, 0);
    case 'bool':
      return fill(new Uint8Array(count), message.boolVal.map(Number), 0);
    case 'int64':
      return fill(new BigInt64Array(count), big(message.int64Val), 0n);
    case 'uint64':
      return fill(new BigUint64Array(count), big(message.uint64Val), 0n);
    case 'float16':
    case 'bfloat16': {
      const halves = Uint16Array.from(message.halfVal);
      const widened = elementsFrom(dtype, new Uint8Array(halves.buffer), halves.length);
      return fill(new Float32Array(count), ArrayBuffer.isView(widened) ? Array.from(widened, Number) : [], 0);
    }
    case 'string':
      return fill<Uint8Array[], Uint8Array>([], message.stringVal, new Uint8Array());
    default:
      throw new TypeError(`a constant is ${dtype}`);
  }
}

function big(values: readonly Whole[]): bigint[] {
  return values.map((value) => BigInt(String(value)));
}
