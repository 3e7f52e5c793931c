import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { CommandError } from '@pilotlight/command-line/command-error';
import { type ModelDirectory, readCatalog, readManifest } from '@pilotlight/model-runtime/store';
import { MODEL_PATHS } from './model-argument.ts';

/** What the name or path of a model on the command line stands for. */
export type ResolvedModel = { kind: 'served'; directory: ModelDirectory } | { kind: 'path'; path: string };

export interface ResolveOptions {
  /** The folder that is served. */
  models: string;
  /** The paths that the command takes, for its error. */
  paths?: string;
  /** Is told where a name could mean something else too. */
  onTie?: (line: string) => void;
}

/**
 * Decides what the name or path of a model stands for. With a slash, a backslash or a dot it is a path; anything else is
 * a served model, at the version that is served by default, and a path only where no model of that name is served.
 *
 * @throws {CommandError} where there is neither.
 */
export async function resolveModel(
  text: string,
  { models, paths = MODEL_PATHS, onTie = (line) => console.error(line) }: ResolveOptions,
): Promise<ResolvedModel> {
  const found = await stat(text).catch(() => undefined);
  if (/[/\\.]/.test(text)) {
    if (found) return { kind: 'path', path: text };
    throw new CommandError(`${text} is not there: give the name of a served model, ${paths}`);
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
 * Decides which served model is meant where a path cannot be: the version served by default of the one of that name, or of the only
 * one where no name is given.
 *
 * @throws {CommandError} where it is not served, or a name is needed.
 */
export async function resolveServed(name: string | undefined, models: string): Promise<ModelDirectory> {
  const { served } = await readCatalog(models);
  const [only, ...others] = served;
  if (!only) throw new CommandError('no model is served; put one there: pilotlight add <path>');
  if (name === undefined && others.length === 0) return only;
  if (name === undefined) {
    const names = served.map(({ model }) => model);
    throw new CommandError(`several models are served: say --model ${names.join(' or ')}`);
  }
  const directory = served.find(({ model }) => model === name);
  if (directory) return directory;
  throw new CommandError(`no model '${name}' is served from ${models}; served: ${namesOf(served)}`);
}

/**
 * Returns the file or folder that a model is read from: for a served model the main file that its manifest names.
 *
 * @throws {ModelBrokenError} where a served model has no manifest, or a damaged one.
 */
export async function sourceOf(resolved: ResolvedModel): Promise<string> {
  if (resolved.kind === 'path') return resolved.path;
  const { entry } = await readManifest(resolved.directory);
  return join(resolved.directory.path, entry);
}

function namesOf(served: readonly ModelDirectory[]): string {
  return served.map(({ model }) => model).join(', ') || 'none';
}
