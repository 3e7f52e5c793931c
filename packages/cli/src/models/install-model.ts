import { basename, dirname, join } from 'node:path';
import { inspectModel } from '@pilotlight/model-formats';
import type { Provenance } from '@pilotlight/model-runtime/store';
import { addModel } from './add-model.ts';
import { CommandError } from '@pilotlight/command-line/command-error';
import type { NamedModel } from './with-served-models.ts';
import { installCopy } from '../files/install.ts';
import { writeProvenance } from '../provenance/provenance-file.ts';

/** The destination of a model that is made from another: a folder, or the next version of the original. */
export interface Destination {
  original: NamedModel;
  output: string | undefined;
  models: string;
}

/** Checks the destination, before the work. @throws {CommandError} if there is none. */
export function requireDestination({ original, output }: Destination): void {
  if (output !== undefined || original.isServed) return;
  throw new CommandError('--output is missing: only a served model has a next version to write');
}

/**
 * Writes a model that was made from another to a folder, or adds it as the next version of a served original, with its
 * owner's choices.
 *
 * @param entry its main file, in its own folder.
 * @param provenance for its manifest, or for a file beside it if it gets no manifest.
 * @returns its new path.
 */
export async function installModel(
  { entry, provenance }: { entry: string; provenance: Provenance },
  { original, output, models }: Destination,
): Promise<string> {
  if (output !== undefined) {
    await writeProvenance(entry, provenance);
    await installCopy(dirname(entry), output);
    return entry.endsWith('.tflite') ? join(output, basename(entry)) : output;
  }
  const description = await inspectModel(entry);
  const { manifest: like, name } = original;
  const { directory } = await addModel({
    description,
    modelsDirectory: models,
    name,
    // A model of another format runs on another engine.
    engine: like?.format === description.format ? like.engine : undefined,
    like,
    provenance,
  });
  return directory.path;
}
