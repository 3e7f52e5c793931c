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
import type { AssetPath } from '../engines/engine.ts';
import type { Manifest } from '../store/manifest.ts';

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
  assetPath,
  inTurn = (task) => task(),
}: {
  payload: TensorPayload;
  signature: Signature;
  preprocessing: Manifest['preprocessing'];
  assetPath: AssetPath;
  inTurn?: InTurn | undefined;
}): Promise<TensorPayload> {
  const [input] = Object.keys(preprocessing ?? {});
  const spec = input === undefined ? undefined : signature.inputs[input];
  const steps = input === undefined ? undefined : preprocessing?.[input];
  if (payload.form === 'inputs' || input === undefined || !spec || !steps) return payload;

  const bytes = 4 * elementCount(spec.shape.slice(1)) * payload.rows.length;
  const isAlone = Object.keys(signature.inputs).length === 1;
  const rows: unknown[] = [];
  for (const [at, row] of payload.rows.entries()) {
    const isBare = isAlone && encodedImage(row) !== undefined;
    const value: unknown = isBare ? row : isRecord(row) ? row[input] : undefined;
    const encoded = encodedImage(value);
    if (encoded === undefined) {
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
    const field = `instances[${at}]${isBare ? '' : `.${input}`}.b64`;
    const tensor = await inTurn(async () => {
      const image = decodeBase64(encoded);
      if (!image)
        throw new InvalidRequestError({ field, expected: 'an image in base64', received: 'no base64' });
      const { decodeImageInput, ImageError } = await import('./decode-image-input.ts');
      return decodeImageInput({
        bytes: image,
        preprocessing: steps,
        spec: realSpec(spec),
        assetPath,
      }).catch((error: unknown) => {
        if (!ImageError.isInstance(error)) throw error;
        throw new InvalidRequestError({ field, expected: error.expected, received: error.received });
      });
    });
    const ready = new ReadyTensor(tensor);
    rows.push(isBare ? ready : { ...(isRecord(row) ? row : {}), [input]: ready });
  }
  return { form: 'instances', rows };
}

/** The base64 of `{ b64 }`: bytes that are no tensor, as no dtype is said. */
function encodedImage(value: unknown): string | undefined {
  if (!isRecord(value) || !Object.hasOwn(value, 'b64') || Object.hasOwn(value, 'dtype')) return undefined;
  return typeof value['b64'] === 'string' ? value['b64'] : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
