import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Dataset, distill, type Lesson, removeCheckpoint, writeStudent } from '@pilotlight/optimizer';
import type { PixelRange } from '../add/image-preprocessing.ts';
import { withScratchFolder } from '../add/scratch-folder.ts';
import { type NamedModel, withAskableModels } from '../evaluate/with-askable-models.ts';
import { placeFolder, refuseIfThere } from '../place.ts';
import { withTrainingBar } from './training-bar.ts';

export interface DistillationOptions {
  teacher: NamedModel;
  lesson: Lesson;
  dataset: Dataset;
  /** The folder to write; its checkpoint lies beside it as long as the training goes on. */
  output: string;
  pixels: PixelRange | undefined;
}

/**
 * Teaches a student and writes it. Interrupted, it leaves its checkpoint and nothing else.
 *
 * @throws {OptimizerError} where the two do not fit. @throws {EngineError} where tfjs-node is missing.
 */
export async function runDistillation({ teacher, lesson, dataset, output, pixels }: DistillationOptions) {
  await refuseIfThere(output);
  const checkpoint = `${output.replace(/[/\\]+$/, '')}.checkpoint`;
  const scratch = await mkdtemp(join(tmpdir(), 'pilotlight-distill-'));
  return withScratchFolder(scratch, () =>
    withAskableModels([teacher], { pixels }, async ([model]) => {
      if (!model) throw new TypeError('a model that was found is there');
      const distilled = await withTrainingBar(
        { examples: dataset.count, epochs: lesson.epochs },
        (progress) => distill({ teacher: model, lesson, dataset, checkpoint, scratch, ...progress }),
      );
      await placeFolder(output, (folder) => writeStudent(distilled, lesson, folder));
      await removeCheckpoint(checkpoint);
      const { student, epoch, accuracy } = distilled;
      return { epoch, accuracy, parameters: student.countParams() };
    }),
  );
}
