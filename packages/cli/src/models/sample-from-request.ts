import { installedAsset } from '@pilotlight/model-runtime/deployment';
import { prepareInputs, sampleSignature, sentTensor } from '@pilotlight/model-runtime/request';
import type { Manifest } from '@pilotlight/model-runtime/store';
import { CommandError } from '@pilotlight/command-line/command-error';
import { parseRequest, PilotlightError } from '@pilotlight/protocol';
import type { NamedTensors } from '@pilotlight/protocol/tensors';

/**
 * Makes of a request, as `predict --input` takes one, what a manifest holds as the model's sample.
 *
 * @throws {CommandError} where it does not fit the model.
 */
export async function sampleFromRequest(
  request: Record<string, unknown>,
  manifest: Manifest,
): Promise<Manifest['sample']> {
  const name = sampleSignature(manifest);
  const signature = manifest.signatures[name] ?? { inputs: {}, outputs: {} };
  try {
    const parsed = parseRequest({ signature: name, ...request, model: undefined, version: undefined });
    if (parsed.op !== 'predict' || parsed.signature !== name)
      throw new CommandError(`the sample is no request for a prediction by the signature '${name}'`);
    const { payload, raw } = parsed;
    const { preprocessing } = manifest;
    return sampleOfTensors(
      await prepareInputs({ payload, raw, signature, preprocessing, assetPath: installedAsset }),
    );
  } catch (error) {
    if (!PilotlightError.isInstance(error)) throw error;
    throw new CommandError(`the sample does not fit the model: ${error.message}`, { cause: error });
  }
}

/** Writes tensors as a manifest holds a sample. */
export function sampleOfTensors(tensors: NamedTensors): Manifest['sample'] {
  return Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, sentTensor(tensor)]));
}
