import { basename, dirname, join } from 'node:path';
import { inspectModel } from '@pilotlight/model-formats';
import type { Provenance } from '@pilotlight/model-runtime/store';
import { addModel } from './add-model.ts';
import { CommandError } from '@pilotlight/command-line/command-error';
import type { NamedModel } from './with-served-models.ts';
import { installCopy } from '../files/install.ts';
import { writeProvenance } from '../provenance/provenance-file.ts';

/** Where a model that is made of another one goes: a folder, or the next version of the original. */
export interface Destination {
  original: NamedModel;
  output: string | undefined;
  models: string;
}

/** @throws {CommandError} where neither is there: to be asked before the work, not after it. */
export function requireDestination({ original, output }: Destination): void {
  if (output !== undefined || original.isServed) return;
  throw new CommandError(
    'say with --output where it is to be written: only a model that is served has a next version',
  );
}

/**
 * Puts a model that was made of another one into a folder, or, where that is served, beside it as its next version, with
 * what its owner said of the original.
 *
 * @param entry its main file, in a folder of its own.
 * @param provenance for its manifest, or beside it where it gets none.
 * @returns where it is now.
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
    // Of another format it is another engine's.
    engine: like?.format === description.format ? like.engine : undefined,
    like,
    provenance,
  });
  return directory.path;
}
