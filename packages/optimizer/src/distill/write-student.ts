import type { Distilled } from './teach.ts';

/** Writes a student into a folder. */
export async function writeStudent({ student }: Distilled, folder: string): Promise<void> {
  // Not a proper URL: tfjs-node takes what follows the two slashes as it is, blanks and all.
  await student.save(`file://${folder}`);
}
