import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileDigest } from '@pilotlight/optimizer';

/** What a student's architecture is called in the record of its making: a layers model by its digest, not by its place. */
export async function nameOfStudent(architecture: string): Promise<string> {
  const found = await stat(architecture).catch(() => undefined);
  if (!found) return architecture;
  return `sha256-${await fileDigest(found.isDirectory() ? join(architecture, 'model.json') : architecture)}`;
}
