import type { Lesson } from './lesson.ts';
import { createStudent } from './student.ts';
import { type Distilled, teach, type TrainingOptions } from './teach.ts';

const PEAK_LEARNING_RATE = 3e-3;

/**
 * Trains a student on the answers of a teacher (Hinton et al. 2015), on native TensorFlow; the same seed gives the same
 * student on the same machine.
 *
 * @throws {OptimizerError} if the two do not fit, or a checkpoint is of another training.
 * @throws {EngineError} if tfjs-node is missing.
 */
export async function distill({
  lesson,
  ...options
}: TrainingOptions & { lesson: Lesson }): Promise<Distilled> {
  const { architecture, ...teaching } = lesson;
  return teach({
    ...options,
    teaching,
    peakLearningRate: PEAK_LEARNING_RATE,
    settings: { architecture },
    makeStudent: (tf, shape) => createStudent({ tf, architecture, shape, seed: lesson.seed }),
  });
}
