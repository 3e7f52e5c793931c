import { LIMITS } from '../limits.ts';
import { uncompressSnappy } from './snappy.ts';

/** Last bytes of every such table. */
const MAGIC = 0xdb4775248b80fb57n;
const FOOTER_BYTES = 48;
/** Bytes after each block: its compression, and a checksum. */
const UNCOMPRESSED = 0;
const SNAPPY = 1;
/** Most bytes that Snappy makes from one byte: a block that claims more is damaged. */
const MOST_SNAPPY_MAKES = 64;

export interface TableEntry {
  key: string;
  /** The key as bytes: the keys of parts of a variable are not text. */
  keyBytes: Uint8Array;
  value: Uint8Array;
}

/**
 * Reads the entries of a sorted string table, LevelDB's file format, in which TensorFlow keeps the index of a checkpoint.
 * TensorFlow writes it uncompressed, older versions with Snappy.
 *
 * @throws {RangeError} if it is not such a table.
 */
export function* readTable(bytes: Uint8Array): Generator<TableEntry> {
  const footer = bytes.byteLength - FOOTER_BYTES;
  if (footer < 0) throw new RangeError('it is too short');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getBigUint64(bytes.byteLength - 8, true) !== MAGIC) throw new RangeError('its end is wrong');
  // The footer has the places of two blocks: one of metadata, which is skipped, then the index of the others.
  const [, , indexOffset, indexSize] = readVarints(bytes, footer, 4).values;
  let budget: number = LIMITS.variablesIndex;
  for (const { value } of readBlock(bytes, indexOffset, indexSize, budget)) {
    const [offset, size] = readVarints(value, 0, 2).values;
    for (const { key, value: content } of readBlock(bytes, offset, size, budget)) {
      budget -= key.byteLength + content.byteLength;
      if (budget < 0) throw new RangeError('it is too large');
      yield { key: new TextDecoder().decode(key), keyBytes: key, value: content };
    }
  }
}

/** Reads a block: entries, each with the length that its key shares with the one before; then restart points, and their count. */
function* readBlock(
  file: Uint8Array,
  offset = 0,
  size = 0,
  limit = 0,
): Generator<{ key: Uint8Array; value: Uint8Array }> {
  const bytes = blockAt(file, { offset, size, limit });
  const end = bytes.byteLength;
  if (end < 4) throw new RangeError('a block is too short');
  const view = new DataView(bytes.buffer, bytes.byteOffset, end);
  const entriesEnd = end - 4 - 4 * view.getUint32(end - 4, true);
  let key = new Uint8Array();
  for (let position = 0; position < entriesEnd;) {
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

function blockAt(
  file: Uint8Array,
  { offset, size, limit }: { offset: number; size: number; limit: number },
): Uint8Array {
  const end = offset + size;
  if (end >= file.byteLength) throw new RangeError('a block lies outside of it');
  const block = file.subarray(offset, end);
  if (file[end] === UNCOMPRESSED) return block;
  if (file[end] !== SNAPPY) throw new RangeError('its compression is not known');
  return uncompressSnappy(block, Math.min(limit, size * MOST_SNAPPY_MAKES));
}

/** Reads whole numbers with seven bits per byte, the lowest first. */
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
