// A process that loads one model, predicts with it and prints the times. See build-engine.ts, which bundles it.

import { join } from 'node:path';
import { createModelRuntime } from '@pilotlight/model-runtime';
import { peakMiB } from '@pilotlight/model-runtime/measure';

const PREDICTIONS = 100;

/** Output of the process, in one line of JSON. */
export interface EngineReport {
  /** Time of the first prediction, in milliseconds of the system's monotonic clock. */
  firstAt: number;
  /** Time of each of the hundred predictions after it, in milliseconds. */
  laterMs: number[];
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
  const laterMs: number[] = [];
  for (let count = 0; count < PREDICTIONS; count++) {
    const begun = performance.now();
    await predict();
    laterMs.push(performance.now() - begun);
  }
  return { firstAt, laterMs, peakMiB: await peakMiB(process.pid) };
}

const [modelsDirectory = '', model = '', version] = process.argv.slice(2);
main(modelsDirectory, model, Number(version)).then(
  (report) => console.log(JSON.stringify(report)),
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
