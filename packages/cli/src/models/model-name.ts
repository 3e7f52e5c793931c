import { basename, dirname, extname, resolve } from 'node:path';
import { CommandError } from '@pilotlight/command-line/command-error';
import { MODEL_NAME_PATTERN, MODEL_NAME_RULE } from '@pilotlight/protocol';

const LONGEST = 63;

/**
 * Returns the name of the file or folder at a path, in lower case and without its ending. It may be unfit for a model. A
 * folder with a number for a name is a version: it has the name of the folder above it.
 */
export function modelNameFrom(path: string): string {
  const whole = resolve(path);
  const name = basename(whole, extname(path)).toLowerCase();
  return (/^\d+$/.test(name) && basename(dirname(whole)).toLowerCase()) || name;
}

/** Makes a name fit for a model: characters that are not allowed become a dash. */
export function fitModelName(name: string): string {
  return (
    name
      .replaceAll(/[^a-z0-9_-]+/g, '-')
      .replace(/^[^a-z0-9]+/, '')
      .slice(0, LONGEST) || 'model'
  );
}

/** @throws {CommandError} if the name is not valid for a model. */
export function assertModelName(name: string): void {
  if (MODEL_NAME_PATTERN.test(name)) return;
  throw new CommandError(`'${name}' is not a valid model name: ${MODEL_NAME_RULE}`);
}
