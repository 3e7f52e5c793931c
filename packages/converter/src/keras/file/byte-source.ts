import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** Bytes that are read in pieces. */
export interface ByteSource {
  readonly size: number;
  /** Returns the bytes from a place on, and fewer of them at the end. */
  read(start: number, length: number): Uint8Array<ArrayBuffer>;
}

/** Calls `use` with the bytes of a file. A piece of it has memory of its own, which can be given to a thread. */
export function withFileSource<T>(file: string, use: (source: ByteSource) => T): T {
  const open = openSync(file, 'r');
  try {
    const { size } = fstatSync(open);
    return use({
      size,
      read(start, length) {
        const piece = new Uint8Array(Math.max(0, Math.min(length, size - start)));
        let read = 0;
        let more = piece.length > 0;
        while (more) {
          const got = readSync(open, piece, read, piece.length - read, start + read);
          read += got;
          more = got > 0 && read < piece.length;
        }
        return piece.subarray(0, read);
      },
    });
  } finally {
    closeSync(open);
  }
}
