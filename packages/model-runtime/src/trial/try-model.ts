import { join } from 'node:path';
import { ModelBrokenError } from '../errors/model-broken-error.ts';
import type { ModelDirectory } from '../store/model-directory.ts';
import { ProcessFailedError, runInProcess } from './run-in-process.ts';
import type { Trial } from './process-messages.ts';

/**
 * Runs a model for the first time, in a process of its own: on its manifest's sample, and if that fails on others, until one
 * runs.
 *
 * @throws {ModelBrokenError} if it does not load, no sample runs, or it takes too long.
 */
export async function tryModel(
  { path, model, version }: ModelDirectory,
  {
    searches,
    timeoutMs,
    onStep,
  }: {
    /** True if other samples than the manifest's are tried. */
    searches: boolean;
    timeoutMs: number;
    onStep?: (step: string) => void;
  },
): Promise<Trial> {
  try {
    const result = await runInProcess({
      script: join(import.meta.dirname, 'trial-process.ts'),
      args: [path, model, String(version), searches ? 'search' : 'only'],
      timeoutMs,
      ...(onStep ? { onStep } : {}),
    });
    if ('trial' in result) return result.trial;
    throw new ProcessFailedError('its process sent an unexpected message');
  } catch (cause) {
    if (!(cause instanceof ProcessFailedError)) throw cause;
    throw new ModelBrokenError({ model, version }, cause.message, { cause });
  }
}
