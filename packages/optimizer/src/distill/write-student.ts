import type { Distilled } from './distill.ts';
import type { Lesson } from './lesson.ts';

/** Writes a student into a folder, and how it was made into its `model.json`. */
export async function writeStudent(
  { student, epoch, accuracy }: Distilled,
  lesson: Lesson,
  folder: string,
): Promise<void> {
  student.setUserDefinedMetadata({
    pilotlight: { command: 'distill', ...lesson, epoch, heldOutAccuracy: accuracy },
  });
  // Not a proper URL: tfjs-node takes what follows the two slashes as it is, blanks and all.
  await student.save(`file://${folder}`);
}
