import { readFile } from 'node:fs/promises';
import { parseLabels } from '@pilotlight/model-formats';

/** Reads the labels in a file from the command line. */
export async function readLabels(file: string): Promise<string[]> {
  return parseLabels(await readFile(file, 'utf8'));
}
