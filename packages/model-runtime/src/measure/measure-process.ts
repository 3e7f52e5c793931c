// A process that loads one model, runs it once on its sample and prints what that took. See measure-model.ts.

import { peakMiB } from './peak-memory.ts';

const [modelsDirectory = '', model = '', version] = process.argv.slice(2);

/** Resident memory at its peak so far, in MiB. */
const peak = async () => (await peakMiB(process.pid)) ?? process.resourceUsage().maxRSS / 1024;

const processMiB = await peak();
const { createModelRuntime } = await import('../model-runtime.ts');
const { installedAsset } = await import('../engine-parts.ts');

try {
  const runtime = createModelRuntime({ modelsDirectory, assetPath: installedAsset });
  const selector = { model, version: Number(version) };
  await runtime.warm(selector);
  const coldStartMs = performance.now();
  // A frozen model needs the most memory when its ordinary engine takes over.
  await runtime.thaw(selector);
  await runtime.warm(selector);
  const measured = { processMiB, peakMiB: await peak(), coldStartMs };
  console.log(JSON.stringify(measured));
} catch (error) {
  const cause = error instanceof Error && error.cause instanceof Error ? ` (${error.cause.message})` : '';
  console.error(`${error instanceof Error ? error.message : String(error)}${cause}`.replaceAll('\n', ' '));
  process.exitCode = 1;
}
