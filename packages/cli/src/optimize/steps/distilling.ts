import { distill, type Lesson } from '@pilotlight/optimizer';
import { resolveStudent } from '../../training/resolve-student.ts';
import { trainedStep } from './trained-step.ts';
import { whyNoTraining } from './training-needs.ts';
import type { Family } from './step.ts';

const LESSON: Omit<Lesson, 'architecture'> = { epochs: 12, temperature: 4, alpha: 0.7, seed: 2026 };

/** Trains small networks on the original's answers, as `pilotlight distill` does, with its default options. */
export const distilling: Family = {
  name: 'distilling',
  async stepsFor({ isOriginal }, search) {
    const { training, students, models } = search;
    if (!isOriginal) return [];
    if (students.length === 0) return 'there is no network to teach: --student convnet:16,24,32 --train DATA';
    const obstacle = await whyNoTraining(search);
    if (!training || obstacle !== undefined) return obstacle ?? [];
    return Promise.all(
      students.map(async (student) => {
        const { architecture, recorded } = await resolveStudent(student, models);
        const lesson = { ...LESSON, architecture };
        return trainedStep({
          name: `distil ${student}`,
          search,
          training,
          epochs: lesson.epochs,
          origin: { command: 'distill', ...lesson, architecture: recorded },
          train: (_, options) => distill({ ...options, lesson }),
        });
      }),
    );
  },
};
