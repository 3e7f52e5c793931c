import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Distilled } from './teach.ts';

/**
 * Writes a student into a folder, and how it was made into its `model.json`.
 *
 * @param origin the command and its options.
 */
export async function writeStudent(
  { student, epoch, accuracy, topology }: Distilled,
  origin: Readonly<Record<string, unknown>>,
  folder: string,
): Promise<void> {
  student.setUserDefinedMetadata({ pilotlight: { ...origin, epoch, heldOutAccuracy: accuracy } });
  // Not a proper URL: tfjs-node takes what follows the two slashes as it is, blanks and all.
  await student.save(`file://${folder}`);
  if (topology === undefined) return;
  const file = join(folder, 'model.json');
  const written: object = JSON.parse(await readFile(file, 'utf8'));
  await writeFile(file, JSON.stringify({ ...written, modelTopology: topology }));
}
