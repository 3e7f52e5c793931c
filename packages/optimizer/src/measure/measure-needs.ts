import { measureModel } from '@pilotlight/model-runtime/measure-model';
import { DEFAULT_SIGNATURE } from '@pilotlight/protocol';
import type { Dataset } from '../data/dataset.ts';
import type { AskableModel } from '../model/askable-model.ts';
import { instanceOf } from '../model/instance-of.ts';
import { median } from './median.ts';
import { type ModelBytes, modelBytes } from './model-bytes.ts';

const COLD_STARTS = 5;
const WARM_UP = 10;
const WARM_RUNS = 50;

/** What it takes to serve a model, on the machine that measured it. Times in milliseconds. */
export interface Needs {
  bytes: ModelBytes;
  /** One row at a time, when the model has run ten times: the median of fifty. */
  warmMs: number;
  /** From the start of a process to its first prediction: the median of five processes. */
  coldStartMs: number;
  /** The most memory that such a process held, in MiB, the runtime included. */
  peakMiB: number;
}

/** Measures a model: its cold start in processes of their own, its warm answers in this one. */
export async function measureNeeds(
  { directory, manifest, runtime }: AskableModel,
  dataset: Dataset,
): Promise<Needs> {
  const cold: Awaited<ReturnType<typeof measureModel>>[] = [];
  for (let run = 0; run < COLD_STARTS; run += 1) cold.push(await measureModel(directory));

  const row = instanceOf(await dataset.read(0), manifest);
  const warm: number[] = [];
  for (let run = 0; run < WARM_UP + WARM_RUNS; run += 1) {
    const { inferenceMs } = await runtime.predict({
      op: 'predict',
      model: directory.model,
      version: directory.version,
      signature: DEFAULT_SIGNATURE,
      raw: false,
      top: undefined,
      payload: { form: 'instances', rows: [row] },
    });
    if (run >= WARM_UP) warm.push(inferenceMs);
  }
  return {
    bytes: await modelBytes(directory.path, Object.keys(manifest.files)),
    warmMs: median(warm),
    coldStartMs: median(cold.map(({ coldStartMs }) => coldStartMs)),
    peakMiB: median(cold.map(({ peakMiB }) => peakMiB)),
  };
}
