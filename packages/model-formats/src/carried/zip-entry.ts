import { inflateRawSync } from 'node:zlib';

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const END_BYTES = 22;
const MAX_COMMENT = 65_535;
const MAX_ENTRIES = 1000;
const [STORED, DEFLATED] = [0, 8];

/**
 * Reads one file of a ZIP archive at the end of other content, such as the files in a TensorFlow Lite model. A name is only
 * compared, never used as a path. At most `maxBytes` are unpacked.
 *
 * @returns undefined if there is no archive, it has no such file, or the file is damaged or too large.
 */
export function readZipEntry(content: Uint8Array, name: string, maxBytes: number): Uint8Array | undefined {
  try {
    return findEntry(Buffer.from(content.buffer, content.byteOffset, content.byteLength), name, maxBytes);
  } catch {
    // An offset is beyond the end, or the file cannot be unpacked.
    return undefined;
  }
}

function findEntry(zip: Buffer, name: string, maxBytes: number): Uint8Array | undefined {
  const end = findEnd(zip);
  if (end === undefined) return undefined;
  const count = Math.min(zip.readUInt16LE(end + 10), MAX_ENTRIES);
  const size = zip.readUInt32LE(end + 12);
  // Offsets count from the start of the archive, or from the start of the whole file.
  const base = end - size - zip.readUInt32LE(end + 16);
  let at = end - size;
  for (let entry = 0; entry < count; entry += 1) {
    if (zip.readUInt32LE(at) !== ENTRY) return undefined;
    const nameLength = zip.readUInt16LE(at + 28);
    if (zip.toString('utf8', at + 46, at + 46 + nameLength) === name) {
      return unpack(zip, at, base + zip.readUInt32LE(at + 42), maxBytes);
    }
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return undefined;
}

function findEnd(zip: Buffer): number | undefined {
  const first = Math.max(0, zip.length - END_BYTES - MAX_COMMENT);
  for (let at = zip.length - END_BYTES; at >= first; at -= 1) {
    if (zip.readUInt32LE(at) === END) return at;
  }
  return undefined;
}

function unpack(zip: Buffer, entry: number, local: number, maxBytes: number): Uint8Array | undefined {
  const method = zip.readUInt16LE(entry + 10);
  const packed = zip.readUInt32LE(entry + 20);
  if (zip.readUInt32LE(entry + 24) > maxBytes || zip.readUInt32LE(local) !== LOCAL) return undefined;
  const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
  if (start + packed > zip.length) return undefined;
  const bytes = zip.subarray(start, start + packed);
  if (method === STORED) return packed <= maxBytes ? bytes : undefined;
  return method === DEFLATED ? inflateRawSync(bytes, { maxOutputLength: maxBytes }) : undefined;
}
