import { cp, stat } from 'node:fs/promises';
import { basename, extname, join, resolve } from 'node:path';
import { inspectModel } from '@pilotlight/model-formats';
import { readModels } from '@pilotlight/model-runtime/store';
import { addModel } from '../models/add-model.ts';
import { withTemporaryFolder } from '@pilotlight/command-line/scratch-folder';
import { CommandError } from '@pilotlight/command-line/command-error';

/**
 * Gives `use` a folder with one model and nothing else: the highest version of one that is served, by its name, or any
 * other, by its path.
 *
 * @throws {CommandError} where no model of that name is served.
 */
export async function withModelAlone<Result>(
  { model, models }: { model: string; models: string },
  use: (folder: string) => Promise<Result>,
): Promise<Result> {
  return withTemporaryFolder('bench', async (scratch) => {
    if (await isPath(model)) {
      await addModel({
        description: await inspectModel(model),
        modelsDirectory: scratch,
        name: nameOf(model),
      });
    } else {
      const { model: name, version, path } = await findServed(model, models);
      await cp(path, join(scratch, name, String(version)), { recursive: true });
    }
    return use(scratch);
  });
}

async function isPath(model: string): Promise<boolean> {
  return /[/\\.]/.test(model) && (await stat(model).catch(() => undefined)) !== undefined;
}

/** As `add` would call it, as far as that can be a name. */
function nameOf(path: string): string {
  const name = basename(resolve(path), extname(path)).toLowerCase();
  return (
    name
      .replaceAll(/[^a-z0-9_-]+/g, '-')
      .replace(/^[^a-z0-9]+/, '')
      .slice(0, 63) || 'model'
  );
}

async function findServed(model: string, models: string) {
  const served = await readModels(models);
  const versions = served.map(({ directory }) => directory).filter((directory) => directory.model === model);
  const newest = versions.toSorted((a, b) => b.version - a.version)[0];
  if (newest) return newest;
  const names = [...new Set(served.map(({ directory }) => directory.model))].join(', ');
  throw new CommandError(
    `no model '${model}' is served, and there is no file of that name; served: ${names || 'none'}`,
  );
}
