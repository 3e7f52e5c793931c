import {
  allocate,
  BYTES_PER_ELEMENT,
  elementCount,
  holdInputs,
  type NamedTensors,
  setElement,
  type Signature,
  type Tensor,
  type TensorSpec,
} from '@pilotlight/protocol/tensors';
import { MAX_TENSOR_BYTES } from '@pilotlight/protocol';
import type { Manifest } from '../store/manifest.ts';
import { sentTensor } from '../request/sent-tensor.ts';
import { drawInputs } from './draw-inputs.ts';
import { SMALL_IMAGES } from './small-images.ts';

/** Inputs to try a model on, and their description for people. */
export interface Candidate {
  inputs: NamedTensors;
  /** Such as 'zeros with open sizes as 8'. */
  words: string;
  /** The value for open sizes; undefined if there are none. */
  size: number | undefined;
  /** The sample in the manifest's form. */
  sample: Manifest['sample'];
}

/** Values for open sizes: small ones, and usual sizes of models. */
const SIZES = [1, 2, 3, 4, 8, 16, 28, 32, 64, 96, 128, 224, 256, 299, 384, 512] as const;

/** With more of them, each an image, a manifest would be long. */
const MAX_STRINGS = 1024;

interface Fill {
  words: string;
  fill: (inputs: NamedTensors) => NamedTensors;
  sample: (inputs: NamedTensors, size: number | undefined) => Manifest['sample'];
}

const writeOut = (inputs: NamedTensors): Manifest['sample'] => mapTensors(inputs, sentTensor);

/** The same number everywhere, which is short in a manifest for any size. */
const filled = (fill: number) => (inputs: NamedTensors) =>
  mapTensors(inputs, (tensor) =>
    Array.isArray(tensor.data) ? sentTensor(tensor) : { dtype: tensor.dtype, shape: tensor.shape, fill },
  );

const text = (bytes: Uint8Array) => (inputs: NamedTensors) => fillStrings(inputs, bytes);
const ascii = (word: string) => text(new TextEncoder().encode(word));

const ZEROS: Fill = {
  words: 'zeros',
  fill: (inputs) => inputs,
  sample: (inputs, size) => (size === undefined || size === 1 ? 'zeros' : filled(0)(inputs)),
};

const NUMBERS: readonly Fill[] = [
  ZEROS,
  { words: 'ones', fill: (inputs) => mapTensors(inputs, ones), sample: filled(1) },
  { words: 'drawn values', fill: (inputs) => drawInputs(inputs, 1)[0] ?? inputs, sample: writeOut },
];

const STRINGS: readonly Fill[] = [
  { ...ZEROS, words: 'zeros and empty strings' },
  { words: 'a word for each string', fill: ascii('hello'), sample: filled(0) },
  { words: 'a small JPEG for each string', fill: text(SMALL_IMAGES.jpeg), sample: filled(0) },
  { words: 'a small PNG for each string', fill: text(SMALL_IMAGES.png), sample: filled(0) },
  { words: 'a number for each string', fill: ascii('1'), sample: filled(0) },
  { words: 'a list as JSON for each string', fill: ascii('[]'), sample: filled(0) },
];

/** Yields samples to try on a signature, the simplest first: open sizes change first, contents last. */
export function* candidateSamples(signature: Signature): Generator<Candidate> {
  const { inputs: specs } = signature;
  const all = Object.values(specs);
  const fills = all.some(({ dtype }) => dtype === 'string') ? STRINGS : NUMBERS;
  for (const { words, fill, sample } of fills) {
    for (const { size, shapeOf } of openShapes(all)) {
      const bytes = all.reduce(
        (sum, spec) => sum + elementCount(shapeOf(spec)) * BYTES_PER_ELEMENT[spec.dtype],
        0,
      );
      const strings = all.reduce(
        (sum, spec) => sum + (spec.dtype === 'string' ? elementCount(shapeOf(spec)) : 0),
        0,
      );
      if (bytes > MAX_TENSOR_BYTES || strings > MAX_STRINGS) continue;
      const inputs = fill(zeros(specs, shapeOf));
      yield {
        inputs: holdInputs(inputs, signature),
        words: size === undefined ? words : `${words} with open sizes as ${size}`,
        size,
        sample: sample(inputs, size),
      };
    }
  }
}

interface OpenShape {
  size: number | undefined;
  shapeOf: (spec: TensorSpec) => number[];
}

/** A batch of one row, with one size for the other open dimensions. */
const oneRow = (size: number) => (spec: TensorSpec) =>
  spec.shape.map((known, at) => (known !== -1 ? known : at === 0 ? 1 : size));

/** Every open dimension of the same size. */
const alike = (size: number) => (spec: TensorSpec) =>
  spec.shape.map((known) => (known === -1 ? size : known));

/** First as a batch of one row; then with the first dimension as long as the others, because it may not be the batch. */
function openShapes(specs: readonly TensorSpec[]): OpenShape[] {
  if (specs.some(({ unknownRank }) => unknownRank)) return anyRanks();
  const within = specs.some(({ shape }) => shape.slice(1).includes(-1));
  const first = specs.some(({ shape }) => shape[0] === -1);
  const rows = within
    ? SIZES.map((size) => ({ size, shapeOf: oneRow(size) }))
    : [{ size: undefined, shapeOf: oneRow(1) }];
  return first ? [...rows, ...SIZES.slice(1).map((size) => ({ size, shapeOf: alike(size) }))] : rows;
}

/** Shapes if the number of dimensions is open too: vectors, batches of them, images, and a single number. */
function anyRanks(): OpenShape[] {
  const ranked = SIZES.slice(1).flatMap((size) =>
    [[size], [1, size], [1, size, size], [1, size, size, 3]].map((shape) => ({
      size,
      shapeOf: (spec: TensorSpec) => (spec.unknownRank ? shape : oneRow(size)(spec)),
    })),
  );
  return [...ranked, { size: undefined, shapeOf: oneRow(1) }];
}

function zeros(specs: Signature['inputs'], shapeOf: OpenShape['shapeOf']): NamedTensors {
  return Object.fromEntries(
    Object.entries(specs).map(([name, spec]) => {
      const shape = shapeOf(spec);
      return [name, { dtype: spec.dtype, shape, data: allocate(spec.dtype, elementCount(shape)) }];
    }),
  );
}

function ones(tensor: Tensor): Tensor {
  const data = allocate(tensor.dtype, tensor.data.length);
  for (let at = 0; at < data.length; at++) setElement(data, at, tensor.dtype === 'int64' ? 1n : 1);
  return { ...tensor, data };
}

/** Puts the same bytes into each string. */
export function fillStrings(inputs: NamedTensors, bytes: Uint8Array): NamedTensors {
  return mapTensors(inputs, (tensor) =>
    Array.isArray(tensor.data) ? { ...tensor, data: tensor.data.map(() => bytes) } : tensor,
  );
}

function mapTensors<Mapped>(inputs: NamedTensors, map: (tensor: Tensor) => Mapped): Record<string, Mapped> {
  return Object.fromEntries(Object.entries(inputs).map(([name, tensor]) => [name, map(tensor)]));
}
