import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { digestOfFile } from '@pilotlight/model-runtime/store';

/** What a student's architecture is called in the record of its making: a layers model by its digest, not by its place. */
export async function nameOfStudent(architecture: string): Promise<string> {
  const found = await stat(architecture).catch(() => undefined);
  if (!found) return architecture;
  return digestOfFile(found.isDirectory() ? join(architecture, 'model.json') : architecture);
}
