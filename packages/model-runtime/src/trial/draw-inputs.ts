import {
  allocate,
  type DType,
  elementCount,
  type NamedTensors,
  setElement,
  type Tensor,
} from '@pilotlight/protocol/tensors';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Ranges of random floats: models take pixels and similar values as fractions, around zero, or unchanged. */
const FLOAT_RANGES = [
  [0, 1],
  [-1, 1],
  [0, 255],
] as const;

/** Limit of random integers that may be indices: a small vocabulary may not have more. */
const LARGEST_INDICES = [3, 1, 9] as const;

/** Random strings, if the sample's are text. */
const TEXTS = ['hello', 'The world is GOOD!', 'a', '1', 'köln', 'one two three', ''].map((text) =>
  new TextEncoder().encode(text),
);

/** Longer strings count as images, records and the like. */
const MAX_TEXT_BYTES = 32;

/** Returns `count` sets of random inputs like `sample`, the same in every run. Strings that are not text are the sample's. */
export function drawInputs(sample: NamedTensors, count: number): NamedTensors[] {
  const random = xoroshiro128plus(1);
  return Array.from({ length: count }, (_, at) =>
    Object.fromEntries(
      Object.entries(sample).map(([name, tensor]) => [name, drawTensor(tensor, at, random)]),
    ),
  );
}

function drawTensor({ dtype, shape, data: like }: Tensor, at: number, random: RandomGenerator): Tensor {
  if (Array.isArray(like)) return { dtype, shape, data: like.map((bytes) => drawString(bytes, random)) };
  const draw = drawElement(dtype, at, random);
  const data = allocate(dtype, elementCount(shape));
  for (let element = 0; element < data.length; element++) setElement(data, element, draw());
  return { dtype, shape, data };
}

function drawElement(dtype: DType, at: number, random: RandomGenerator): () => number | bigint {
  const [low, high] = FLOAT_RANGES[at % FLOAT_RANGES.length] ?? [0, 1];
  const largest = LARGEST_INDICES[at % LARGEST_INDICES.length] ?? 1;
  switch (dtype) {
    case 'float32':
      return () => low + (high - low) * uniformFloat64(random);
    case 'uint8':
      return () => uniformInt(random, 0, 255);
    case 'int8':
      return () => uniformInt(random, -128, 127);
    case 'int32':
      return () => uniformInt(random, 0, largest);
    case 'int64':
      return () => BigInt(uniformInt(random, 0, largest));
    case 'bool':
      return () => uniformInt(random, 0, 1);
    case 'string':
      throw new TypeError('strings are drawn separately');
  }
}

function drawString(like: Uint8Array, random: RandomGenerator): Uint8Array {
  return like.length > MAX_TEXT_BYTES ? like : (TEXTS[uniformInt(random, 0, TEXTS.length - 1)] ?? like);
}
