import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Distilled } from './teach.ts';

/** Writes a student into a folder. */
export async function writeStudent({ student, topology }: Distilled, folder: string): Promise<void> {
  // Not a valid URL: tfjs-node takes the text after the two slashes as it is, spaces included.
  await student.save(`file://${folder}`);
  if (topology === undefined) return;
  const file = join(folder, 'model.json');
  const written: object = JSON.parse(await readFile(file, 'utf8'));
  await writeFile(file, JSON.stringify({ ...written, modelTopology: topology }));
}
