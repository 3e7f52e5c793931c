import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ModelDescription } from '@pilotlight/model-formats';
import { withDetectionShapes } from '@pilotlight/model-formats';
import { forPlatform } from '@pilotlight/model-formats/saved-model';
import { digestOfFile } from '@pilotlight/model-runtime/store';
import { CommandError } from '@pilotlight/command-line/command-error';
import { makeFoldersIn } from '@pilotlight/command-line/make-folders-in';

/** Matches a file name that a manifest allows. */
const FIT = /^[A-Za-z0-9_][A-Za-z0-9._-]*(\/[A-Za-z0-9_][A-Za-z0-9._-]*)*$/;

/**
 * Copies a model's files. Returns the digest of each written file, `sha256-<hex>`, and the new name of the entry: a file
 * that is the whole model is renamed if a manifest does not allow its name, such as `model (1).tflite`.
 *
 * @param to a folder that exists.
 * @throws {CommandError} if another file has a name that a manifest does not allow.
 */
export async function copyFiles(
  { folder, files, format, entry }: Pick<ModelDescription, 'folder' | 'files' | 'format' | 'entry'>,
  to: string,
): Promise<{ files: Record<string, string>; entry: string }> {
  const nameThere = (name: string): string => {
    if (FIT.test(name)) return name;
    if (format === 'tflite') return fitFileName(name);
    throw new CommandError(
      `its file '${name}' has characters other than letters, digits, '.', '-' and '_' in its name: export it again without them`,
    );
  };
  const digests: Record<string, string> = {};
  for (const { name } of files) {
    const target = join(to, nameThere(name));
    await makeFoldersIn(to, dirname(nameThere(name)));
    if (format === 'saved-model' && name === entry) await copyGraph(join(folder, name), target);
    else if (format === 'tflite' && name === entry) await copyTflite(join(folder, name), target);
    else await copyFile(join(folder, name), target);
    digests[nameThere(name)] = await digestOfFile(target);
  }
  return { files: digests, entry: nameThere(entry) };
}

/** Copies the graph of a SavedModel, without parts that no answer needs and a deployment's older TensorFlow refuses. */
async function copyGraph(from: string, to: string): Promise<void> {
  const changed = forPlatform(await readFile(from), from);
  await (changed ? writeFile(to, changed) : copyFile(from, to));
}

/** Copies a `.tflite` file, and adds the shapes of a detector's outputs if they are missing. */
async function copyTflite(from: string, to: string): Promise<void> {
  const changed = withDetectionShapes(await readFile(from));
  await (changed ? writeFile(to, changed) : copyFile(from, to));
}

function fitFileName(name: string): string {
  return name.replaceAll(/[^A-Za-z0-9._-]+/g, '-').replace(/^[^A-Za-z0-9_]+/, '') || 'model.tflite';
}
