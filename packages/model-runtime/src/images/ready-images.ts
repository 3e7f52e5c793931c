import {
  InvalidRequestError,
  MAX_TENSOR_BYTES,
  RequestTooLargeError,
  type TensorPayload,
} from '@pilotlight/protocol';
import {
  decodeBase64,
  ReadyTensor,
  realSpec,
  type Signature,
  elementCount,
} from '@pilotlight/protocol/tensors';
import type { Manifest } from '../store/manifest.ts';
import { imageOfRow } from './encoded-image.ts';
import type { DecoderOptions } from './image-decoder.ts';

/** Runs a task when it is its turn. */
export type InTurn = <Result>(task: () => Promise<Result>) => Promise<Result>;

/**
 * Decodes the images that stand as `{ b64 }` in the rows of a payload, for inputs that declare how. Everything else
 * stays as it is. The decoder is loaded when the first image comes.
 *
 * @throws {InvalidRequestError} for bytes that are not an image. @throws {RequestTooLargeError} for more rows than
 *   fit in {@link MAX_TENSOR_BYTES} once they are decoded.
 */
export async function readyImages({
  payload,
  signature,
  preprocessing,
  inTurn = (task) => task(),
  ...decoding
}: {
  payload: TensorPayload;
  signature: Signature;
  preprocessing: Manifest['preprocessing'];
  inTurn?: InTurn | undefined;
} & DecoderOptions): Promise<TensorPayload> {
  const [input] = Object.keys(preprocessing ?? {});
  const spec = input === undefined ? undefined : signature.inputs[input];
  const steps = input === undefined ? undefined : preprocessing?.[input];
  if (payload.form === 'inputs' || input === undefined || !spec || !steps) return payload;

  const { first = 0, count = payload.rows.length } = payload;
  const bytes = 4 * elementCount(spec.shape.slice(1)) * count;
  const isAlone = Object.keys(signature.inputs).length === 1;
  const rows: unknown[] = [];
  for (const [at, row] of payload.rows.entries()) {
    const image = imageOfRow(row, { input, isAlone });
    if (!image) {
      rows.push(row);
      continue;
    }
    if (bytes > MAX_TENSOR_BYTES) {
      throw new RequestTooLargeError({
        field: 'instances',
        expected: `images of at most ${MAX_TENSOR_BYTES} bytes together once decoded`,
        received: `${bytes} bytes`,
      });
    }
    const field = `instances[${first + at}]${image.isBare ? '' : `.${input}`}.b64`;
    const tensor = await inTurn(async () => {
      const encoded = decodeBase64(image.encoded);
      if (!encoded)
        throw new InvalidRequestError(
          { field, expected: 'an image in base64', received: 'no base64' },
          image.encoded.startsWith('data:')
            ? 'it is a data: URL; send what follows its comma'
            : 'expected an image (JPEG, PNG or WebP) in base64, and this is no base64',
        );
      const { decodeImageInput, ImageError } = await import('./decode-image-input.ts');
      return decodeImageInput({
        bytes: encoded,
        preprocessing: steps,
        spec: realSpec(spec),
        ...decoding,
      }).catch((error: unknown) => {
        if (!ImageError.isInstance(error)) throw error;
        throw new InvalidRequestError({ field, expected: error.expected, received: error.received });
      });
    });
    const ready = new ReadyTensor(tensor);
    rows.push(image.isBare ? ready : Object.assign({}, row, { [input]: ready }));
  }
  return { ...payload, rows };
}
