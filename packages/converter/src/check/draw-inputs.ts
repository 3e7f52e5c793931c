import {
  allocate,
  elementCount,
  type NamedTensors,
  setElement,
  type Signature,
  type TensorSpec,
} from '@pilotlight/protocol/tensors';

/** Ranges that floats are drawn from: models take pixels and the like as fractions, around zero, or as 0 to 255. */
const RANGES = [
  [-1, 1],
  [0, 1],
  [0, 255],
] as const;

/** Sizes of drawn inputs: the number of rows, and every other open size. */
export interface DrawnSizes {
  rows: number;
  open: number;
}

/** Draws inputs of a signature. The same sizes give the same inputs. */
export function drawInputs(
  { inputs }: Signature,
  { rows, open }: DrawnSizes,
  { range, maxInt }: { range: number; maxInt: number },
): NamedTensors {
  const random = mulberry32(rows * 7919 + open * 31 + range);
  const [low, high] = RANGES[range % RANGES.length] ?? [0, 1];
  const draw = ({ dtype, shape: declared }: TensorSpec) => {
    const shape = declared.map((size, axis) => (size === -1 ? (axis === 0 ? rows : open) : size));
    const data = allocate(dtype, elementCount(shape));
    for (let at = 0; at < data.length; at++) {
      setElement(data, at, dtype === 'float32' ? low + (high - low) * random() : wholeNumber(dtype));
    }
    return { dtype, shape, data };
  };
  const wholeNumber = (dtype: TensorSpec['dtype']) => {
    const most = dtype === 'bool' ? 2 : dtype === 'uint8' ? 256 : maxInt;
    const drawn = Math.floor(random() * most);
    return dtype === 'int64' ? BigInt(drawn) : drawn;
  };
  return Object.fromEntries(Object.entries(inputs).map(([name, spec]) => [name, draw(spec)]));
}

/** A small seeded generator. Its numbers need not be hard to guess. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
