import { join } from 'node:path';
import { inspectModel } from '@pilotlight/model-formats';
import { digestOfFile } from '@pilotlight/model-runtime/store';
import { resolveModel, sourceOf } from '../models/resolve-model.ts';

/** A network that is to be taught. */
export interface Student {
  /** As the optimizer takes it: `convnet:16,24,32` and the like, or where a layers model is read from. */
  architecture: string;
  /** What the record of its making calls it: a layers model by its digest, not by its place. */
  recorded: string;
}

/**
 * Finds out which network is to be taught.
 *
 * @param text `convnet:16,24,32` and the like, or the name or path of a layers model.
 * @throws {CommandError} where there is no such model. @throws {ModelFormatError}
 */
export async function resolveStudent(text: string, models: string): Promise<Student> {
  if (text.startsWith('convnet:')) return { architecture: text, recorded: text };
  const paths = 'the model.json of a layers model, or convnet:16,24,32 and the like';
  const architecture = await sourceOf(await resolveModel(text, { models, paths }));
  const { folder, entry } = await inspectModel(architecture);
  return { architecture, recorded: await digestOfFile(join(folder, entry)) };
}
