/** The last bytes of every such table. */
const MAGIC = 0xdb4775248b80fb57n;
const FOOTER_BYTES = 48;
/** After each block: how it is compressed, and a checksum. */
const UNCOMPRESSED = 0;

/**
 * The entries of a sorted string table, LevelDB's file format, in which TensorFlow keeps the index of a checkpoint.
 * TensorFlow writes it uncompressed.
 *
 * @throws {RangeError} where it is no such table.
 */
export function* readTable(bytes: Uint8Array): Generator<{ key: string; value: Uint8Array }> {
  const footer = bytes.byteLength - FOOTER_BYTES;
  if (footer < 0) throw new RangeError('it is too short');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getBigUint64(bytes.byteLength - 8, true) !== MAGIC) throw new RangeError('it does not end as one');
  // The footer says where two blocks are: one of metadata, which is passed over, then the index of the others.
  const [, , indexOffset, indexSize] = readVarints(bytes, footer, 4).values;
  for (const { value } of readBlock(bytes, indexOffset, indexSize)) {
    const [offset, size] = readVarints(value, 0, 2).values;
    for (const { key, value: content } of readBlock(bytes, offset, size)) {
      yield { key: new TextDecoder().decode(key), value: content };
    }
  }
}

/** Entries, each with what its key shares with the one before; then the places to search from, and how many. */
function* readBlock(
  bytes: Uint8Array,
  offset = 0,
  size = 0,
): Generator<{ key: Uint8Array; value: Uint8Array }> {
  const end = offset + size;
  if (end >= bytes.byteLength || size < 4) throw new RangeError('a block lies outside of it');
  if (bytes[end] !== UNCOMPRESSED) throw new RangeError('it is compressed');
  const view = new DataView(bytes.buffer, bytes.byteOffset + offset, size);
  const entriesEnd = end - 4 - 4 * view.getUint32(size - 4, true);
  let key = new Uint8Array();
  for (let position = offset; position < entriesEnd;) {
    const { values, next } = readVarints(bytes, position, 3);
    const [shared = 0, added = 0, length = 0] = values;
    position = next + added + length;
    if (shared > key.byteLength || position > entriesEnd)
      throw new RangeError('an entry lies outside of its block');
    const whole = new Uint8Array(shared + added);
    whole.set(key.subarray(0, shared));
    whole.set(bytes.subarray(next, next + added), shared);
    key = whole;
    yield { key, value: bytes.subarray(next + added, position) };
  }
}

/** Whole numbers in seven bits a byte, the lowest first. */
function readVarints(bytes: Uint8Array, position: number, count: number): { values: number[]; next: number } {
  const values: number[] = [];
  let next = position;
  while (values.length < count) {
    let value = 0;
    for (let factor = 1, byte = 0x80; byte >= 0x80; factor *= 0x80) {
      if (factor > Number.MAX_SAFE_INTEGER) throw new RangeError('a number in it is too long');
      byte = bytes[next] ?? 0;
      next += 1;
      value += (byte % 0x80) * factor;
    }
    values.push(value);
  }
  return { values, next };
}
