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
  type Tensor,
  elementCount,
} from '@pilotlight/protocol/tensors';
import type { Manifest } from '../store/manifest.ts';
import { imageOfRow, stringOfRow } from './encoded-image.ts';
import type { DecoderOptions } from './image-decoder.ts';
import type { ImageJob } from './thread/image-job.ts';

/** Runs a task in its turn. */
export type InTurn = <Result>(task: () => Promise<Result>) => Promise<Result>;

/** Decodes an image without delaying the turns of others. */
export type Aside = (take: () => ImageJob) => Promise<Tensor>;

/**
 * Decodes the images (`{ b64 }`) in the rows of a payload, for inputs that declare a preprocessing. Everything else stays
 * the same. The decoder is loaded for the first image. An image that takes long is decoded in a thread, if there is one.
 *
 * @throws {InvalidRequestError} for bytes that are not an image. @throws {RequestTooLargeError} for more rows than
 *   fit in {@link MAX_TENSOR_BYTES} once they are decoded.
 */
export async function readyImages({
  payload,
  signature,
  preprocessing,
  inTurn = (task) => task(),
  aside,
  ...decoding
}: {
  payload: TensorPayload;
  signature: Signature;
  preprocessing: Manifest['preprocessing'];
  inTurn?: InTurn | undefined;
  aside?: Aside | undefined;
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
      const path = stringOfRow(row, { input, isAlone });
      if (path !== undefined) throw wantsImage(`instances[${first + at}]${path}`);
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
    const take = (): ImageJob => ({
      bytes: requireBase64(image.encoded, field),
      preprocessing: steps,
      spec: realSpec(spec),
    });
    const { decodeImageInput, ImageError, isLongFile, takesLong } = await import('./decode-image-input.ts');
    const decode = async (): Promise<Tensor> => {
      const isLong = aside && (isLongFile(image.encoded) || takesLong(take().bytes));
      return isLong ? aside(take) : inTurn(async () => decodeImageInput({ ...take(), ...decoding }));
    };
    const tensor = await decode().catch((error: unknown) => {
      if (!ImageError.isInstance(error)) throw error;
      throw new InvalidRequestError({ field, expected: error.expected, received: error.received });
    });
    const ready = new ReadyTensor(tensor);
    rows.push(image.isBare ? ready : Object.assign({}, row, { [input]: ready }));
  }
  return { ...payload, rows };
}

function wantsImage(field: string): InvalidRequestError {
  return new InvalidRequestError(
    { field, expected: 'an image', received: 'a string' },
    'this input takes images: send { "b64": … } with the base64 of a JPEG, PNG or WebP',
  );
}

function requireBase64(encoded: string, field: string): Uint8Array<ArrayBuffer> {
  const bytes = decodeBase64(encoded);
  if (bytes) return bytes;
  throw new InvalidRequestError(
    { field, expected: 'an image in base64', received: 'invalid base64' },
    encoded.startsWith('data:')
      ? 'it is a data: URL; send the part after the comma'
      : 'expected an image (JPEG, PNG or WebP) in base64; this is not base64',
  );
}
