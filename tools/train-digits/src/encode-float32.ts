/** The bytes of `values`, little-endian on every machine, in base64. */
export function encodeFloat32(values: Float32Array): string {
  const bytes = Buffer.alloc(values.byteLength);
  for (const [index, value] of values.entries()) {
    bytes.writeFloatLE(value, index * Float32Array.BYTES_PER_ELEMENT);
  }
  return bytes.toString('base64');
}
