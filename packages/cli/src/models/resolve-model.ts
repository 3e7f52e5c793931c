import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { CommandError } from '@pilotlight/command-line/command-error';
import { type ModelDirectory, readCatalog, readManifest } from '@pilotlight/model-runtime/store';
import { MODEL_PATHS } from './model-argument.ts';

/** Meaning of a model's name or path on the command line. */
export type ResolvedModel = { kind: 'served'; directory: ModelDirectory } | { kind: 'path'; path: string };

export interface ResolveOptions {
  /** The folder that is served. */
  models: string;
  /** The paths that the command takes, for its error. */
  paths?: string;
  /** Called with a note if a name has a second meaning. */
  onTie?: (line: string) => void;
}

/**
 * Resolves the name or path of a model. A text with a slash, a backslash or a dot is a path. Any other text is a served
 * model, at the version that is served by default; it is a path only if no model of that name is served.
 *
 * @throws {CommandError} if there is neither.
 */
export async function resolveModel(
  text: string,
  { models, paths = MODEL_PATHS, onTie = (line) => console.error(line) }: ResolveOptions,
): Promise<ResolvedModel> {
  const found = await stat(text).catch(() => undefined);
  if (/[/\\.]/.test(text)) {
    if (found) return { kind: 'path', path: text };
    throw new CommandError(`${text} does not exist: give the name of a served model, ${paths}`);
  }
  const { served } = await readCatalog(models);
  const directory = served.find(({ model }) => model === text);
  if (directory) {
    const kind = found?.isDirectory() ? 'folder' : 'file';
    if (found) onTie(`'${text}' is a served model; write ./${text} for the ${kind} of that name`);
    return { kind: 'served', directory };
  }
  if (found) return { kind: 'path', path: text };
  throw new CommandError(
    `no model '${text}' is served from ${models}, and there is no file or folder of that name; served: ${namesOf(served)}`,
  );
}

/**
 * Finds a served model by name, or the only one if no name is given, at the version that is served by default. A path is
 * not allowed.
 *
 * @throws {CommandError} if it is not served, or a name is needed.
 */
export async function resolveServed(name: string | undefined, models: string): Promise<ModelDirectory> {
  const { served } = await readCatalog(models);
  const [only, ...others] = served;
  if (!only) throw new CommandError('no model is served; add one: pilotlight add <path>');
  if (name === undefined && others.length === 0) return only;
  if (name === undefined) {
    const names = served.map(({ model }) => model);
    throw new CommandError(`several models are served: add --model ${names.join(' or ')}`);
  }
  const directory = served.find(({ model }) => model === name);
  if (directory) return directory;
  throw new CommandError(`no model '${name}' is served from ${models}; served: ${namesOf(served)}`);
}

/**
 * Returns the file or folder from which a model is read: for a served model, the main file in its manifest.
 *
 * @throws {ModelBrokenError} if a served model has no manifest, or a damaged one.
 */
export async function sourceOf(resolved: ResolvedModel): Promise<string> {
  if (resolved.kind === 'path') return resolved.path;
  const { entry } = await readManifest(resolved.directory);
  return join(resolved.directory.path, entry);
}

function namesOf(served: readonly ModelDirectory[]): string {
  return served.map(({ model }) => model).join(', ') || 'none';
}
