import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { pinned } from '@pilotlight/local-platform';
import type { ModelDirectory } from '@pilotlight/model-runtime/store';
import { median } from '@pilotlight/statistics/median';
import type { EngineReport } from './engine-process.ts';

const run = promisify(execFile);
const TIMEOUT_MS = 120_000;
const COUNTED = 20;

export interface EngineRun {
  /** From the spawn of the process to its first prediction, in milliseconds. */
  firstMs: number;
  /** The median of the 20 predictions after it, in milliseconds: V8 is still optimizing what they run. */
  warmMs: number;
  /** The median of the last 20 of a hundred, in milliseconds. */
  settledMs: number;
  /** The most memory that the process held, in MiB; undefined where the system does not tell. */
  peakMiB: number | undefined;
}

/**
 * Predicts with one model in a process of its own.
 *
 * @param bundle what `buildEngine` made for the model's engine.
 */
export async function measureEngine(
  bundle: string,
  { model, version, path }: ModelDirectory,
): Promise<EngineRun> {
  const node = [process.execPath, bundle, join(path, '../..'), model, String(version)];
  const [command = '', ...args] = pinned(node);
  const env = {
    ...process.env,
    // A deployment brings compiled code with it; the run that is not counted leaves it here.
    NODE_COMPILE_CACHE: join(bundle, '../compile-cache'),
  };
  const begun = Number(process.hrtime.bigint()) / 1e6;
  const { stdout } = await run(command, args, { env, timeout: TIMEOUT_MS });
  const { firstAt, laterMs, peakMiB }: EngineReport = JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
  return {
    firstMs: firstAt - begun,
    warmMs: median(laterMs.slice(0, COUNTED)),
    settledMs: median(laterMs.slice(-COUNTED)),
    peakMiB,
  };
}
