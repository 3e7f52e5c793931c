import { join } from 'node:path';
import { ConversionError, convertKerasFile, convertSavedModel } from '@pilotlight/converter';
import { type ModelDescription, ModelFormatError } from '@pilotlight/model-formats';
import { isOnlyKeras } from './is-only-keras.ts';
import { whyNotConvertible } from './why-not-convertible.ts';

/** What `add` will do with a model before it is compared with what it becomes. */
export type ConversionPreview = { converts: true } | { converts: false; why: string };

/** Converts what `add` converts and writes nothing; undefined of any other model. */
export async function previewConversion(model: ModelDescription): Promise<ConversionPreview | undefined> {
  const { format, folder, entry, signatures } = model;
  const isOfKeras = isOnlyKeras(model);
  if (format !== 'saved-model' && !isOfKeras) return undefined;
  const why = isOfKeras ? undefined : whyNotConvertible(model);
  if (why !== undefined) return { converts: false, why };
  try {
    if (isOfKeras) await convertKerasFile(join(folder, entry));
    else await convertSavedModel(folder, Object.keys(signatures));
    return { converts: true };
  } catch (error) {
    if (!ConversionError.isInstance(error) && !ModelFormatError.isInstance(error)) throw error;
    return { converts: false, why: error.message };
  }
}
