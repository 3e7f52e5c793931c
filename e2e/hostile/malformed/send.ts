import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { WireRequest } from './wire-request.ts';

const PAUSE_MS = 15;
const TIMEOUT_MS = 30_000;

/** The response; undefined if nothing came that begins as HTTP. */
export interface WireAnswer {
  status: number;
  head: string;
  body: string;
}

/** Writes a request on its own connection, even if the server stops reading, and reads until the server closes it. */
export async function send(url: string, { parts, ending }: WireRequest): Promise<WireAnswer | undefined> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
  const received: Buffer[] = [];
  // Refused, or closed during a write: the answer is what has arrived by then.
  const closed = new Promise<void>((resolve) => socket.on('close', () => resolve()));
  socket.on('error', () => socket.destroy()).on('data', (part: Buffer) => received.push(part));
  socket.on('end', () => socket.destroy()).setTimeout(TIMEOUT_MS, () => socket.destroy());
  await Promise.race([once(socket, 'connect').catch(() => undefined), closed]);
  for (const [n, part] of parts.entries()) {
    if (n > 0) await delay(PAUSE_MS);
    socket.write(part);
  }
  if (ending === 'leave') {
    await delay(PAUSE_MS);
    socket.destroy();
    return undefined;
  }
  if (ending === 'finish') socket.end();
  await closed;
  return readAnswer(Buffer.concat(received));
}

function readAnswer(bytes: Buffer): WireAnswer | undefined {
  const end = bytes.indexOf('\r\n\r\n');
  const head = bytes.subarray(0, Math.max(0, end)).toString('latin1');
  const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(head)?.[1]);
  if (end === -1 || Number.isNaN(status)) return undefined;
  const rest = bytes.subarray(end + 4);
  // An interim response that permits the body is not the answer.
  if (status === 100) return readAnswer(rest);
  const isChunked = /^transfer-encoding: chunked/im.test(head);
  return { status, head, body: (isChunked ? joinChunks(rest) : rest).toString() };
}

function joinChunks(bytes: Buffer): Buffer {
  const chunks: Buffer[] = [];
  for (let at = 0; at < bytes.length;) {
    const lineEnd = bytes.indexOf('\r\n', at);
    const length = Number.parseInt(bytes.subarray(at, lineEnd).toString('latin1'), 16);
    if (lineEnd === -1 || !(length > 0)) break;
    chunks.push(bytes.subarray(lineEnd + 2, lineEnd + 2 + length));
    at = lineEnd + 2 + length + 2;
  }
  return Buffer.concat(chunks);
}
