import type { IncomingMessage, ServerResponse } from 'node:http';
import { borrow } from './borrow.ts';
import { bodyTooLong, checkHeaders } from './check-headers.ts';
import { free } from './free.ts';
import type { Lease } from './memory-pool.ts';
import { readBody } from './read-body.ts';
import { invalidRequest, Refusal, requestTooLarge } from './refusal.ts';
import { refuse } from './refuse.ts';
import type { RequestBounds } from './request-bounds.ts';
import { createRequestMemory } from './request-memory.ts';
import { whenAnswered } from './when-answered.ts';

/** The longest time in which a body may arrive: a slow sender would keep memory from others. */
const READ_TIMEOUT_MS = 30_000;

type BodyRequest = IncomingMessage & { body?: unknown; rawBody?: unknown };

/** The callback by which body-parser also passes on the bytes. */
type Verify = (request: IncomingMessage, response: ServerResponse, bytes: Buffer) => void;

/** Express middleware. */
export type Gate = (request: BodyRequest, response: ServerResponse, next: (error?: unknown) => void) => void;

/**
 * Makes the middleware that reads request bodies, and admits them as memory allows. It answers refused requests here;
 * nothing of them reaches the function.
 */
export function createGate(declared: RequestBounds): (options?: { verify?: Verify }) => Gate {
  const memory = createRequestMemory(declared);
  const bounds = { ...declared, maxBodyBytes: memory.maxBodyBytes };
  const seen = new WeakSet<IncomingMessage>();

  /** Puts a request's body where a function looks for it. */
  async function take(
    request: BodyRequest,
    response: ServerResponse,
    { verify, leases }: { verify: Verify | undefined; leases: Pick<Lease, 'release'>[] },
  ): Promise<void> {
    request.body = undefined;
    const announced = checkHeaders(request, bounds);
    if (!announced) return;
    const { kind, maxBytes, length = maxBytes } = announced;

    const received = await borrow(memory.received, length, response);
    const room = Buffer.allocUnsafeSlow(length);
    let isKept = false;
    leases.push({
      release: () => {
        if (isKept) memory.waste(length);
        else free(room);
        received.release();
      },
    });
    const bytes = await readBody(request, room, READ_TIMEOUT_MS);
    if (bytes === 'too long') throw bodyTooLong(maxBytes, bounds, 'more');
    if (bytes === 'too slow') throw tooSlow();
    if (bytes === 'in small pieces') {
      throw invalidRequest({
        field: 'request',
        expected: 'a body in larger pieces',
        received: 'too many small ones',
      });
    }
    received.shrink(bytes.length);

    const { largestBytes } = memory.worked;
    const memoryBytes = kind.measure(bytes, largestBytes);
    if (memoryBytes > largestBytes) {
      const expected = `values that take at most ${largestBytes} bytes of memory; ${bounds.advice}`;
      throw requestTooLarge({ field: 'request', expected, received: 'more' });
    }
    leases.push(await borrow(memory.worked, memoryBytes, response));

    request.body = kind.parse(bytes);
    isKept = bounds.keepsRawBody || request.body === bytes;
    if (bounds.keepsRawBody) verify?.(request, response, bytes);
    if (!isKept) leases.shift()?.release();
  }

  return ({ verify } = {}) =>
    async (request, response, next) => {
      // The framework makes one parser for each kind of body, and calls them all: the first has already read the body.
      if (seen.has(request)) {
        next();
        return;
      }
      seen.add(request);
      const leases: Pick<Lease, 'release'>[] = [];
      const release = () => leases.splice(0).forEach((lease) => lease.release());
      try {
        await take(request, response, { verify, leases });
      } catch (error) {
        release();
        // The caller has left.
        if (response.destroyed || request.socket.destroyed) return;
        if (!(error instanceof Refusal)) throw error;
        refuse(request, response, { refusal: error, log: bounds.log });
        return;
      }
      whenAnswered(response, release);
      response.once('close', () => forgetBody(request));
      next();
    };
}

/**
 * Drops a body from a request that stays in memory: anything that a function creates within a call and keeps, such as
 * an engine, is tied to that request, because the framework runs each call in a `node:domain`.
 */
function forgetBody(request: BodyRequest): void {
  request.body = undefined;
  request.rawBody = undefined;
}

function tooSlow(): Refusal {
  return new Refusal({
    code: 'DEADLINE_EXCEEDED',
    message: `request: expected a body within ${READ_TIMEOUT_MS / 1000} s, received only part of it`,
    details: { reason: 'INVALID_REQUEST' },
  });
}
