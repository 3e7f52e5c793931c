import { setTimeout as pause } from 'node:timers/promises';
import type { LoadedModel } from '../engines/engine.ts';
import { installedAsset } from '../deployment/runtime-parts.ts';
import { exposeGc } from '../concurrency/expose-gc.ts';
import { createModelLoader } from '../load-model.ts';
import { prepareInputs } from '../request/prepare-inputs.ts';
import { median } from './median.ts';
import { sampleOf, sampleSignature } from '../request/sample.ts';
import { type ModelDirectory, readManifest } from '../store/model-directory.ts';

const MIB = 1024 * 1024;
/** The most copies to load: one copy of a small model is less than the garbage that is not yet collected. */
const COPIES = 8;
/** Growth that is clearly more than this garbage, in MiB: no more copies are loaded. */
const ENOUGH_MIB = 32;

/**
 * Measures one more model of the kind, when its engine already runs. Its memory, loaded and run (on its engine too if it
 * has a snapshot), is the growth of this process divided by the number of loaded copies, in MiB. Its time to load and run
 * for the first time is the median, in milliseconds.
 */
export async function measureOneMore(
  directory: ModelDirectory,
): Promise<{ heldMiB: number; loadMs: number }> {
  const manifest = await readManifest(directory);
  const load = createModelLoader({ assetPath: installedAsset });
  const name = sampleSignature(manifest);
  const { [name]: signature = { inputs: {}, outputs: {} } } = manifest.signatures;
  const { preprocessing } = manifest;
  const payload = { form: 'inputs', columns: sampleOf(manifest) } as const;
  const inputs = await prepareInputs({
    payload,
    raw: true,
    signature,
    preprocessing,
    assetPath: installedAsset,
  });

  const times: number[] = [];
  async function loadCopy(): Promise<LoadedModel> {
    const begun = performance.now();
    const model = await load(directory, manifest);
    await model.run(name, inputs);
    times.push(performance.now() - begun);
    await model.startEngine?.();
    await model.run(name, inputs);
    return model;
  }

  const copies = [await loadCopy()];
  times.pop();
  const before = await residentMiB();
  let held = 0;
  while (copies.length <= COPIES && held < ENOUGH_MIB) {
    copies.push(await loadCopy());
    held = (await residentMiB()) - before;
  }
  const heldMiB = Math.max(0, held) / (copies.length - 1);
  for (const copy of copies) copy.dispose();
  return { heldMiB, loadMs: median(times) };
}

/** Returns the memory of this process after garbage collection, in MiB. */
async function residentMiB(): Promise<number> {
  exposeGc();
  // Memory outside the heap is released a turn after its owner is collected.
  for (let round = 0; round < 2; round++) {
    globalThis.gc?.();
    await pause(1);
  }
  return process.memoryUsage.rss() / MIB;
}
