import { access, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TfjsNode } from '@pilotlight/model-runtime/tfjs-node';
import type { LayersModel, NamedTensorMap, Optimizer } from '@tensorflow/tfjs-node';
import * as v from 'valibot';
import { OptimizerError } from '../optimizer-error.ts';

const STATE = 'state.json';

const stateSchema = v.object({
  /** Settings that the training began with; it does not resume with other ones. */
  settings: v.record(v.string(), v.union([v.string(), v.number()])),
  /** Number of finished epochs. */
  epoch: v.number(),
  best: v.object({ epoch: v.number(), accuracy: v.number() }),
});

/** Progress of a training, without its weights. */
export type TrainingState = v.InferOutput<typeof stateSchema>;

/** Everything that a training needs. */
export interface Training {
  tf: TfjsNode;
  student: LayersModel;
  optimizer: Optimizer;
  /** Weights of the student after its best epoch. */
  bestWeights: NamedTensorMap;
}

/** Replaces the previous checkpoint, so that a complete one exists at any time. */
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

/** True if there is one. One that is written but not yet in place counts: its state is written last. */
export async function hasCheckpoint(folder: string): Promise<boolean> {
  if (await isWhole(folder)) return true;
  if (!(await isWhole(`${folder}.new`))) return false;
  await rename(`${folder}.new`, folder);
  return true;
}

/** Removes a checkpoint after use. */
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
 * @throws {OptimizerError} if its training had other settings.
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
      `${folder} is of a training with ${other} ${state.settings[other]}, not ${settings[other]}: use the same, or delete it`,
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

/** Returns a model's weights by position: names need not be unique. */
export function namedWeights(model: LayersModel): NamedTensorMap {
  return Object.fromEntries(model.getWeights().map((tensor, at) => [String(at).padStart(5, '0'), tensor]));
}

function named(weights: readonly { name: string; tensor: NamedTensorMap[string] }[]): NamedTensorMap {
  return Object.fromEntries(weights.map(({ name, tensor }) => [name, tensor]));
}
