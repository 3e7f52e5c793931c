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
  /** Median of the next 20 predictions, in milliseconds: V8 is still optimizing their code. */
  warmMs: number;
  /** Median of the last 20 of a hundred, in milliseconds. */
  settledMs: number;
  /** Peak memory of the process, in MiB; undefined if the system does not report it. */
  peakMiB: number | undefined;
}

/**
 * Predicts with one model in a process of its own.
 *
 * @param bundle result of `buildEngine` for the model's engine.
 */
export async function measureEngine(
  bundle: string,
  { model, version, path }: ModelDirectory,
): Promise<EngineRun> {
  const node = [process.execPath, bundle, join(path, '../..'), model, String(version)];
  const [command = '', ...args] = pinned(node);
  const env = {
    ...process.env,
    // A deployment has compiled code with it; the uncounted run leaves it here.
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
