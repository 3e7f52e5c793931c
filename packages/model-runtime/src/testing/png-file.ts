import { crc32 } from 'node:zlib';

/** A chunk of a PNG file, without its length and checksum. */
export type PngChunk = readonly [name: string, content: Uint8Array];

export function pngHeader(header: {
  width: number;
  height: number;
  depth: number;
  colorType: number;
  interlace?: number;
}): PngChunk {
  const content = Buffer.alloc(13);
  content.writeUInt32BE(header.width, 0);
  content.writeUInt32BE(header.height, 4);
  content.set([header.depth, header.colorType, 0, 0, header.interlace ?? 0], 8);
  return ['IHDR', content];
}

export const PNG_END: PngChunk = ['IEND', new Uint8Array()];

/** Makes a file of these chunks, each with its correct length and checksum, for any content. */
export function pngFile(...chunks: readonly PngChunk[]): Buffer<ArrayBuffer> {
  const encoded = chunks.map(([name, content]) => {
    const chunk = Buffer.alloc(12 + content.length);
    chunk.writeUInt32BE(content.length, 0);
    chunk.write(name, 4, 'latin1');
    chunk.set(content, 8);
    chunk.writeUInt32BE(crc32(chunk.subarray(4, -4)), 8 + content.length);
    return chunk;
  });
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), ...encoded]);
}
