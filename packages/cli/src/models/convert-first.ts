import { type Checked, ConversionError, convertKerasModel, convertModel } from '@pilotlight/converter';
import { inspectModel, type ModelDescription, ModelFormatError } from '@pilotlight/model-formats';
import { ModelError } from '@pilotlight/model-runtime';
import { madeEnvironment } from '@pilotlight/optimizer/made-environment';
import { CommandError } from '@pilotlight/command-line/command-error';
import type { EngineName } from '@pilotlight/protocol';
import { DEFAULT_SIGNATURE } from '@pilotlight/protocol/tensors';
import type { ManifestChoices } from './describe-manifest.ts';
import { sampleOfSize } from './sample-of-size.ts';
import { whyNotConvertible } from './why-not-convertible.ts';
import { withTemporaryFolder } from '@pilotlight/command-line/scratch-folder';

/** The served form of a model: the converted one, or the model as it is, with the reason. */
export type Served =
  | { kind: 'converted'; description: ModelDescription; checked: Checked }
  | { kind: 'as-it-is'; description: ModelDescription; whyNotConverted?: string };

/**
 * Calls `use` with the fast form of a SavedModel: a TensorFlow.js graph model with the same answers. If there is none, or
 * `use` cannot run it, calls `use` with the SavedModel and the reason. Any other model, and one for another engine, is
 * passed as it is.
 *
 * @throws {CommandError} if the engine wasm was requested and cannot run it.
 */
export async function withConverted<Result>(
  description: ModelDescription,
  engine: EngineName | undefined,
  use: (served: Served) => Promise<Result>,
): Promise<Result> {
  const isConvertible = description.format === 'saved-model' && (engine ?? 'wasm') === 'wasm';
  if (!isConvertible) return use({ kind: 'as-it-is', description });
  return withTemporaryFolder('convert', async (output) => {
    const { folder } = description;
    const signatures = Object.keys(description.signatures);
    let served: Served;
    try {
      const why = whyNotConvertible(description);
      if (why !== undefined) throw new ConversionError(why);
      const checked = await convertModel({ folder, signatures, output, python: await madeEnvironment() });
      served = { kind: 'converted', description: await inspectModel(output), checked };
    } catch (error) {
      if (!ConversionError.isInstance(error) && !ModelFormatError.isInstance(error)) throw error;
      if (engine === 'wasm') {
        throw new CommandError(`the engine wasm cannot run it: ${error.message}`, { cause: error });
      }
      served = { kind: 'as-it-is', description, whyNotConverted: error.message };
    }
    return use(served).catch((error: unknown) => {
      const cause = error instanceof CommandError ? error.cause : error;
      if (served.kind === 'as-it-is' || engine !== undefined || !(cause instanceof ModelError)) throw error;
      // A converted model may fail when it runs as it will be served.
      return use({ kind: 'as-it-is', description, whyNotConverted: cause.message });
    });
  });
}

/**
 * Calls `use` with the converted form of a Keras file: no engine runs the file as it is.
 *
 * @param isCompared true to compare it with the original, if there is a Python with Keras.
 * @throws {CommandError} that names the part that cannot be converted. @throws {ModelFormatError} if the file is damaged.
 */
export async function withConvertedKeras<Result>(
  file: string,
  { isCompared }: { isCompared: boolean },
  use: (served: Extract<Served, { kind: 'converted' }>) => Promise<Result>,
): Promise<Result> {
  return withTemporaryFolder('convert', async (output) => {
    const python = isCompared ? await madeEnvironment() : undefined;
    const checked = await convertKerasModel({ file, output, python }).catch((error: unknown) => {
      if (!ConversionError.isInstance(error)) throw error;
      throw new CommandError(`${file} cannot be converted: ${error.message}`, { cause: error });
    });
    return use({ kind: 'converted', description: await inspectModel(output), checked });
  });
}

/** Returns the manifest's fields about a conversion. */
export function choicesOf(served: Served): Pick<ManifestChoices, 'compared' | 'smallestSample'> {
  if (served.kind === 'as-it-is') return {};
  const { signatures } = served.description;
  const { compared, openSize } = served.checked;
  const { [DEFAULT_SIGNATURE]: byDefault = Object.values(signatures)[0] } = signatures;
  return {
    compared,
    smallestSample: byDefault && openSize !== undefined ? sampleOfSize(byDefault, openSize) : undefined,
  };
}
