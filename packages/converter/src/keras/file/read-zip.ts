import { crc32, inflateRawSync } from 'node:zlib';
import type { ByteSource } from './byte-source.ts';

const HEADER_BYTES = 30;
const END_BYTES = 22;
const MAX_COMMENT = 0xffff;
const MAX_ENTRIES = 10_000;
/** The highest ratio of compression: weights never compress a hundredfold, though small files may. */
const MAX_RATIO = 100;
const SMALL = 64 * 2 ** 20;
const STORED = 0;
const DEFLATED = 8;

/**
 * Returns the files of a zip that have one of the given names. The size in each entry is checked against its content, so that
 * no entry unpacks to more than its size. Other entries are not read at all, and the zip is never in memory whole.
 *
 * @throws {RangeError} if it is not a zip, is damaged, or has a file larger than a limit.
 */
export function readZip(
  source: ByteSource,
  limits: ReadonlyMap<string, number>,
): ReadonlyMap<string, Uint8Array<ArrayBuffer>> {
  const { count, list } = readList(source);
  if (count > MAX_ENTRIES) throw new RangeError(`has ${count} files in it`);
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  const view = viewOf(list);
  let at = 0;
  for (let entry = 0; entry < count; entry++) {
    if (view.getUint32(at, true) !== 0x02014b50) throw new RangeError('has a damaged list of files');
    const method = view.getUint16(at + 10, true);
    const sum = view.getUint32(at + 16, true);
    const packed = view.getUint32(at + 20, true);
    const size = view.getUint32(at + 24, true);
    const nameBytes = view.getUint16(at + 28, true);
    const start = view.getUint32(at + 42, true);
    const name = new TextDecoder().decode(list.subarray(at + 46, at + 46 + nameBytes));
    at += 46 + nameBytes + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    const limit = limits.get(name);
    if (limit === undefined) continue;
    if (files.has(name)) throw new RangeError(`has two files called ${name}`);
    if (size > limit) throw new RangeError(`has a ${name} of ${size} bytes, and the limit is ${limit}`);
    if (size > Math.max(SMALL, packed * MAX_RATIO))
      throw new RangeError(`has a ${name} of ${size} bytes packed into ${packed}`);
    const header = viewOf(source.read(start, HEADER_BYTES));
    if (header.getUint32(0, true) !== 0x04034b50) throw new RangeError(`has a damaged ${name}`);
    const data = start + HEADER_BYTES + header.getUint16(26, true) + header.getUint16(28, true);
    const content = unpack(source.read(data, packed), method, size);
    if (content.byteLength !== size || crc32(content) !== sum) throw new RangeError(`has a damaged ${name}`);
    files.set(name, content);
  }
  return files;
}

function unpack(packed: Uint8Array<ArrayBuffer>, method: number, size: number): Uint8Array<ArrayBuffer> {
  if (method === STORED) return packed;
  if (method !== DEFLATED) throw new RangeError('is compressed in a way that Keras does not use');
  return inflateRawSync(packed, { maxOutputLength: Math.max(size, 1) });
}

/** Returns the list of files, which the end record gives the place of. */
function readList(source: ByteSource): { count: number; list: Uint8Array } {
  const tailAt = Math.max(0, source.size - END_BYTES - MAX_COMMENT);
  const tail = viewOf(source.read(tailAt, source.size - tailAt));
  const end = findEnd(tail);
  const at = tail.getUint32(end + 16, true);
  return { count: tail.getUint16(end + 10, true), list: source.read(at, Math.max(0, tailAt + end - at)) };
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}

/** Finds the end record. A comment may follow it. */
function findEnd(view: DataView): number {
  for (let at = view.byteLength - END_BYTES; at >= 0; at--) {
    if (view.getUint32(at, true) === 0x06054b50) return at;
  }
  throw new RangeError('is not a complete zip');
}
