import type { IncomingMessage } from 'node:http';
import { free } from './free.ts';

/**
 * Number of pieces that any body may come in. Above it each piece must have a least number of bytes: a piece takes some
 * 3 microseconds.
 */
const FREE_PIECES = 10_000;
const PIECE_BYTES = 64;

type ReadBody = Buffer | 'too long' | 'too slow' | 'in small pieces';

/**
 * Reads a request's body into memory that is already allocated, whose length is the limit. If the body is longer, takes
 * too long or comes in too many small pieces, the rest stays in the socket.
 *
 * @throws {Error} if the sender has left.
 */
export function readBody(request: IncomingMessage, room: Buffer, timeoutMs: number): Promise<ReadBody> {
  const { promise, resolve, reject } = Promise.withResolvers<ReadBody>();
  let length = 0;
  let pieces = 0;
  const take = (chunk: Buffer) => {
    pieces += 1;
    if (pieces > FREE_PIECES + length / PIECE_BYTES) resolve('in small pieces');
    else if (length + chunk.length <= room.length) length += chunk.copy(room, length);
    else resolve('too long');
    free(chunk);
  };
  const fail = () => reject(new Error('the request was aborted'));
  const finish = () => {
    // The socket closes next. Creating an error for that would take as long as parsing a small call's body.
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
