import { join } from 'node:path';
import { distill, type Lesson } from '@pilotlight/optimizer';
import { nameOfStudent } from '../../training/name-of-student.ts';
import { runTraining } from '../../training/run-training.ts';
import { checkpointOf, whyNoTraining } from './training-needs.ts';
import type { Family } from './step.ts';

const LESSON: Omit<Lesson, 'architecture'> = { epochs: 12, temperature: 4, alpha: 0.7, seed: 2026 };

/** Teaches small networks what the original answers: as `pilotlight distill`, with what that has for its options. */
export const distilling: Family = {
  name: 'distilling',
  async stepsFor({ isOriginal }, search) {
    const { training, students, pixels } = search;
    if (!isOriginal) return [];
    if (students.length === 0)
      return 'no network was named to be taught: --student convnet:16,24,32 --train DATA';
    const obstacle = await whyNoTraining(search);
    if (!training || obstacle !== undefined) return obstacle ?? [];
    return students.map((architecture) => ({
      name: `distil ${architecture}`,
      makes: 'tfjs-layers-model',
      async take({ model }, { folder, name }) {
        const lesson = { ...LESSON, architecture };
        const origin = { command: 'distill', ...lesson, architecture: await nameOfStudent(architecture) };
        const checkpoint = checkpointOf(search, name);
        await runTraining(
          {
            teacher: model,
            dataset: training,
            epochs: lesson.epochs,
            origin,
            output: folder,
            pixels,
            checkpoint,
          },
          (options) => distill({ ...options, lesson }),
        );
        return { entry: join(folder, 'model.json') };
      },
    }));
  },
};
