import type { IncomingMessage } from 'node:http';

/**
 * Reads a request's body into memory that is there already, as long as the body may be. Where it is longer or takes
 * longer it stays where it is: nothing more is read from the socket.
 *
 * @throws {Error} where its sender has gone.
 */
export function readBody(
  request: IncomingMessage,
  room: Buffer,
  timeoutMs: number,
): Promise<Buffer | 'too long' | 'too slow'> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer | 'too long' | 'too slow'>();
  let length = 0;
  const take = (chunk: Buffer) => {
    if (length + chunk.length <= room.length) length += chunk.copy(room, length);
    else resolve('too long');
  };
  const finish = () => resolve(room.subarray(0, length));
  const fail = () => reject(new Error('the request was aborted'));
  const timer = setTimeout(resolve, timeoutMs, 'too slow');
  request.on('data', take).on('end', finish).on('close', fail);
  return promise.finally(() => {
    clearTimeout(timer);
    request.off('data', take).off('end', finish).off('close', fail).pause();
  });
}
