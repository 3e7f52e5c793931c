import { join } from 'node:path';
import type { Manifest } from '../store/manifest.ts';
import { ModelBrokenError } from '../errors/model-broken-error.ts';
import type { ModelDirectory } from '../store/model-directory.ts';
import { ProcessFailedError, runInProcess } from '../trial/run-in-process.ts';

/** The longest that running a model for the first time may take, unless said. */
const DEFAULT_TIMEOUT_MS = 120_000;

export type Measured = NonNullable<Manifest['measured']>;

/**
 * Loads a model and runs it on its sample, in a process of its own, and tells what that took.
 *
 * @throws {ModelBrokenError} where it does not load, fails when it is run, or takes too long.
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
    throw new ProcessFailedError('its process sent something else');
  } catch (cause) {
    if (!(cause instanceof ProcessFailedError)) throw cause;
    throw new ModelBrokenError({ model, version }, cause.message, { cause });
  }
}
