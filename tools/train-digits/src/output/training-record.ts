import { readFile } from 'node:fs/promises';
import * as v from 'valibot';
import { TrainDigitsError } from '../train-digits-error.ts';

const recordSchema = v.object({
  seed: v.number(),
  epochs: v.number(),
  epoch: v.number(),
  validationAccuracy: v.number(),
});

const modelSchema = v.object({ userDefinedMetadata: recordSchema });

/** A record of a model's training, kept in its `model.json`. */
export type TrainingRecord = v.InferOutput<typeof recordSchema>;

/** @throws {TrainDigitsError} if the file is missing, or was not written by this tool. */
export async function readTrainingRecord(path: string): Promise<TrainingRecord> {
  try {
    return v.parse(modelSchema, JSON.parse(await readFile(path, 'utf8'))).userDefinedMetadata;
  } catch (cause) {
    throw new TrainDigitsError(
      `${path} does not say how the model was trained. Train it with \`npm run train:digits\`.`,
      { cause },
    );
  }
}
