import { open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Weight } from '@pilotlight/model-formats/tfjs';
import type { TfjsModel } from './tfjs-model.ts';

/** Same size as the files of the TensorFlow.js converter: the most that browsers keep in their caches. */
const SHARD_BYTES = 4 * 1024 * 1024;

/** Writes a model into an existing empty folder, with the standard manifest that every TensorFlow.js reads. */
export async function writeTfjsModel({ json, groups }: TfjsModel, folder: string): Promise<void> {
  const weightsManifest = [];
  for (const [at, weights] of groups.entries()) {
    const total = weights.reduce((sum, { bytes }) => sum + bytes.length, 0);
    const count = Math.ceil(total / SHARD_BYTES);
    const paths = Array.from(
      { length: count },
      (_, shard) => `group${at + 1}-shard${shard + 1}of${count}.bin`,
    );
    await writeShards(weights, folder, paths);
    weightsManifest.push({
      paths,
      weights: weights.map(({ name, shape, dtype, quantization }) => ({
        name,
        shape,
        dtype,
        ...(quantization ? { quantization } : {}),
      })),
    });
  }
  await writeFile(join(folder, 'model.json'), `${JSON.stringify({ ...json, weightsManifest })}\n`);
}

/** Weights are written one after another across file boundaries; none is assembled in memory first. */
async function writeShards(
  weights: readonly Weight[],
  folder: string,
  paths: readonly string[],
): Promise<void> {
  const pieces = weights.map(({ bytes }) => bytes).filter(({ length }) => length > 0);
  for (const path of paths) {
    await using handle = await open(join(folder, path), 'wx');
    let room = SHARD_BYTES;
    for (let [piece] = pieces; piece !== undefined && room > 0; [piece] = pieces) {
      const part = piece.subarray(0, room);
      await handle.writeFile(part);
      room -= part.length;
      if (part.length === piece.length) pieces.shift();
      else pieces[0] = piece.subarray(part.length);
    }
  }
}
