import { crc32, inflateRawSync } from 'node:zlib';

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
 * no entry unpacks to more than its size. Other entries are not read at all.
 *
 * @throws {RangeError} if it is not a zip, is damaged, or has a file larger than a limit.
 */
export function readZip(
  bytes: Uint8Array,
  limits: ReadonlyMap<string, number>,
): ReadonlyMap<string, Uint8Array> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  const count = view.getUint16(end + 10, true);
  if (count > MAX_ENTRIES) throw new RangeError(`has ${count} files in it`);
  const files = new Map<string, Uint8Array>();
  let at = view.getUint32(end + 16, true);
  for (let entry = 0; entry < count; entry++) {
    if (view.getUint32(at, true) !== 0x02014b50) throw new RangeError('has a damaged list of files');
    const method = view.getUint16(at + 10, true);
    const sum = view.getUint32(at + 16, true);
    const packed = view.getUint32(at + 20, true);
    const size = view.getUint32(at + 24, true);
    const nameBytes = view.getUint16(at + 28, true);
    const start = view.getUint32(at + 42, true);
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameBytes));
    at += 46 + nameBytes + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    const limit = limits.get(name);
    if (limit === undefined) continue;
    if (size > limit) throw new RangeError(`has a ${name} of ${size} bytes, and the limit is ${limit}`);
    if (size > Math.max(SMALL, packed * MAX_RATIO))
      throw new RangeError(`has a ${name} of ${size} bytes packed into ${packed}`);
    if (view.getUint32(start, true) !== 0x04034b50) throw new RangeError(`has a damaged ${name}`);
    const data = start + 30 + view.getUint16(start + 26, true) + view.getUint16(start + 28, true);
    const content = unpack(bytes.subarray(data, data + packed), method, size);
    if (content.byteLength !== size || crc32(content) !== sum) throw new RangeError(`has a damaged ${name}`);
    files.set(name, content);
  }
  return files;
}

function unpack(packed: Uint8Array, method: number, size: number): Uint8Array {
  if (method === STORED) return packed;
  if (method !== DEFLATED) throw new RangeError('is compressed in a way that Keras does not use');
  return inflateRawSync(packed, { maxOutputLength: Math.max(size, 1) });
}

/** Finds the end record, which gives the place of the list of files. A comment may follow it. */
function findEnd(view: DataView): number {
  for (
    let at = view.byteLength - END_BYTES;
    at >= Math.max(0, view.byteLength - END_BYTES - MAX_COMMENT);
    at--
  ) {
    if (view.getUint32(at, true) === 0x06054b50) return at;
  }
  throw new RangeError('is not a complete zip');
}
