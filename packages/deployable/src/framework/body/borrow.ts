import type { ServerResponse } from 'node:http';
import type { Lease, MemoryPool } from './memory-pool.ts';
import { Refusal } from './refusal.ts';

/** The longest time that a request waits for memory that other requests have. */
const WAIT_TIMEOUT_MS = 10_000;

/**
 * Waits for memory, at most until its caller leaves.
 *
 * @throws {Refusal} if none is free in time.
 */
export async function borrow(pool: MemoryPool, bytes: number, response: ServerResponse): Promise<Lease> {
  const lease = pool.tryLend(bytes) ?? (await waitFor(pool, bytes, response));
  if (lease) return lease;
  throw new Refusal({
    code: 'RESOURCE_EXHAUSTED',
    message:
      'other requests are using the memory that this one needs: try again in a moment, or send less at a time',
    details: { reason: 'OVERLOADED' },
  });
}

async function waitFor(
  pool: MemoryPool,
  bytes: number,
  response: ServerResponse,
): Promise<Lease | undefined> {
  const controller = new AbortController();
  const giveUp = () => controller.abort();
  const timer = setTimeout(giveUp, WAIT_TIMEOUT_MS);
  response.once('close', giveUp);
  return pool.lend(bytes, controller.signal).finally(() => {
    clearTimeout(timer);
    response.off('close', giveUp);
  });
}
