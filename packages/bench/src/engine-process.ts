// A process that loads one model, predicts with it and prints what that took. See build-engine.ts, which bundles it.

import { join } from 'node:path';
import { createModelRuntime } from '@pilotlight/model-runtime';
import { peakMiB } from '@pilotlight/model-runtime/measure';
import { summarise } from './statistics.ts';

const PREDICTIONS = 100;
const COUNTED = 20;

/** What a process printed, in one line of JSON. */
export interface EngineReport {
  /** When the first prediction was there, in milliseconds of the system's monotonic clock. */
  firstAt: number;
  /** The median of the 20 predictions after it, in milliseconds: V8 is still optimising what they run. */
  warmMs: number;
  /** The median of the last 20 of a hundred, in milliseconds. */
  settledMs: number;
  peakMiB: number | undefined;
}

async function main(modelsDirectory: string, model: string, version: number): Promise<EngineReport> {
  const runtime = createModelRuntime({
    modelsDirectory,
    assetPath: (file) => join(import.meta.dirname, 'engines', file),
  });
  const predict = () => runtime.warm({ model, version });

  await predict();
  const firstAt = Number(process.hrtime.bigint()) / 1e6;
  const warm: number[] = [];
  for (let count = 0; count < PREDICTIONS; count++) {
    const begun = performance.now();
    await predict();
    warm.push(performance.now() - begun);
  }
  return {
    firstAt,
    warmMs: summarise(warm.slice(0, COUNTED)).median,
    settledMs: summarise(warm.slice(-COUNTED)).median,
    peakMiB: await peakMiB(process.pid),
  };
}

const [modelsDirectory = '', model = '', version] = process.argv.slice(2);
main(modelsDirectory, model, Number(version)).then(
  (report) => console.log(JSON.stringify(report)),
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
