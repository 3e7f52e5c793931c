import { type Checked, compareConverted } from './check/compare-converted.ts';
import { convertSavedModel } from './convert-saved-model.ts';
import { writeConverted } from './write-converted.ts';

/**
 * Converts a SavedModel to a graph model of TensorFlow.js, and compares the two.
 *
 * @param output an existing empty folder.
 * @throws {ModelFormatError} if the model is damaged.
 * @throws {ConversionError} naming the part that cannot be converted, or how its answers differ.
 */
export async function convertModel({
  folder,
  signatures,
  output,
  python,
}: {
  folder: string;
  signatures: readonly string[];
  output: string;
  /** A Python that has TensorFlow, to compare with if native TensorFlow is not installed. */
  python?: string | undefined;
}): Promise<Checked> {
  const maxInt = await writeConverted(await convertSavedModel(folder, signatures), output);
  return compareConverted({ original: folder, converted: output, maxInt, python });
}
