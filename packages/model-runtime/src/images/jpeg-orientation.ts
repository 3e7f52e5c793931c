import type { Orientation } from './raster.ts';

const EXIF = [0x45, 0x78, 0x69, 0x66, 0, 0];
const TAG = 0x0112;
const SHORT = 3;
const ENTRY_BYTES = 12;

/** Reads the orientation from a JPEG's APP1 segment; undefined if it is not Exif, or does not say. */
export function readOrientation(segment: Uint8Array): Orientation | undefined {
  if (segment.length < EXIF.length + 8 || EXIF.some((byte, at) => segment[at] !== byte)) return undefined;
  const tiff = new DataView(
    segment.buffer,
    segment.byteOffset + EXIF.length,
    segment.byteLength - EXIF.length,
  );
  const order = tiff.getUint16(0);
  if (order !== 0x4949 && order !== 0x4d4d) return undefined;
  const isLittle = order === 0x4949;
  const directory = tiff.getUint32(4, isLittle);
  if (directory + 2 > tiff.byteLength) return undefined;
  const entries = tiff.getUint16(directory, isLittle);
  for (let entry = 0; entry < entries; entry++) {
    const at = directory + 2 + ENTRY_BYTES * entry;
    if (at + ENTRY_BYTES > tiff.byteLength) return undefined;
    if (tiff.getUint16(at, isLittle) !== TAG || tiff.getUint16(at + 2, isLittle) !== SHORT) continue;
    return asOrientation(tiff.getUint16(at + 8, isLittle));
  }
  return undefined;
}

function asOrientation(value: number): Orientation | undefined {
  return ([1, 2, 3, 4, 5, 6, 7, 8] as const).find((each) => each === value);
}
