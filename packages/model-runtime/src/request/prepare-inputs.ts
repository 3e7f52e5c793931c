import { decodeInputs, type TensorPayload } from '@pilotlight/protocol';
import type { NamedTensors, Signature } from '@pilotlight/protocol/tensors';
import type { DecoderOptions } from '../images/image-decoder.ts';
import { type Aside, type InTurn, readyImages } from '../images/ready-images.ts';
import type { Manifest } from '../store/manifest.ts';

export interface InputsOptions extends DecoderOptions {
  payload: TensorPayload;
  /** True if it holds the integers of a quantized model rather than real values. */
  raw: boolean;
  signature: Signature;
  preprocessing: Manifest['preprocessing'];
  /** Gives each image a turn of its own if other calls wait for theirs. */
  inTurn?: InTurn;
  /** Decodes the images that would keep others waiting. */
  aside?: Aside;
}

/**
 * Makes the model's tensors of a request: decodes images, and checks everything against the signature.
 *
 * @throws {InvalidRequestError} for what does not fit the signature. @throws {RequestTooLargeError}
 */
export async function prepareInputs({ raw, ...options }: InputsOptions): Promise<NamedTensors> {
  return decodeInputs(await readyImages(options), options.signature, raw);
}
