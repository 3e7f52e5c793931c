import { ConversionError, convertSavedModel } from '@pilotlight/converter';
import { type ModelDescription, ModelFormatError } from '@pilotlight/model-formats';
import { whyNotConvertible } from './why-not-convertible.ts';

/** Plan of `add` for a model, before the comparison with the converted one. */
export type ConversionPreview = { converts: true } | { converts: false; why: string };

/** Converts a SavedModel and writes nothing. */
export async function previewConversion(model: ModelDescription): Promise<ConversionPreview> {
  const why = whyNotConvertible(model);
  if (why !== undefined) return { converts: false, why };
  try {
    await convertSavedModel(model.folder, Object.keys(model.signatures));
    return { converts: true };
  } catch (error) {
    if (!ConversionError.isInstance(error) && !ModelFormatError.isInstance(error)) throw error;
    return { converts: false, why: error.message };
  }
}
