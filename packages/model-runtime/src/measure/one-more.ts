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
/** Of a small model one copy is less than what the collector leaves lying about. */
const COPIES = 8;
/** Enough to tell from that. */
const ENOUGH_MIB = 32;

/**
 * Measures one more model of the kind, once its engine runs: what it holds, loaded and run, on its engine too where it has a
 * snapshot, as the growth of this process by the number of copies that were loaded, in MiB; and how long it takes to be
 * loaded and run for the first time, in milliseconds, the median.
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

/** What this process holds once garbage has been collected, in MiB. */
async function residentMiB(): Promise<number> {
  exposeGc();
  // What ends outside of the heap is given back a turn after its owner is collected.
  for (let round = 0; round < 2; round++) {
    globalThis.gc?.();
    await pause(1);
  }
  return process.memoryUsage.rss() / MIB;
}
