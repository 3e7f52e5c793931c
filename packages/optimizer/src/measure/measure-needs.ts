import { measureModel } from '@pilotlight/model-runtime/measure';
import type { Dataset } from '../data/dataset.ts';
import { askRows } from '../model/ask-rows.ts';
import type { ServedModel } from '../model/served-model.ts';
import { instanceOf } from '../model/instance-of.ts';
import { median } from '@pilotlight/statistics/median';
import { type ModelBytes, modelBytes } from './model-bytes.ts';

const COLD_STARTS = 5;
const WARM_UP = 10;
const WARM_RUNS = 50;

/** Needs of a served model, measured on this machine. Times in milliseconds. */
export interface Needs {
  bytes: ModelBytes;
  /** One row at a time, after ten runs: the median of fifty. */
  warmMs: number;
  /** From the start of a process to its first prediction: the median of five processes. */
  coldStartMs: number;
  /** Peak memory of such a process, in MiB, the runtime included: also the median. */
  peakMiB: number;
}

/**
 * Measures models: cold starts in processes of their own, warm answers in this one. The models take turns, so that
 * other work of the machine affects all of them.
 */
export async function measureNeeds(models: readonly ServedModel[], dataset: Dataset): Promise<Needs[]> {
  const starts = models.map((): Awaited<ReturnType<typeof measureModel>>[] => []);
  for (let run = 0; run < COLD_STARTS; run += 1) {
    for (const [at, { directory }] of models.entries()) starts[at]?.push(await measureModel(directory));
  }
  const example = await dataset.read(0);
  const warm = models.map((): number[] => []);
  for (let run = 0; run < WARM_UP + WARM_RUNS; run += 1) {
    for (const [at, model] of models.entries()) {
      const inferenceMs = await answer(model, instanceOf(example, model.manifest));
      if (run >= WARM_UP) warm[at]?.push(inferenceMs);
    }
  }
  const needs: Needs[] = [];
  for (const [at, { directory, manifest }] of models.entries()) {
    needs.push({
      bytes: await modelBytes(directory.path, Object.keys(manifest.files)),
      warmMs: median(warm[at] ?? []),
      coldStartMs: median((starts[at] ?? []).map(({ coldStartMs }) => coldStartMs)),
      peakMiB: median((starts[at] ?? []).map(({ peakMiB }) => peakMiB)),
    });
  }
  return needs;
}

/** Runs one row; returns the time in milliseconds. */
async function answer(model: ServedModel, row: unknown): Promise<number> {
  const { inferenceMs } = await askRows(model, [row]);
  return inferenceMs;
}
