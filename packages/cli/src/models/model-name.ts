import { basename, dirname, extname, resolve } from 'node:path';
import { CommandError } from '@pilotlight/command-line/command-error';
import { MODEL_NAME_PATTERN, MODEL_NAME_RULE } from '@pilotlight/protocol';

const LONGEST = 63;

/**
 * The name of the file or folder at a path, in lower case and without its ending. It may be unfit for a model. A folder that
 * is called by a number is a version of what the folder above it is called.
 */
export function modelNameFrom(path: string): string {
  const whole = resolve(path);
  const name = basename(whole, extname(path)).toLowerCase();
  return (/^\d+$/.test(name) && basename(dirname(whole)).toLowerCase()) || name;
}

/** Makes a name fit for a model: what it cannot hold becomes a dash. */
export function fitModelName(name: string): string {
  return (
    name
      .replaceAll(/[^a-z0-9_-]+/g, '-')
      .replace(/^[^a-z0-9]+/, '')
      .slice(0, LONGEST) || 'model'
  );
}

/** @throws {CommandError} for what cannot be a model's name. */
export function assertModelName(name: string): void {
  if (MODEL_NAME_PATTERN.test(name)) return;
  throw new CommandError(`'${name}' cannot be a model's name: ${MODEL_NAME_RULE}`);
}
