import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Manifest } from '@pilotlight/model-runtime/store';
import { installedAsset } from '@pilotlight/model-runtime/deployment';
import { prepareInputs } from '@pilotlight/model-runtime/request';
import {
  BYTES_PER_ELEMENT,
  DEFAULT_SIGNATURE,
  type DType,
  type NamedTensors,
  ReadyTensor,
  type Signature,
  type Tensor,
  viewBytes,
} from '@pilotlight/protocol/tensors';
import type { Dataset, Truth } from '../data/dataset.ts';
import { instanceOf } from '../model/instance-of.ts';
import { OptimizerError } from '../optimizer-error.ts';
import { release } from './release.ts';

type NumericDType = Exclude<DType, 'string'>;

/** Types of inputs that TensorFlow.js has. */
const DTYPES: ReadonlySet<DType> = new Set(['float32', 'int32', 'bool']);

/**
 * Examples in the form that a model takes. The inputs are on disk: those of pictures are many times the size of the
 * model.
 */
export interface Calibration extends AsyncDisposable {
  truths: readonly Truth[];
  /** The file with the inputs, and their places in it. */
  file: string;
  places: readonly (readonly Place[])[];
  /** Returns the inputs of an example; the next call overwrites them. */
  inputs(at: number): Promise<NamedTensors>;
}

/** Place of a tensor in the file, from `offset` bytes on. */
interface Place {
  name: string;
  dtype: NumericDType;
  shape: readonly number[];
  offset: number;
  /** Number of elements. */
  length: number;
}

/**
 * Prepares examples for a model, as the runtime prepares the data of callers.
 *
 * @param scratch an empty folder.
 * @throws {OptimizerError} for data without examples, or examples that do not fit the model.
 */
export async function prepareCalibration({
  manifest,
  dataset,
  examples,
  scratch,
}: {
  manifest: Manifest;
  dataset: Dataset;
  examples: readonly number[];
  scratch: string;
}): Promise<Calibration> {
  if (examples.length === 0) throw new OptimizerError(`${dataset.name} has no examples to calibrate with`);
  const signature = calibratedSignature(manifest);
  const { preprocessing } = manifest;
  const path = join(scratch, 'inputs.bin');
  const file = await open(path, 'w+');
  try {
    const truths: Truth[] = [];
    const places: Place[][] = [];
    let offset = 0;
    for (const at of examples) {
      const example = await dataset.read(at);
      const row = instanceOf(example, manifest);
      const payload = { form: 'instances', rows: [row] } as const;
      const inputs = await prepareInputs({
        payload,
        raw: false,
        signature,
        preprocessing,
        assetPath: installedAsset,
      });
      const written = await writeTensors(file, inputs, offset);
      offset = written.end;
      places.push(written.places);
      for (const { data } of Object.values(inputs)) if (!Array.isArray(data)) release(data);
      if (row instanceof ReadyTensor && !Array.isArray(row.tensor.data)) release(row.tensor.data);
      truths.push(example.truth);
    }
    // One buffer for all reads: memory of many buffers is released late.
    const buffer = new ArrayBuffer(places.reduce((most, each) => Math.max(most, sizeOf(each)), 0));
    return {
      truths,
      file: path,
      places,
      inputs: (at) => readTensors(file, places[at] ?? [], buffer),
      [Symbol.asyncDispose]: () => file.close(),
    };
  } catch (error) {
    await file.close();
    throw error;
  }
}

function calibratedSignature({ signatures }: Manifest): Signature {
  const signature = signatures[DEFAULT_SIGNATURE] ?? { inputs: {}, outputs: {} };
  for (const { dtype } of Object.values(signature.inputs)) {
    if (!DTYPES.has(dtype)) {
      throw new OptimizerError(`calibration does not support an input of ${dtype}`);
    }
  }
  return signature;
}

async function writeTensors(file: FileHandle, tensors: NamedTensors, start: number) {
  const places: Place[] = [];
  let end = start;
  for (const [name, { dtype, shape, data }] of Object.entries(tensors)) {
    if (Array.isArray(data) || dtype === 'string')
      throw new TypeError('calibration does not support an input of strings');
    await file.write(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), 0, data.byteLength, end);
    places.push({ name, dtype, shape, offset: end, length: data.length });
    end += room({ dtype, length: data.length });
  }
  return { places, end };
}

async function readTensors(
  file: FileHandle,
  places: readonly Place[],
  buffer: ArrayBuffer,
): Promise<NamedTensors> {
  const [first] = places;
  const tensors: Record<string, Tensor> = {};
  for (const { name, dtype, shape, offset, length } of places) {
    const bytes = length * BYTES_PER_ELEMENT[dtype];
    const part = new Uint8Array(buffer, offset - (first?.offset ?? 0), bytes);
    await file.read(part, 0, bytes, offset);
    tensors[name] = { dtype, shape, data: viewBytes(dtype, part) };
  }
  return tensors;
}

/** Returns the bytes of the tensors of an example. */
function sizeOf(places: readonly Place[]): number {
  return places.reduce((sum, place) => sum + room(place), 0);
}

/** Returns the bytes from one tensor to the next, aligned for a view of four bytes per element. */
function room({ dtype, length }: Pick<Place, 'dtype' | 'length'>): number {
  return Math.ceil((length * BYTES_PER_ELEMENT[dtype]) / 4) * 4;
}
