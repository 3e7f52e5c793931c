/** Kinds of elements in the compressed stream, by their lowest two bits. */
const LITERAL = 0;
const COPY_NEAR = 1;
const COPY_FAR = 2;

/**
 * Decompresses a block of Snappy's raw format. With any content, it ends within the block's own length. Not all npm
 * decompressors of this format do so, such as for a literal with a negative length.
 *
 * @throws {RangeError} if it is damaged, or claims more than `limit` bytes.
 */
export function uncompressSnappy(block: Uint8Array, limit: number): Uint8Array {
  const { value: length, next } = readLength(block);
  if (length > limit) throw new RangeError(`a block of it claims ${length} bytes`);
  const out = new Uint8Array(length);
  let to = 0;
  let from = next;
  while (from < block.length) {
    const tag = block[from] ?? 0;
    from += 1;
    const kind = tag & 3;
    if (kind === LITERAL) {
      const short = tag >>> 2;
      const extra = short < 60 ? 0 : short - 59;
      const count = (extra === 0 ? short : readLittle(block, from, extra)) + 1;
      from += extra;
      if (from + count > block.length || to + count > length)
        throw new RangeError('a block of it is damaged');
      out.set(block.subarray(from, from + count), to);
      from += count;
      to += count;
      continue;
    }
    const bytes = kind === COPY_NEAR ? 1 : kind === COPY_FAR ? 2 : 4;
    const count = kind === COPY_NEAR ? ((tag >>> 2) & 7) + 4 : (tag >>> 2) + 1;
    const offset = readLittle(block, from, bytes) + (kind === COPY_NEAR ? (tag >>> 5) << 8 : 0);
    from += bytes;
    if (offset === 0 || offset > to || to + count > length) throw new RangeError('a block of it is damaged');
    // Byte by byte: the source may overlap the bytes that are being written.
    for (let at = 0; at < count; at++, to++) out[to] = out[to - offset] ?? 0;
  }
  if (to < length) throw new RangeError('a block of it is cut off');
  return out;
}

function readLength(block: Uint8Array): { value: number; next: number } {
  let value = 0;
  for (let at = 0; at < 5; at++) {
    const byte = block[at] ?? 0;
    value += (byte & 0x7f) * 2 ** (7 * at);
    if (byte < 0x80) return { value, next: at + 1 };
  }
  throw new RangeError('a block of it is damaged');
}

function readLittle(block: Uint8Array, from: number, bytes: number): number {
  let value = 0;
  for (let at = 0; at < bytes; at++) value += (block[from + at] ?? 0) * 2 ** (8 * at);
  return value;
}
