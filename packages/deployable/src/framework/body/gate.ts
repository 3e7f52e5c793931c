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

/** How long a body may take to come once it is read; a slow sender would keep memory from others. */
const READ_TIMEOUT_MS = 30_000;

type BodyRequest = IncomingMessage & { body?: unknown; rawBody?: unknown };

/** As body-parser calls whoever wants the bytes too. */
type Verify = (request: IncomingMessage, response: ServerResponse, bytes: Buffer) => void;

/** Express middleware. */
export type Gate = (request: BodyRequest, response: ServerResponse, next: (error?: unknown) => void) => void;

/**
 * Makes the middleware that reads the bodies of requests, and lets through what there is memory for. What is refused
 * is answered here, and nothing of it reaches the function.
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
    if (bytes === 'in crumbs') {
      throw invalidRequest({ field: 'request', expected: 'a body in larger pieces', received: 'crumbs' });
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
      // The framework asks for one parser for each kind of body, and calls all: the first has read the body.
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
        // Nobody waits for an answer.
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
 * Lets go of a body whose request lives on: whatever a function sets up for good within a call, such as an engine, the
 * framework ties to that call by `node:domain`, and so to its request.
 */
function forgetBody(request: BodyRequest): void {
  request.body = undefined;
  request.rawBody = undefined;
}

function tooSlow(): Refusal {
  return new Refusal({
    code: 'DEADLINE_EXCEEDED',
    message: `request: expected a body within ${READ_TIMEOUT_MS / 1000} s, received a part of it`,
    details: { reason: 'INVALID_REQUEST' },
  });
}
