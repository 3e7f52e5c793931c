import { join } from 'node:path';
import type { Manifest } from '../store/manifest.ts';
import { ModelBrokenError } from '../errors/model-broken-error.ts';
import type { ModelDirectory } from '../store/model-directory.ts';
import { ProcessFailedError, runInProcess } from '../trial/run-in-process.ts';

/** Default time limit for running a model for the first time. */
const DEFAULT_TIMEOUT_MS = 120_000;

export type Measured = NonNullable<Manifest['measured']>;

/**
 * Loads a model and runs it on its sample, in a process of its own, and returns the measurements.
 *
 * @throws {ModelBrokenError} if it does not load, fails to run, or takes too long.
 */
export async function measureModel(
  { model, version, path }: ModelDirectory,
  timeoutMs: number = DEFAULT_TIMEOUT_MS,
): Promise<Measured> {
  try {
    const result = await runInProcess({
      script: join(import.meta.dirname, 'measure-process.ts'),
      args: [join(path, '../..'), model, String(version)],
      timeoutMs,
    });
    if ('measured' in result) return result.measured;
    throw new ProcessFailedError('its process sent an unexpected message');
  } catch (cause) {
    if (!(cause instanceof ProcessFailedError)) throw cause;
    throw new ModelBrokenError({ model, version }, cause.message, { cause });
  }
}
