import type { IncomingMessage } from 'node:http';
import { free } from './free.ts';

/** Pieces that any body may come in, and bytes that each further one has at least: a piece takes some 3 microseconds. */
const FREE_PIECES = 10_000;
const PIECE_BYTES = 64;

type ReadBody = Buffer | 'too long' | 'too slow' | 'in crumbs';

/**
 * Reads a request's body into memory that is there already, as long as the body may be. Where it is longer, takes
 * longer or comes in crumbs it stays where it is: nothing more is read from the socket.
 *
 * @throws {Error} where its sender has gone.
 */
export function readBody(request: IncomingMessage, room: Buffer, timeoutMs: number): Promise<ReadBody> {
  const { promise, resolve, reject } = Promise.withResolvers<ReadBody>();
  let length = 0;
  let pieces = 0;
  const take = (chunk: Buffer) => {
    pieces += 1;
    if (pieces > FREE_PIECES + length / PIECE_BYTES) resolve('in crumbs');
    else if (length + chunk.length <= room.length) length += chunk.copy(room, length);
    else resolve('too long');
    free(chunk);
  };
  const fail = () => reject(new Error('the request was aborted'));
  const finish = () => {
    // It closes next, and making an error would take a small call as long as parsing its body.
    request.off('close', fail);
    resolve(room.subarray(0, length));
  };
  const timer = setTimeout(resolve, timeoutMs, 'too slow');
  request.on('data', take).on('end', finish).on('close', fail);
  return promise.finally(() => {
    clearTimeout(timer);
    request.off('data', take).off('end', finish).off('close', fail).pause();
  });
}
