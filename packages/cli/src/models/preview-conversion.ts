import { ConversionError, convertSavedModel } from '@pilotlight/converter';
import { type ModelDescription, ModelFormatError } from '@pilotlight/model-formats';

/** What `add` will do with a SavedModel before it is compared with what it becomes. */
export type ConversionPreview = { converts: true } | { converts: false; why: string };

/** Converts a SavedModel and writes nothing; undefined of any other model. */
export async function previewConversion({
  format,
  folder,
  signatures,
  unsupported: [unsupported],
}: ModelDescription): Promise<ConversionPreview | undefined> {
  if (format !== 'saved-model') return undefined;
  if (unsupported !== undefined) return { converts: false, why: unsupported };
  try {
    await convertSavedModel(folder, Object.keys(signatures));
    return { converts: true };
  } catch (error) {
    if (!ConversionError.isInstance(error) && !ModelFormatError.isInstance(error)) throw error;
    return { converts: false, why: error.message };
  }
}
