import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { REPOSITORY } from '@pilotlight/local-platform';
import { denseTflite } from '@pilotlight/model-runtime/dense-tflite';
import { measureModel } from '@pilotlight/model-runtime/measure';
import { digestOf, MANIFEST_FILE } from '@pilotlight/model-runtime/store';
import { descriptionOf, FEATURES, isTflite, smallNetwork, topologyOf } from './small-network.ts';

/** Returns the name of the nth network. */
export function nameOf(n: number): string {
  return `net-${String(n).padStart(4, '0')}`;
}

/**
 * Adds networks with `pilotlight add`, several at a time, as a user would: each is tried and measured, and has a
 * snapshot.
 *
 * @param sources the folder for the networks' own files.
 * @throws {Error} if one could not be added.
 */
export async function addModels(folder: string, numbers: readonly number[], sources: string): Promise<void> {
  const paths: string[] = [];
  for (const n of numbers) {
    const source = join(sources, nameOf(n));
    await mkdir(source, { recursive: true });
    for (const [file, content] of Object.entries(filesOf(n))) await writeFile(join(source, file), content);
    paths.push(isTflite(n) ? join(source, weightsFileOf(n)) : source);
  }
  await promisify(execFile)(
    process.execPath,
    [join(REPOSITORY, 'packages/cli/bin/pilotlight.js'), 'add', ...paths, '--no-compare', '--models', folder],
    { maxBuffer: Infinity },
  );
}

/** Returns the name of the nth network's file of weights. */
export function weightsFileOf(n: number): string {
  // The model gets the name of the file.
  return isTflite(n) ? `${nameOf(n)}.tflite` : 'weights.bin';
}

function filesOf(n: number): Record<string, string | Uint8Array> {
  const network = smallNetwork(n);
  if (isTflite(n)) {
    const layers = [
      { inputs: FEATURES, weights: network.a },
      { inputs: network.width, weights: network.b },
    ];
    return { [weightsFileOf(n)]: denseTflite(layers) };
  }
  const weights = new Uint8Array(4 * (network.a.length + network.b.length));
  weights.set(new Uint8Array(network.a.buffer));
  weights.set(new Uint8Array(network.b.buffer), network.a.byteLength);
  return { 'model.json': JSON.stringify(topologyOf(network)), [weightsFileOf(n)]: weights };
}

/**
 * Writes networks into a folder of models, as `pilotlight add` leaves a model that has no snapshot. One of each size
 * and form is measured, and all of these get its figures.
 *
 * @param memoryMiB the function's memory, at the least.
 */
export async function writeModels(
  folder: string,
  numbers: readonly number[],
  memoryMiB: number,
): Promise<void> {
  const measured = new Map<string, object>();
  for (const n of numbers) {
    const network = smallNetwork(n);
    const directory = { model: nameOf(n), version: 1, path: join(folder, nameOf(n), '1') };
    await mkdir(directory.path, { recursive: true });
    const digests: Record<string, string> = {};
    for (const [file, content] of Object.entries(filesOf(n))) {
      await writeFile(join(directory.path, file), content);
      digests[file] = digestOf(content);
    }
    const manifest = {
      ...descriptionOf(n),
      entry: isTflite(n) ? weightsFileOf(n) : 'model.json',
      files: digests,
    };
    const write = (more: object) =>
      writeFile(join(directory.path, MANIFEST_FILE), JSON.stringify({ ...manifest, ...more }));
    const kind = `${network.width} ${isTflite(n)}`;
    if (!measured.has(kind)) {
      await write({});
      measured.set(kind, await measureModel(directory));
    }
    await write({ measured: measured.get(kind), memoryMiB });
  }
}
