import { globSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Models that Python's TensorFlow made, with its answers; see the README there. */
export const FIXTURES = fileURLToPath(new URL('../../../model-runtime/fixtures/', import.meta.url));

/** Paths of the models in the fixtures. */
export const FIXTURE_MODELS = globSync(['*/saved_model', '*/tfjs-*', '*/*.tflite'], {
  cwd: FIXTURES,
}).toSorted();

/** Returns a copy that a test may damage. It is removed after the test. */
export async function copyFixture(name: string): Promise<AsyncDisposable & { path: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'pilotlight-formats-'));
  const path = join(folder, name.replace(/^.*\//, ''));
  await cp(join(FIXTURES, name), path, { recursive: true });
  return { path, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
}
