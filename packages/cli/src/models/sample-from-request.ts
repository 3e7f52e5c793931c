import { installedAsset } from '@pilotlight/model-runtime/deployment';
import { prepareInputs, sampleSignature, sentTensor } from '@pilotlight/model-runtime/request';
import type { Manifest } from '@pilotlight/model-runtime/store';
import { CommandError } from '@pilotlight/command-line/command-error';
import { parseRequest, PilotlightError } from '@pilotlight/protocol';
import type { NamedTensors } from '@pilotlight/protocol/tensors';

/**
 * Turns a request, as for `predict --input`, into the sample of a manifest.
 *
 * @throws {CommandError} if it does not fit the model.
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
      throw new CommandError(`the sample is not a request for a prediction with the signature '${name}'`);
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

/** Turns tensors into the sample of a manifest. */
export function sampleOfTensors(tensors: NamedTensors): Manifest['sample'] {
  return Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, sentTensor(tensor)]));
}
