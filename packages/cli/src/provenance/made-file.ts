import { readFile, writeFile } from 'node:fs/promises';
import { join, parse } from 'node:path';
import { type Made, parseMade } from '@pilotlight/model-runtime/made';
import { CommandError } from '../command-error.ts';

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
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    return parseMade(JSON.parse(text));
  } catch (cause) {
    throw new CommandError(`${file} does not say how a model was made: delete it, or mend it`, { cause });
  }
}

export async function writeMade(entry: string, made: Made): Promise<void> {
  await writeFile(madeFile(entry), `${JSON.stringify(made, undefined, 2)}\n`);
}
