import type { ModelDescription } from '@pilotlight/client';
import { countOf, type Element, flatten } from './elements.ts';

/** A tensor in a signature. */
export type TensorSpec = ModelDescription['signatures'][string]['inputs'][string];

/** Values of one tensor in row-major order. */
export interface Values {
  shape: readonly number[];
  elements: readonly Element[];
}

/** A tensor of a sample, as unchecked JSON. */
interface SampleTensor {
  dtype?: unknown;
  shape?: unknown;
  b64?: unknown;
  fill?: unknown;
}

/** Readers of each element type from bytes; samples have no other types. */
const READERS: Readonly<Record<string, { bytes: number; read: (view: DataView, at: number) => number }>> = {
  float32: { bytes: 4, read: (view, at) => view.getFloat32(at, true) },
  int32: { bytes: 4, read: (view, at) => view.getInt32(at, true) },
  int64: { bytes: 8, read: (view, at) => Number(view.getBigInt64(at, true)) },
  uint8: { bytes: 1, read: (view, at) => view.getUint8(at) },
  int8: { bytes: 1, read: (view, at) => view.getInt8(at) },
  bool: { bytes: 1, read: (view, at) => view.getUint8(at) },
};

/**
 * Returns the initial values of a field: the first row of the model's sample, or zeros without a sample.
 *
 * @param sample the description's sample of this input. @param isRow true for one row, false for the whole tensor.
 */
export function sampleValues(sample: unknown, spec: TensorSpec, isRow: boolean): Values {
  const whole = read(sample) ?? zeros(spec);
  const shape = isRow ? whole.shape.slice(1) : whole.shape;
  const elements = whole.elements.slice(0, countOf(shape)).map((element) => toReal(element, spec));
  return { shape, elements };
}

function read(sample: unknown): { shape: readonly number[]; elements: readonly unknown[] } | undefined {
  if (sample === undefined) return undefined;
  if (Array.isArray(sample) || typeof sample !== 'object' || sample === null) return flatten(sample);
  const { dtype, shape, b64, fill }: SampleTensor = sample;
  if (!isShape(shape)) return undefined;
  if (typeof fill === 'number')
    return { shape, elements: Array.from({ length: countOf(shape) }, () => fill) };
  const reader = READERS[String(dtype)];
  if (!reader || typeof b64 !== 'string') return undefined;
  const bytes = Uint8Array.from(atob(b64), (character) => character.charCodeAt(0));
  const view = new DataView(bytes.buffer);
  const length = Math.floor(bytes.length / reader.bytes);
  return { shape, elements: Array.from({ length }, (_, at) => reader.read(view, at * reader.bytes)) };
}

function isShape(shape: unknown): shape is number[] {
  return Array.isArray(shape) && shape.every((size) => typeof size === 'number');
}

function zeros({ shape: declared }: TensorSpec): { shape: number[]; elements: unknown[] } {
  const shape = declared.map((size) => (size === -1 ? 1 : size));
  return { shape, elements: Array.from({ length: countOf(shape) }, () => undefined) };
}

/** Converts an element to the form that callers send: real values for a quantized model. */
function toReal(element: unknown, { dtype, quantization }: TensorSpec): Element {
  if (dtype === 'string') return typeof element === 'string' ? element : '';
  if (dtype === 'bool') return Boolean(element);
  if (typeof element === 'string') return element;
  const number = Number(element ?? 0);
  if (quantization) return shortest(quantization.scale * (number - quantization.zeroPoint));
  return dtype === 'float32' ? shortest(number) : number;
}

/** Rounds a float32 to the fewest digits that still identify it. */
function shortest(number: number): number {
  for (const digits of [6, 7, 8]) {
    const short = Number(number.toPrecision(digits));
    if (Math.fround(short) === Math.fround(number)) return short;
  }
  return number;
}
