// A process that loads one model, runs it once on its sample and prints what that took. See measure-model.ts.

import { readFileSync } from 'node:fs';

const [modelsDirectory = '', model = '', version] = process.argv.slice(2);

/** Resident memory at its peak so far, in MiB. On Linux `maxRSS` would begin with what the parent process held. */
function peakMiB(): number {
  const status = process.platform === 'linux' ? readFileSync('/proc/self/status', 'utf8') : '';
  const kibibytes = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? process.resourceUsage().maxRSS;
  return Number(kibibytes) / 1024;
}

const processMiB = peakMiB();
const { createModelRuntime } = await import('../model-runtime.ts');
const { installedAsset } = await import('../engine-parts.ts');

try {
  const runtime = createModelRuntime({ modelsDirectory, assetPath: installedAsset });
  await runtime.warm({ model, version: Number(version) });
  const measured = { processMiB, peakMiB: peakMiB(), coldStartMs: performance.now() };
  console.log(JSON.stringify(measured));
} catch (error) {
  const cause = error instanceof Error && error.cause instanceof Error ? ` (${error.cause.message})` : '';
  console.error(`${error instanceof Error ? error.message : String(error)}${cause}`.replaceAll('\n', ' '));
  process.exitCode = 1;
}
