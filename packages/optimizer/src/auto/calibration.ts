import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { createModelRuntime, type Manifest } from '@pilotlight/model-runtime';
import { installedAsset } from '@pilotlight/model-runtime/engine-parts';
import {
  BYTES_PER_ELEMENT,
  type DType,
  type NamedTensors,
  type Tensor,
  viewBytes,
} from '@pilotlight/protocol';
import type { Dataset, Truth } from '../data/dataset.ts';
import { askRows } from '../model/ask-rows.ts';
import { instanceOf } from '../model/instance-of.ts';
import { OptimizerError } from '../optimizer-error.ts';
import { writeEchoModel } from './echo-model.ts';

/** Examples as a model gets them. The inputs lie on the disk: of pictures they are many times the model. */
export interface Calibration extends AsyncDisposable {
  truths: readonly Truth[];
  /** The file that the inputs lie in, and where. */
  file: string;
  places: readonly (readonly Place[])[];
  inputs(at: number): Promise<NamedTensors>;
}

/** Where a tensor lies in the file, from `offset` bytes on. */
export interface Place {
  name: string;
  dtype: Exclude<DType, 'string'>;
  shape: readonly number[];
  offset: number;
  /** Elements. */
  length: number;
}

/**
 * Prepares examples for a model, through the runtime that will prepare what callers send.
 *
 * @param scratch an empty folder.
 * @throws {OptimizerError} where the examples are none, or not such as the model takes.
 */
export async function prepareCalibration({
  manifest: like,
  dataset,
  examples,
  scratch,
}: {
  manifest: Manifest;
  dataset: Dataset;
  examples: readonly number[];
  scratch: string;
}): Promise<Calibration> {
  if (examples.length === 0) throw new OptimizerError(`${dataset.name} holds nothing to calibrate with`);
  const { directory, manifest } = await writeEchoModel(scratch, like);
  const runtime = createModelRuntime({ modelsDirectory: scratch, assetPath: installedAsset });
  const path = join(scratch, 'inputs.bin');
  const file = await open(path, 'w+');
  try {
    const truths: Truth[] = [];
    const places: Place[][] = [];
    let offset = 0;
    for (const at of examples) {
      const example = await dataset.read(at);
      const { outputs } = await askRows({ runtime, directory }, [instanceOf(example, manifest)]);
      const written = await writeTensors(file, outputs, offset);
      offset = written.end;
      places.push(written.places);
      truths.push(example.truth);
    }
    return {
      truths,
      file: path,
      places,
      inputs: (at) => readTensors(file, places[at] ?? []),
      [Symbol.asyncDispose]: () => file.close(),
    };
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function writeTensors(file: FileHandle, tensors: NamedTensors, start: number) {
  const places: Place[] = [];
  let end = start;
  for (const [name, { dtype, shape, data }] of Object.entries(tensors)) {
    if (Array.isArray(data) || dtype === 'string')
      throw new TypeError('no input of strings is calibrated with');
    await file.write(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), 0, data.byteLength, end);
    places.push({ name, dtype, shape, offset: end, length: data.length });
    end += data.byteLength;
  }
  return { places, end };
}

async function readTensors(file: FileHandle, places: readonly Place[]): Promise<NamedTensors> {
  const tensors: Record<string, Tensor> = {};
  for (const { name, dtype, shape, offset, length } of places) {
    const bytes = new Uint8Array(length * BYTES_PER_ELEMENT[dtype]);
    await file.read(bytes, 0, bytes.length, offset);
    tensors[name] = { dtype, shape, data: viewBytes(dtype, bytes) };
  }
  return tensors;
}
