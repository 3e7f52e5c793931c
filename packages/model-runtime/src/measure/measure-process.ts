// A process that loads one model, runs it on its sample, first once and then several times, and sends the measurements.
// See measure-model.ts.

import { join } from 'node:path';
import { send } from '../trial/send.ts';
import { median } from './median.ts';
import { peakMiB } from './peak-memory.ts';

const [modelsDirectory = '', model = '', version = ''] = process.argv.slice(2);

/** Number of predictions for a median, and the time limit for all of them together, in milliseconds. */
const WARM_PREDICTIONS = 21;
const WARM_BUDGET_MS = 5000;

/** Peak resident memory so far, in MiB. */
const peak = async () => (await peakMiB(process.pid)) ?? process.resourceUsage().maxRSS / 1024;

const processMiB = await peak();
const { createModelRuntime } = await import('../model-runtime.ts');
const { installedAsset } = await import('../deployment/runtime-parts.ts');
const { measureOneMore } = await import('./one-more.ts');

try {
  const runtime = createModelRuntime({ modelsDirectory, assetPath: installedAsset });
  const selector = { model, version: Number(version) };
  await runtime.warm(selector);
  const coldStartMs = performance.now();
  const warmMs = await medianWarmMs(() => runtime.warm(selector));
  // A model with a snapshot needs the most memory when its engine takes over.
  await runtime.startEngine(selector);
  await runtime.warm(selector);
  const mostMiB = await peak();
  const { heldMiB, loadMs } = await measureOneMore({
    ...selector,
    path: join(modelsDirectory, model, version),
  });
  const measured = { processMiB, peakMiB: mostMiB, heldMiB, coldStartMs, loadMs, warmMs };
  await send({ measured });
} catch (error) {
  const cause = error instanceof Error && error.cause instanceof Error ? ` (${error.cause.message})` : '';
  const why = `${error instanceof Error ? error.message : String(error)}${cause}`.replaceAll('\n', ' ');
  // The caller names the model too.
  await send({ why: why.replace(/^model '[^']*' version [0-9]+: /, '') });
  process.exitCode = 1;
}
process.disconnect();

async function medianWarmMs(predict: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  const end = performance.now() + WARM_BUDGET_MS;
  do {
    const begun = performance.now();
    await predict();
    times.push(performance.now() - begun);
  } while (times.length < WARM_PREDICTIONS && performance.now() < end);
  return median(times);
}
