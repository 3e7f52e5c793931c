import { decodeInputs, type TensorPayload } from '@pilotlight/protocol';
import type { NamedTensors, Signature } from '@pilotlight/protocol/tensors';
import type { AssetPath } from '../engines/engine.ts';
import { type InTurn, readyImages } from '../images/ready-images.ts';
import type { Manifest } from '../store/manifest.ts';

/**
 * Makes of what a request holds the tensors that the model gets: images are decoded, and everything is checked against
 * the signature.
 *
 * @throws {InvalidRequestError} for what does not fit the signature. @throws {RequestTooLargeError}
 */
export async function prepareInputs({
  payload,
  raw,
  signature,
  preprocessing,
  assetPath,
  inTurn,
}: {
  payload: TensorPayload;
  /** Whether it holds the integers of a quantised model rather than real values. */
  raw: boolean;
  signature: Signature;
  preprocessing: Manifest['preprocessing'];
  assetPath: AssetPath;
  /** Gives each image a turn of its own, where others wait for theirs too. */
  inTurn?: InTurn;
}): Promise<NamedTensors> {
  return decodeInputs(
    await readyImages({ payload, signature, preprocessing, assetPath, inTurn }),
    signature,
    raw,
  );
}
