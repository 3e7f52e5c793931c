import { join } from 'node:path';
import {
  type Dataset,
  type Distilled,
  removeCheckpoint,
  type TrainingOptions,
  writeStudent,
} from '@pilotlight/optimizer';
import type { PixelRange } from '../models/image-preprocessing.ts';
import { lockBeside, withLock } from '@pilotlight/command-line/lock';
import { withTemporaryFolder } from '@pilotlight/command-line/scratch-folder';
import { type NamedModel, withServedModels } from '../models/with-served-models.ts';
import { installFolder, refuseIfThere } from '../files/install.ts';
import { writeProvenance } from '../provenance/provenance-file.ts';
import { describeStep, provenanceFrom, type Origin } from '../provenance/provenance-from.ts';
import { withTrainingBar } from './training-bar.ts';

export interface RunOptions {
  teacher: NamedModel;
  dataset: Dataset;
  epochs: number;
  /** The command of the training. */
  origin: Origin;
  /** The folder to write. */
  output: string;
  /** Path of a checkpoint that the caller will remove; defaults to one beside the output until the output is written. */
  checkpoint?: string;
  pixels: PixelRange | undefined;
}

/** Result of a training. */
export interface Trained {
  parameters: number;
  epoch: number;
  heldOutAccuracy: number;
}

/**
 * Trains a model with a served teacher, and writes it. If it is interrupted, it leaves only its checkpoint.
 *
 * @throws {OptimizerError} if teacher, data and model do not fit. @throws {EngineError} if tfjs-node is missing.
 */
export async function runTraining(
  options: RunOptions,
  train: (options: TrainingOptions) => Promise<Distilled>,
): Promise<Trained> {
  await refuseIfThere(options.output);
  const checkpoint = options.checkpoint ?? `${options.output.replace(/[/\\]+$/, '')}.checkpoint`;
  return withLock({ lock: lockBeside(checkpoint), what: checkpoint }, () =>
    trainFrom(checkpoint, options, train),
  );
}

async function trainFrom(
  checkpoint: string,
  { teacher, dataset, epochs, origin, output, pixels, checkpoint: kept }: RunOptions,
  train: (options: TrainingOptions) => Promise<Distilled>,
): Promise<Trained> {
  return withTemporaryFolder('training', (scratch) =>
    withServedModels([teacher], { pixels }, async ([model]) => {
      if (!model) throw new TypeError('the trained model is missing');
      const trained = await withTrainingBar({ examples: dataset.count, epochs }, (progress) =>
        train({ teacher: model, dataset, checkpoint, scratch, ...progress }),
      );
      const { student, epoch, accuracy } = trained;
      const step = await describeStep({
        origin,
        data: { data: { dataset, examples: dataset.count } },
        result: { epoch, heldOutAccuracy: accuracy },
      });
      const provenance = await provenanceFrom(teacher, step);
      await installFolder(output, async (folder) => {
        await writeStudent(trained, folder);
        await writeProvenance(join(folder, 'model.json'), provenance);
      });
      if (kept === undefined) await removeCheckpoint(checkpoint);
      return { parameters: student.countParams(), epoch, heldOutAccuracy: accuracy };
    }),
  );
}
