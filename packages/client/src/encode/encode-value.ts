import { encodeBase64 } from '@pilotlight/protocol/calling';
import { isEncodedImage, shrinkImage } from './image.ts';

/**
 * Encodes a value for a request: typed arrays as their bytes, images shrunk and as their bytes, the rest unchanged.
 *
 * @param field the path of the value, for an error.
 * @param imageSide the longer side of an image, in pixels.
 * @throws {PredictError} for an image that cannot be read.
 */
export async function encodeValue(value: unknown, field: string, imageSide: number): Promise<unknown> {
  if (value instanceof Blob) return { b64: encodeBase64(await shrinkImage(value, field, imageSide)) };
  if (ArrayBuffer.isView(value)) {
    const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
    // 'Float32Array', for example; a `Buffer` gives 'Uint8Array'. The function refuses classes that are no tensor's.
    const dtype = Object.prototype.toString
      .call(value)
      .slice(8)
      .replace(/Big|Clamped|Array\]/g, '')
      .toLowerCase();
    if (dtype === 'uint8' && isEncodedImage(bytes))
      return encodeValue(new Blob([bytes.slice()]), field, imageSide);
    return { dtype, b64: encodeBase64(bytes) };
  }
  if (typeof value === 'bigint') return String(value);
  if (Array.isArray(value)) {
    // Most of a request is numbers, which need no encoding.
    if (typeof value[0] === 'number') return value;
    return Promise.all(value.map((each, at) => encodeValue(each, `${field}[${at}]`, imageSide)));
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(async ([name, each]) => [
    name,
    await encodeValue(each, `${field}.${name}`, imageSide),
  ]);
  return Object.fromEntries(await Promise.all(entries));
}
