import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Manifest } from '../store/manifest.ts';
import { ModelBrokenError } from '../errors/model-broken-error.ts';
import type { ModelDirectory } from '../store/model-directory.ts';

const TIMEOUT_MS = 120_000;

export type Measured = NonNullable<Manifest['measured']>;

/**
 * Loads a model and runs it on its sample, in a process of its own, and tells what that took.
 *
 * @throws {ModelBrokenError} where it does not load, fails when it is run, or takes more than two minutes.
 */
export async function measureModel({ model, version, path }: ModelDirectory): Promise<Measured> {
  const modelsDirectory = join(path, '../..');
  const script = join(import.meta.dirname, 'measure-process.ts');
  try {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [script, modelsDirectory, model, String(version)],
      { timeout: TIMEOUT_MS },
    );
    const measured: Measured = JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
    return measured;
  } catch (cause) {
    const said =
      cause instanceof Error && 'stderr' in cause ? String(cause.stderr).trim() : 'it cannot be run';
    // Its last line is the error of that process, which names the model too.
    const why = said
      .split('\n')
      .at(-1)
      ?.replace(/^model '[^']*' version [0-9]+: /, '');
    throw new ModelBrokenError({ model, version }, why ?? said, { cause });
  }
}
