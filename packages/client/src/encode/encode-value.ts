import { encodeBase64 } from '@pilotlight/protocol/calling';
import { isEncodedImage, shrinkImage } from './image.ts';

/**
 * Writes a value as a request holds it: typed arrays as their bytes, images small and as theirs, the rest as it is.
 *
 * @param field where the value stands, for an error.
 * @param imageSide the longer side of an image, in pixels.
 * @throws {PredictError} for an image that cannot be read.
 */
export async function encodeValue(value: unknown, field: string, imageSide: number): Promise<unknown> {
  if (value instanceof Blob) return { b64: encodeBase64(await shrinkImage(value, field, imageSide)) };
  if (ArrayBuffer.isView(value)) {
    const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
    // 'Float32Array' of one, and of a `Buffer` 'Uint8Array'. A class that no tensor is made of is the function's to refuse.
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
    // Numbers are most of what is sent, and are as they should be.
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
