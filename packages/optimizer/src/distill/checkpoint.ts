import { access, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TfjsNode } from '@pilotlight/model-runtime/tfjs-node';
import type { LayersModel, NamedTensorMap, Optimizer } from '@tensorflow/tfjs-node';
import * as v from 'valibot';
import { OptimizerError } from '../optimizer-error.ts';

const STATE = 'state.json';

const stateSchema = v.object({
  /** What the training was begun with; another one is not gone on with. */
  settings: v.record(v.string(), v.union([v.string(), v.number()])),
  /** Epochs that are done. */
  epoch: v.number(),
  best: v.object({ epoch: v.number(), accuracy: v.number() }),
});

/** How far a training is, beside its weights. */
export type TrainingState = v.InferOutput<typeof stateSchema>;

/** Everything that a training holds. */
export interface Training {
  tf: TfjsNode;
  student: LayersModel;
  optimizer: Optimizer;
  /** The student as it was after its best epoch. */
  bestWeights: NamedTensorMap;
}

/** Writes a checkpoint in the place of the one before, so that there is a whole one at any time. */
export async function writeCheckpoint(
  folder: string,
  training: Training,
  state: TrainingState,
): Promise<void> {
  const { tf, student, optimizer, bestWeights } = training;
  const fresh = `${folder}.new`;
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { recursive: true });
  const weights = {
    student: namedWeights(student),
    best: bestWeights,
    optimizer: named(await optimizer.getWeights()),
  };
  const specs: Record<string, unknown> = {};
  for (const [part, tensors] of Object.entries(weights)) {
    const encoded = await tf.io.encodeWeights(tensors);
    specs[part] = encoded.specs;
    await writeFile(join(fresh, `${part}.bin`), new Uint8Array(encoded.data));
  }
  await writeFile(join(fresh, STATE), JSON.stringify({ ...state, specs }));
  await rm(folder, { recursive: true, force: true });
  await rename(fresh, folder);
}

/** Whether there is one. One that was written and not yet put into its place counts: its state is written last. */
export async function hasCheckpoint(folder: string): Promise<boolean> {
  if (await isWhole(folder)) return true;
  if (!(await isWhole(`${folder}.new`))) return false;
  await rename(`${folder}.new`, folder);
  return true;
}

/** Takes a checkpoint away, once it is not needed any more. */
export async function removeCheckpoint(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await rm(`${folder}.new`, { recursive: true, force: true });
}

async function isWhole(folder: string): Promise<boolean> {
  return access(join(folder, STATE)).then(
    () => true,
    () => false,
  );
}

/**
 * Reads a checkpoint into a training.
 *
 * @throws {OptimizerError} where it is of a training with other settings.
 */
export async function readCheckpoint(
  folder: string,
  training: Training,
  settings: TrainingState['settings'],
): Promise<TrainingState> {
  const { tf, student, optimizer } = training;
  const json: { specs: Record<string, Parameters<typeof tf.io.decodeWeights>[1]> } = JSON.parse(
    await readFile(join(folder, STATE), 'utf8'),
  );
  const state = v.parse(stateSchema, json);
  const other = Object.keys(settings).find((name) => settings[name] !== state.settings[name]);
  if (other !== undefined) {
    throw new OptimizerError(
      `${folder} is of a training with ${other} ${state.settings[other]}, not ${settings[other]}: say the same, or delete it`,
    );
  }
  const read = async (part: string) => {
    const bytes = Uint8Array.from(await readFile(join(folder, `${part}.bin`)));
    return tf.io.decodeWeights(bytes.buffer, json.specs[part] ?? []);
  };
  student.setWeights(Object.values(await read('student')));
  await optimizer.setWeights(
    Object.entries(await read('optimizer')).map(([name, tensor]) => ({ name, tensor })),
  );
  training.bestWeights = await read('best');
  return state;
}

/** A model's weights by their places: names need not be unique. */
export function namedWeights(model: LayersModel): NamedTensorMap {
  return Object.fromEntries(model.getWeights().map((tensor, at) => [String(at).padStart(5, '0'), tensor]));
}

function named(weights: readonly { name: string; tensor: NamedTensorMap[string] }[]): NamedTensorMap {
  return Object.fromEntries(weights.map(({ name, tensor }) => [name, tensor]));
}
