import type { ServerResponse } from 'node:http';
import type { Lease, MemoryPool } from './memory-pool.ts';
import { Refusal } from './refusal.ts';

/** How long a request waits for memory that others have. */
const WAIT_TIMEOUT_MS = 10_000;

/**
 * Waits for memory, and no longer than its caller does.
 *
 * @throws {Refusal} where there was none in time.
 */
export async function borrow(pool: MemoryPool, bytes: number, response: ServerResponse): Promise<Lease> {
  const lease = pool.tryLend(bytes) ?? (await waitFor(pool, bytes, response));
  if (lease) return lease;
  throw new Refusal({
    code: 'RESOURCE_EXHAUSTED',
    message: 'others have the memory that this request needs: try again in a moment, or send less at a time',
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
