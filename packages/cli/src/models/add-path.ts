import { join } from 'node:path';
import { inspectModel, isKerasPath, type ModelDescription } from '@pilotlight/model-formats';
import type { Provenance } from '@pilotlight/model-runtime/store';
import type { EngineName } from '@pilotlight/protocol';
import { provenanceOf } from '../provenance/provenance-of.ts';
import { type AddedModel, addModel } from './add-model.ts';
import { choicesOf, type Served, withConverted, withConvertedKeras } from './convert-first.ts';
import type { PixelRange } from './image-preprocessing.ts';
import { isOnlyKeras } from './is-only-keras.ts';
import { manifestIn } from './manifest-in.ts';

/** Options of the command `add` for one model. */
export interface AddPathOptions {
  name: string;
  version: number | undefined;
  engine: EngineName | undefined;
  pixels: PixelRange | undefined;
  labels: string[] | undefined;
  sample: Record<string, unknown> | undefined;
  compares: boolean;
  timeoutMs: number;
  modelsDirectory: string;
  onStep: (step: string) => void;
}

/** An added model, and its source. */
export interface AddedPath {
  added: AddedModel;
  served: Served;
  /** The original model; undefined for a Keras file, which is always converted. */
  original: ModelDescription | undefined;
}

/**
 * Adds the model at a path, and converts it if the converted one starts sooner.
 *
 * @throws errors of {@link addModel}. @throws {ModelFormatError} if the path is not a model, or a damaged one.
 */
export async function addPath(path: string, options: AddPathOptions): Promise<AddedPath> {
  const { engine, labels, onStep } = options;
  const addServed = async (served: Served, given?: Original): Promise<AddedPath> => ({
    added: await addModel({
      ...options,
      description: served.description,
      labels: labels ?? given?.description.carried.labels?.names,
      provenance: given?.provenance,
      ...choicesOf(served),
    }),
    served,
    original: given?.description,
  });

  if (isKerasPath(path)) {
    onStep('converting it, and comparing it with the original');
    return withConvertedKeras(path, { isCompared: true }, addServed);
  }
  const description = await inspectModel(path);
  const provenance = await provenanceOf(description, await manifestIn(description.folder));
  const addOriginal = (served: Served) => addServed(served, { description, provenance });
  if (isOnlyKeras(description)) {
    onStep('converting it');
    return withConvertedKeras(
      join(description.folder, description.entry),
      { isCompared: false },
      addOriginal,
    );
  }
  if (description.format === 'saved-model') onStep('converting it, and comparing it with the original');
  return withConverted(description, engine, addOriginal);
}

/** An original model, and how it was made. */
interface Original {
  description: ModelDescription;
  provenance: Provenance | undefined;
}
