import { join } from 'node:path';
import { inspectModel } from '@pilotlight/model-formats';
import { digestOfFile } from '@pilotlight/model-runtime/store';
import { resolveModel, sourceOf } from '../models/resolve-model.ts';

/** A network to teach. */
export interface Student {
  /** Its form for the optimizer: such as `convnet:16,24,32`, or the path of a layers model. */
  architecture: string;
  /** Its name in the provenance: for a layers model its digest, not its path. */
  recorded: string;
}

/**
 * Finds the network to teach.
 *
 * @param text such as `convnet:16,24,32`, or the name or path of a layers model.
 * @throws {CommandError} if there is no such model. @throws {ModelFormatError}
 */
export async function resolveStudent(text: string, models: string): Promise<Student> {
  if (text.startsWith('convnet:')) return { architecture: text, recorded: text };
  const paths = 'the model.json of a layers model, or a network such as convnet:16,24,32';
  const architecture = await sourceOf(await resolveModel(text, { models, paths }));
  const { folder, entry } = await inspectModel(architecture);
  return { architecture, recorded: await digestOfFile(join(folder, entry)) };
}
