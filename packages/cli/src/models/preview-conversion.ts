import { ConversionError, convertSavedModel } from '@pilotlight/converter';
import { type ModelDescription, ModelFormatError } from '@pilotlight/model-formats';
import { whyNotConvertible } from './why-not-convertible.ts';

/** What `add` will do with a SavedModel before it is compared with what it becomes. */
export type ConversionPreview = { converts: true } | { converts: false; why: string };

/** Converts a SavedModel and writes nothing; undefined of any other model. */
export async function previewConversion(model: ModelDescription): Promise<ConversionPreview | undefined> {
  const { format, folder, signatures } = model;
  if (format !== 'saved-model') return undefined;
  const why = whyNotConvertible(model);
  if (why !== undefined) return { converts: false, why };
  try {
    await convertSavedModel(folder, Object.keys(signatures));
    return { converts: true };
  } catch (error) {
    if (!ConversionError.isInstance(error) && !ModelFormatError.isInstance(error)) throw error;
    return { converts: false, why: error.message };
  }
}
