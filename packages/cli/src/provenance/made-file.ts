import { readFile, stat, writeFile } from 'node:fs/promises';
import { join, parse } from 'node:path';
import { type Made, parseMade } from '@pilotlight/model-runtime/made';
import { CommandError } from '../command-error.ts';

/** A hundred steps take less. */
const MOST_BYTES = 256 * 1024;

/**
 * The file that says how a model was made, as long as that has no manifest that could: `model.made.json` beside a
 * `model.json`.
 */
export function madeFile(entry: string): string {
  const { dir, name } = parse(entry);
  return join(dir, `${name}.made.json`);
}

/** @returns undefined where there is none. @throws {CommandError} for one that is damaged. */
export async function readMade(entry: string): Promise<Made | undefined> {
  const file = madeFile(entry);
  const found = await stat(file).catch(() => undefined);
  if (!found) return undefined;
  try {
    if (found.size > MOST_BYTES) throw new RangeError(`it is larger than ${MOST_BYTES} bytes`);
    return parseMade(JSON.parse(await readFile(file, 'utf8')));
  } catch (cause) {
    throw new CommandError(`${file} does not say how a model was made: delete it, or mend it`, { cause });
  }
}

export async function writeMade(entry: string, made: Made): Promise<void> {
  await writeFile(madeFile(entry), `${JSON.stringify(made, undefined, 2)}\n`);
}
